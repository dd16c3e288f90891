"""P3: identity numbers are masked in every way of writing, and what only looks like them is left alone."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.clean import MASK, clean_question, mask_identities
from tests.identities import make_identities, make_others

COUNT = 100_000 if os.environ.get("PLANLOTS_TORTURE") else 10_000


def test_of_ten_thousand_numbers_in_eight_ways_of_writing_all_but_a_few_are_masked():
    missed = [text for text, secret in make_identities(COUNT, 7) if secret in mask_identities(text)[0].replace(MASK, "")]
    assert len(missed) <= 0.005 * COUNT, missed[:9]


def test_of_ten_thousand_that_only_look_so_hardly_any_is_masked():
    alarms = [text for text in make_others(COUNT, 8) if mask_identities(text)[1]]
    assert len(alarms) <= 0.005 * COUNT, alarms[:9]


@pytest.mark.parametrize(
    "written",
    [
        "19640823-3234",
        "640823–3234",
        "640823\u20113234",
        "640823\u00a0-\u00a03234",
        "6408\u200b23\u00ad3234",
        "１９６４０８２３３２３４",
        "1964.08.23-3234",
        "19640883-3235",  # a slip of the pen still points at somebody
        "640823-T234",  # reserve number
        "pnr 6408233239",
        "omsorg 640823-3234",  # no organisation, and no order
        "Vid rapportering 19640823-3234",
        "Ring 640823-3234",
    ],
)
def test_odd_ways_of_writing_are_masked_too(written):
    masked, count = mask_identities(f"Får {written} stöd?")
    assert count == 1 and masked.startswith("Får ") and masked.endswith(f"{MASK} stöd?") and "234" not in masked


@pytest.mark.parametrize(
    "text", ["2024-01-01–2024-12-31", "0701122345", "tel 0812121234", "dnr 240115-0012", "6408233234 kronor", "2019 2020 2021"]
)
def test_what_is_something_else_stays(text):
    assert mask_identities(text) == (text, 0)


@given(st.text(max_size=60), st.sampled_from(make_identities(200, 9)), st.text(max_size=60))
def test_whatever_stands_around_it_no_number_comes_through(before, made, after):
    sentence, _secret = made
    cleaned = clean_question(f"{before} {sentence} {after}")
    number = "".join(char for char in sentence if char.isdigit())[:10]
    assert number not in "".join(char for char in cleaned.text if char.isdigit()) or number in "".join(
        c for c in before + after if c.isdigit()
    )
