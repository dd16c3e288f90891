import pytest

from ingest.repair.lock import find_tokens


def kinds(text):
    return {token.surface: token.kind for token in find_tokens(text, 0, len(text))}


@pytest.mark.parametrize(
    "locked", ["SOF", "KFN", "A4", "IoT", "SiS", "FoU", "AT&T", "info@kommun.example", "https://www.kommun.example/a/b", "e", "6a", "co2"]
)
def test_names_and_codes_are_locked(locked):
    assert kinds(f"Den {locked} som galler")[locked] != "word"


@pytest.mark.parametrize("number", ["2031/118", "12,5", "1 000", "2024-2030", "0999-12", "3.1.2"])
def test_figures_are_numbers(number):
    assert kinds(f"Den {number} som")[number] == "number"


@pytest.mark.parametrize("word", ["vard", "f6r", "p&", "4r", "Aldre", "fOr", "behGver", "1nom", "vard-"])
def test_misread_words_may_be_repaired(word):
    assert kinds(f"Den {word} som")[word] == "word"


def test_a_lone_one_between_words_may_be_an_i():
    assert kinds("stod 1 arbetet")["1"] == "one"
    assert kinds("stod 1 Ramvik")["1"] == "one"
    assert kinds("\n1 Inledning")["1"] == "number"
    assert kinds("1. Namnden")["1"] == "number"
    assert kinds("finns 1 10 kap. lagen")["1"] == "one"
    assert kinds("kvartal 1 2031 kom")["1"] == "number"
    assert kinds("hamnen 1 april")["1"] == "number"
    assert kinds("en ny regel 1 juli galler")["1"] == "number"
    assert kinds("hamnen 1 ggr/man")["1"] == "number"


def test_part_of_an_address_that_a_line_break_cut_is_locked():
    cut = kinds("batar/regionala-hamnprogram/sakra-bryggor/")
    assert set(cut.values()) == {"locked"}
    assert kinds("batar/hamnar och varv")["hamnar"] == "word"


def test_the_mark_of_a_footnote_is_no_part_of_the_word():
    assert kinds("se omsorgen12 och planen1 eller ocks4") | {"12": "locked", "1": "locked"} == {
        "se": "word", "omsorgen": "word", "12": "locked", "och": "word", "planen": "word", "1": "locked", "eller": "word", "ocks4": "word",
    }  # fmt: skip


def test_a_word_cut_by_a_line_break_is_one_token():
    (token,) = [token for token in find_tokens("sjuk-\nvarden", 0, 12) if token.kind == "word"]
    assert (token.surface, token.start, token.end) == ("sjuk-\nvarden", 0, 12)
    assert "vard-" in kinds("halso- och vard- och")


def test_capitals_are_words_only_in_a_line_of_capitals():
    assert kinds("PLAN FOR VARD")["FOR"] == "word"
    assert kinds("enligt FOR och VARD")["FOR"] == "locked"


def test_a_lone_consonant_between_words_has_lost_its_vowel():
    assert kinds("planen r ett stod")["r"] == "word"
    assert kinds("planen (r) ett")["r"] == "locked"


def test_an_abbreviation_before_a_figure_is_locked_unless_it_has_a_misread_vowel():
    assert kinds("se dir. 2031:5")["dir"] == "locked"
    assert kinds("se andr. 2031:5")["andr"] == "word"


def test_pieces_of_identifiers_are_locked():
    assert kinds("utfardad_datum")["utfardad"] == "locked"


def test_a_key_before_a_quoted_value_at_the_start_of_a_line_is_locked():
    assert kinds('\nforarbeten: "Prop. 2031:5"')["forarbeten"] == "locked"
    assert kinds('vara forarbeten: "Prop. 2031:5"')["forarbeten"] == "word"
    assert kinds("\nforarbeten: se ovan")["forarbeten"] == "word"


def test_tokens_are_slices_of_the_text():
    text = "God och n&ra vard, p4 lika villkor. Stod 1 hemmet\n\nse www.x.se"
    assert all(text[token.start : token.end] == token.surface for token in find_tokens(text, 0, len(text)))


def test_an_abbreviation_before_a_line_break_is_parted_from_the_word_behind_it():
    found = [(token.surface, token.start, token.kind) for token in find_tokens("ett BGF-\nuppdrag", 0, 16)]
    assert found == [("ett", 0, "word"), ("BGF", 4, "locked"), ("uppdrag", 9, "word")]


def test_a_sign_before_a_lone_r_stands_for_a_letter():
    assert kinds("batarna #r stora")["#r"] == "word"
    assert kinds("mer §n batarna")["§n"] == "word"
    assert kinds("enligt §ra och #rosa")["ra"] == "word"
    assert "§ 4" not in kinds("enligt § 4 och")


def test_a_phrase_in_capitals_is_words_and_an_abbreviation_is_not():
    assert kinds("- GOR SA HAR « vid hamnen")["HAR"] == "word"
    assert kinds("fliken OVRIG INFORMATION hos oss")["OVRIG"] == "word"
    assert kinds("enligt HSL och SOSFS hos oss")["SOSFS"] == "locked"
    assert kinds("enligt HSL LSS hos oss")["HSL"] == "locked"


def test_a_word_behind_a_quotation_mark_opens_a_title():
    tokens = {token.surface: token.opened for token in find_tokens("valj ”Hamn” och Brygga", 0, 22)}
    assert tokens["Hamn"]
    assert not tokens["Brygga"]
