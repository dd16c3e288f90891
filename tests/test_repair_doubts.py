"""Doubts: rules by hand, and with the models that ship."""

import pytest

from corpus.records import Change
from ingest.repair import DOUBTFUL, find_changes
from ingest.repair.doubts import STRANGE, find_doubt, find_miscased, has_lost_letter, mark_doubts
from ingest.repair.lock import find_tokens


def tokens_of(text):
    return [token for token in find_tokens(text, 0, len(text)) if token.kind != "end"]


def token_of(text, surface):
    return next(token for token in tokens_of(text) if token.surface == surface)


def changes_of(text):
    return {text[change.start : change.end]: change for change in find_changes(text, list(find_tokens(text, 0, len(text))))}


@pytest.mark.parametrize(
    ("text", "surface", "guesses"),
    [
        ("enligt 14b § lagen", "14b", ("14 b",)),
        ("bor i hus 14b nu", "14b", ()),
        ("ska g5ra mer", "g5ra", ()),
        ("i m2 yta", "m2", None),
        ("bade kVarberg och", "kVarberg", ()),
        ("enligt HaL och", "HaL", None),
        ("enligt HaIL och", "HaIL", ()),
        ("Myndigheten SVX ska", "SVX", None),
        ("Diarienummer 2031/118 ska", "2031/118", None),
        ("robusta #ver aren", "ver", ()),
        ("en person som §t skriven", "t", ()),
        ("kommuna! eller privat", "kommuna", ()),
        ("Ta med karta! Sedan", "karta", None),
        ("fram en [ans6vergripande plan", "ans6vergripande", ()),
        ("i [bilaga] nu", "bilaga", None),
        ("en bilaga nu", "bilaga", None),
        ("kommer a ena sidan", "a", ("å",)),
        ("enligt punkt a) nu", "a", None),
    ],
)
def test_what_repair_may_not_touch_can_be_doubted(text, surface, guesses):
    assert find_doubt(text, token_of(text, surface)) == guesses


def test_an_abbreviation_that_nothing_spells_is_doubted():
    text = "ett avtal (RAV) och RAV"
    token = token_of(text, "RAV")
    assert find_doubt(text, token) is None
    assert find_doubt(text, token, {"RAV"}) == ()


def test_a_word_cut_by_a_line_break_is_not_doubted():
    text = "en #sjuk-\nvard nu"
    (token,) = [token for token in tokens_of(text) if "sjuk" in token.surface]
    assert has_lost_letter(text, token)
    assert find_doubt(text, token) is None


def test_doubts_lower_margins_and_keep_the_order():
    text = "St6d till #ver 7b § och"
    start = text.index("ver")
    made = mark_doubts(text, tokens_of(text), [Change(start, start + 3, "är", 9.0, (), "ocr"), Change(0, 4, "Stöd", 9.0, (), "ocr")])
    assert [(text[one.start : one.end], one.text, one.margin) for one in made] == [
        ("St6d", "Stöd", 9.0),
        ("ver", "är", STRANGE),
        ("7b", "7b", 0.0),
    ]


def test_an_odd_capital_is_left_but_doubted():
    change = changes_of("Det ar viktigt att dessa Kommuner far st6d i arbetet med aldre.")["Kommuner"]
    assert change.text == "Kommuner"
    assert change.margin < DOUBTFUL
    assert change.alternatives[0] == "kommuner"


def test_a_small_letter_read_as_g_is_doubted_only_as_a_capital():
    change = changes_of("Vi vet att det Gr viktigt att de aldre far st6d i hemmet.")["Gr"]
    assert change.text == "är"
    assert change.margin > DOUBTFUL


def test_i1_becomes_i_where_a_word_must_stand():
    assert changes_of("Det gemensamma arbetet i1 kommunen ska f6ljas upp.")["i1"].text == "i"
    assert changes_of("Bestammelser finns i1 kap. i lagen om st6d.").get("i1", Change(0, 0, "i1")).text == "i1"


def test_a_letter_doubled_is_guessed_but_never_mended():
    change = changes_of("Kommunens verksamhheter ska ge aldre personer st6d i hemmet.")["verksamhheter"]
    assert (change.text, change.alternatives[0]) == ("verksamhheter", "verksamheter")
    assert change.margin < DOUBTFUL


def test_a_compound_of_known_parts_is_not_strange():
    made = changes_of("Kommunens badhusavgift f6r aldre ska alltid betalas i god tid.")
    assert "badhusavgift" not in made
    assert made["f6r"].text == "för"


def test_a_short_word_that_no_lexicon_knows_is_doubted():
    change = changes_of("Det ar bra dee som kommunen g6r f6r aldre personer.")["dee"]
    assert (change.text, change.margin < DOUBTFUL) == ("dee", True)


def test_a_number_that_does_not_follow_is_doubted():
    text = "3.7 Rubrik\n371 Rubrik"
    (change,) = mark_doubts(text, tokens_of(text), [], numbers={11: "3.7.1"})
    assert (change.start, change.text, change.alternatives) == (11, "371", ("3.7.1",))


def test_a_chapter_and_a_law_with_other_capitals_than_usual_are_doubted():
    text = "enligt 4 Kap. 5 § BgL, BgL och BgL samt Bgl eller bgl. 4 Kapten"
    assert find_miscased(text, list(find_tokens(text, 0, len(text)))) == {9: "kap", 40: "BgL"}


@pytest.mark.parametrize(
    ("text", "surface", "guesses"),
    [
        ("enligt 5 kap. 108 lagen", "108", ("10 §",)),
        ("enligt 5 kap. 108 § lagen", "108", None),
        ("finns 108 platser", "108", None),
        ("enligt II kap 2 §", "II", ("11",)),
        ("mellan 1 3 platser", "1", ("i",)),
        ("en avgift av 0,5 392 kronor", "0,5 392", ()),
        ("se https: //www.storby.se/plan nu", "www.storby.se/plan", ()),
        ("se storbykommunIn.se nu", "storbykommunIn.se", ()),
        ("se storbykommun.se nu", "storbykommun.se", None),
        ("i rum 1O5 nu", "1O5", ()),
        ("frågan: PG vilket sätt", "PG", ()),
        ("med l eller flera", "l", ("1",)),
    ],
)
def test_figures_and_addresses_that_cannot_be_right_are_doubted(text, surface, guesses):
    assert find_doubt(text, token_of(text, surface)) == guesses
