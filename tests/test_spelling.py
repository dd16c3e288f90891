"""Spelling: slips are put right, words that are right are left alone."""

import pytest

from assistant.question import spelling
from assistant.question.spelling import correct, correct_english
from assistant.question.vocabulary import make_vocabulary

WORDS = make_vocabulary(["glupbo", "snöröjning", "mal", "hemtjänsten", "ksg"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("vem skottar snon", "vem skottar snön"),
        ("hur gammal ar manniskan pa bilden", "hur gammal är människan på bilden"),
        ("snorojning", "snöröjning"),
        ("hemtjänsen i Glupbo", "hemtjänsten i Glupbo"),
        ("förksola åt alla", "förskola åt alla"),
        ("Vad gör KSG i Glupbo 2031/77?", "Vad gör KSG i Glupbo 2031/77?"),
        ("mal och medel for alla", "mal och medel för alla"),
        ("å ä ö", "å ä ö"),
        ("vem halller i hemtjansten", "vem håller i hemtjänsten"),
        ("", ""),
    ],
)
def test_slips_are_put_right(typed, read):
    assert correct(typed, WORDS).text.lower() == read.lower()


def test_words_that_are_right_stay():
    for question in ("Vilka åtgärder gäller trygghetslarm?", "hur ofta ska planen följas upp", "Får hunden vara lös i parken?"):
        assert correct(question, WORDS).text == question


def test_what_may_be_a_compound_is_kept_beside():
    words = make_vocabulary(["mediciner"])
    corrected = correct("medicinfel på boendet", words)
    assert (corrected.sure, corrected.text) == ("medicinfel på boendet", "mediciner på boendet")
    assert correct("är hemtjänsen här", WORDS).sure == "är hemtjänsten här"


def test_everyday_words_are_right():
    assert correct("får man vabba och köpa smöret", make_vocabulary(["abba", "smörjet"])).changes == ()


def test_a_slip_that_looks_like_a_compound_is_put_right():
    words = make_vocabulary(["förebyggande", "samordnare"])
    assert correct("vi är frebyggande", words).text == "vi är förebyggande"
    assert correct("persocentrerad vård", make_vocabulary(["personcentrerad"])).text == "personcentrerad vård"
    for question in ("trygghetsarbete på skolgården", "persocentrerad hållning", "bollplanen vid sjön"):
        assert correct(question, words).text == question


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who chaisr the grroup?", "who chair the group?"),
        ("what do lonely pepole get", "what do lonely people get"),
        ("is Glupbo right about this", "is Glupbo right about this"),
        ("when", "when"),
        ("Util when is it valid", "until when is it valid"),
        ("who leads Mora", "who leads Mora"),
    ],
)
def test_english_slips_are_put_right(typed, read):
    assert correct_english(typed) == read


def test_inflections_that_nobody_knows_stay():
    assert correct("boksparbarn", make_vocabulary(["boksparbarnen"])).text == "boksparbarn"


def test_an_unlikely_slip_is_kept_beside():
    words = make_vocabulary(["glupbo"])
    assert correct("klupbo", words).sure == "klupbo"  # k is far from g
    assert correct("flupbo", words).sure == "glupbo"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("var siter han", "var sitter han"),  # not "sites", whose last letter is far off
        ("hon är hema", "hon är hemma"),
        ("det finnns en lampa", "det finns en lampa"),
        ("vem äger glupbooo", "vem äger glupbooo"),
        ("vika är med i gruppen", "vilka är med i gruppen"),
        ("och vila har lampan", "och vilka har lampan"),
        ("vila på jobbet", "vila på jobbet"),
        ("får vi vika är vi glada", "får vi vika är vi glada"),
        ("vika snöröjare får betalt?", "vilka snöröjare får betalt?"),
        ("vika snöröjare", "vika snöröjare"),
        ("adra saker på gång", "andra saker på gång"),  # not "ådra": å ä ö are typed elsewhere
        ("det står i länt", "det står i länet"),
        ("en såpa på jobbet", "en såpa på jobbet"),  # rare, but near no word that all questions have
        ("dubbelddiagnos hos unga", "dubbeldiagnos hos unga"),
    ],
)
def test_the_likeliest_slip_wins(typed, read):
    assert correct(typed, WORDS).text == read


def test_what_the_collection_often_says_is_likelier():
    assert correct("och i staen", WORDS).text == "och i staten"
    assert correct("och i staen", make_vocabulary(["staden"] * 30)).text == "och i staden"


def test_a_rare_word_that_was_guessed_away_is_still_looked_for():
    assert correct("det står i länt", WORDS).sure == "det står i länt"


def test_a_word_of_asking_is_put_right_beside_what_was_typed():
    assert correct("vika är med", WORDS).sure == "vika är med"


def test_changed_letters_are_told_and_added_accents_are_not():
    assert correct("hemtjänsen", WORDS).changes == (("hemtjänsen", "hemtjänsten"),)
    assert correct("snorojning", WORDS).changes == ()


def test_a_word_is_thought_about_once_and_the_memory_is_bounded(monkeypatch):
    words, asked = make_vocabulary(["medicinfel"]), []
    monkeypatch.setattr(spelling, "find_near", lambda word, *_, **__: asked.append(word))
    for question in ("medicinfl i båten", "medicinfl på båten"):
        correct(question, words)
    assert asked.count("medicinfl") == 1
    correct("medicinfl i dag", words)  # who types no å ä ö may lack them elsewhere
    assert asked.count("medicinfl") == 2
    monkeypatch.setattr(spelling, "KEPT_WORDS", 2)
    correct("ett två tre på fyra", words)
    assert len(words.mended) <= 2
