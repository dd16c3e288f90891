"""A person's reading is put where its words stand, and beats the machine's."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Change, Correction, Source
from ingest.corrections import apply_corrections, locate_quote

TEXT = "Alvby by. Alla mal galler for alla. Byn har mal i sikte."


def correction(quote, replacement="X", before="", after=""):
    return Correction("f", before, quote, after, replacement)


def read(text, changes):
    """The text as the changes read it."""
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def apply(*corrections, changes=()):
    return apply_corrections(Source(TEXT, (), "text"), tuple(changes), corrections)


def test_context_tells_two_places_apart():
    changes, orphans = apply(correction("mal", "mål", before="Byn har "), correction("mal", "mål", before="Alla ", after=" galler"))
    assert read(TEXT, changes) == "Alvby by. Alla mål galler for alla. Byn har mål i sikte."
    assert [change.rule for change in changes] == ["correction"] * 2
    assert orphans == ()


@pytest.mark.parametrize(
    "lost",
    [correction("borta"), correction("mal"), correction(""), correction("galler", before="helt annat sammanhang ", after=" och så vidare")],
)
def test_words_without_one_place_are_orphans(lost):
    assert apply(lost) == ((), (lost,))


def test_half_the_context_is_enough_after_another_reader():
    assert locate_quote(TEXT, correction("galler", before="Alla  mal ", after=" for alla.")) == (19, 25)


def test_a_correction_beats_a_repair_and_keeps_its_surroundings():
    repair = Change(19, 29, "gäller för", 0.2, ("galler för",), "ocr")
    changes, _ = apply(
        correction("galler", "gillar"), changes=[Change(0, 5, "Ålvby", rule="ocr"), repair, Change(40, 43, "har", rule="ocr")]
    )
    assert read(TEXT, changes) == "Ålvby by. Alla mal gillar för alla. Byn har mal i sikte."
    assert [(change.start, change.end) for change in changes] == [(0, 5), (19, 29), (40, 43)]


def test_the_later_of_two_corrections_wins():
    changes, orphans = apply(correction("galler", "första"), correction("galler", "andra"))
    assert [change.text for change in changes] == ["andra"]
    assert orphans == ()


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 9), st.lists(st.integers(0, len(TEXT) - 3), max_size=3, unique=True))
def test_changes_stay_in_order_without_overlap(start, length, repairs):
    machine = [Change(at, at + 1, "å", rule="ocr") for at in sorted(repairs)]
    quote = TEXT[start : start + length]
    changes, orphans = apply(correction(quote, "NY", TEXT[max(start - 40, 0) : start], TEXT[start + length :][:40]), changes=machine)
    assert orphans == ()
    assert all(left.end <= right.start for left, right in pairwise(changes))
    assert read(TEXT[:start], [change for change in changes if change.end <= start]) + "NY" in read(TEXT, changes)
