"""Slips of the fingers: which are likely, and what compounds they may come from."""

import pytest

from assistant.question.keyboard import STRAY, UNLIKELY, is_beside, list_edits, mend_compound, penalty


def test_keys_beside_each_other():
    assert is_beside("r", "t")
    assert is_beside("n", "h")
    assert not is_beside("g", "k")
    assert not is_beside("é", "e")


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("hema", "hemma", 0.0),  # lost
        ("hemmma", "hemma", 0.0),  # doubled
        ("hmema", "hemma", 0.0),  # more than one letter apart: told by the number of slips
        ("hemna", "hemma", 0.0),  # n is beside m
        ("hemka", "hemma", 0.0),  # k is above m
        ("hemta", "hemma", UNLIKELY),
        ("hempma", "hemma", STRAY),
        ("gomda", "gömda", 0.0),
    ],
)
def test_what_a_slip_costs(typed, meant, cost):
    assert penalty(typed, meant) == cost


def test_edits_undo_one_slip():
    for typed in ("hema", "hemmma", "ehmma", "hemna"):
        assert "hemma" in set(list_edits(typed))
    assert "hemma" not in set(list_edits("hemta"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dubbelddiagnos", "dubbeldiagnos"),
        ("planeriingsmötet", "planeringsmötet"),
        ("nätveksmöte", "nätverksmöte"),
        ("vräkningshotad", None),  # a word of the day, put together of two that are known
        ("planeringsmötet", None),
        ("xyzzyxyzzy", None),
    ],
)
def test_compounds_are_mended_by_their_parts(typed, meant):
    assert mend_compound(typed) == meant
