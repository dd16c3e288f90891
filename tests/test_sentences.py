from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_sentences


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Stöd ges t.ex. Till barn och unga.",
        "Enligt 12 kap. 1 § ska kommunen samverka.",
        "Mötet hålls den 3. Mars är en lämplig månad för detta.",
        "Beslutet gäller fr.o.m. 1 januari.",
        "Rektor A. Berg svarar för arbetet.",
        "Se bl.a. Skollagen.",
        "Kostnaden är ca. 3 miljoner, dvs. Mer än väntat.",
    ],
)
def test_abbreviations_and_ordinals_do_not_end_a_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nämnden beslutar. Planen gäller till 2030. Den följs upp.", ["Nämnden beslutar.", "Planen gäller till 2030.", "Den följs upp."]),
        ("Vi behöver mark, vägar m.m. Kommunen ska planera.", ["Vi behöver mark, vägar m.m.", "Kommunen ska planera."]),
        ("Är det klart? Ja! Det är det.", ["Är det klart?", "Ja!", "Det är det."]),
        ("Lead:\nFörsta punkten\nAndra punkten", ["Lead:", "Första punkten", "Andra punkten"]),
        ('Hon sa: "Nu börjar vi." Sedan gick hon.', ['Hon sa: "Nu börjar vi."', "Sedan gick hon."]),
        ("(Se bilagan.) Därefter beslutas.", ["(Se bilagan.)", "Därefter beslutas."]),
    ],
)
def test_sentences_are_parted(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet=st.sampled_from("aBå .!?\n12(”§tex"), max_size=80))
def test_no_character_is_lost_and_spans_come_in_order(text):
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
