import random

import pytest

from assistant.clean import MASK, MASK_NOTICE, check_digit_holds, clean_question, mask_identities
from corpus.errors import BadRequest


def make_identity(rng, extra_days=0):
    """Ten digits of an invented person with the right check digit."""
    nine = f"{rng.randrange(100):02}{rng.randrange(1, 13):02}{rng.randrange(1, 29) + extra_days:02}{rng.randrange(1000):03}"
    return next(nine + str(last) for last in range(10) if check_digit_holds(nine + str(last)))


FORMATS = (
    lambda ten: ten,
    lambda ten: f"{ten[:6]}-{ten[6:]}",
    lambda ten: f"19{ten}",
    lambda ten: f"19{ten[:6]}-{ten[6:]}",
    lambda ten: f"{ten[:6]}+{ten[6:]}",
    lambda ten: f"{ten[:6]} {ten[6:]}",
    lambda ten: f"20{ten[:6]} - {ten[6:]}",
    lambda ten: f"19{ten[:2]}-{ten[2:4]}-{ten[4:6]}-{ten[6:]}",
)


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("extra_days", [0, 60])
def test_every_way_to_write_an_identity_number_is_masked(write, extra_days):
    rng = random.Random(7)
    for _ in range(200):
        text = f"gäller det {write(make_identity(rng, extra_days))}?"
        masked, count = mask_identities(text)
        assert (masked, count) == (f"gäller det {MASK}?", 1), text


@pytest.mark.parametrize(
    "text",
    ["dnr KS 2024/0060", "beslut 2024-04-09", "1 234 567 890 kronor", "121212-1211", "telefon 08-508 25 000", "2024–2030", "9912319999"],
)
def test_other_numbers_stay(text):
    assert mask_identities(text) == (text, 0)


def test_a_masked_question_says_so():
    cleaned = clean_question("får 121212-1212 hjälp?")
    assert cleaned.text == f"får {MASK} hjälp?"
    assert cleaned.notices == (MASK_NOTICE,)


def test_control_bidi_and_tag_characters_go_and_space_is_one():
    assert clean_question("vad\u202e\U000e0041 gäller\x00\n\tnu\u200b?").text == "vad gäller nu?"


def test_decomposed_letters_are_composed():
    assert clean_question("fra\u030aga").text == "fråga"


@pytest.mark.parametrize("question", ["", "  \n", "?!", "\u202e", "121212-1212"])
def test_a_question_without_words_is_refused(question):
    with pytest.raises(BadRequest, match=r"Skriv en fråga\."):
        clean_question(question)


def test_the_longest_question_passes_and_one_character_more_does_not():
    assert clean_question("a" * 2_000).text == "a" * 2_000
    with pytest.raises(BadRequest, match="2001 tecken"):
        clean_question("a" * 2_001)


def test_a_lone_surrogate_does_no_harm():
    assert clean_question("vad \ud800 nu").text == "vad nu"
