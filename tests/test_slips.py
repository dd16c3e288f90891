"""Slips of the source are told beside a quote, never put right."""

import pytest

from assistant.checks.slips import find_slips


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("Planen ska utvrderas varje vår.", ("utvrderas",)),
        ("Enligt SFS 2041:7 ska vägen plogas.", ("SFS 2041:7",)),
        ("Enligt SFS 2017:30 ska vägen plogas.", ()),
        ("Verksamheten utvärderas av kommunens invånare.", ()),
        ("Byvägsombudet i Tallmo rapporterar.", ()),
        ("Nämnden ansvarar för sandning och sandningen av gångbanor.", ()),
        ("Läs mer på trafikverkett.se om vägarna.", ()),
    ],
)
def test_a_slip_is_one_letter_from_a_common_word(text, slips):
    assert find_slips(text, 2027) == slips
