"""Slugs, repeats, and anchors that stay where they are."""

import pytest

from corpus.anchors import MAX_SLUG, first_free, number_repeats, slug


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Mål & medel", "mal-medel"),
        ("2.1 Översyn av färdtjänsten", "2-1-oversyn-av-fardtjansten"),
        ("Decomposed: a\u030a", "decomposed-a"),
        ("  – Från ø till æ –  ", "fran-o-till-ae"),
        ("***", "avsnitt"),
        ("Ⅳ ﬁske", "iv-fiske"),
    ],
)
def test_slug_folds_to_ascii(heading, expected):
    assert slug(heading) == expected


def test_slug_is_cut_at_a_whole_word():
    long = slug("skogsbruksplaneringsunderlag " * 4)
    assert long == "skogsbruksplaneringsunderlag-skogsbruksplaneringsunderlag"
    assert len(slug("x" * 200)) == MAX_SLUG


def test_repeats_are_numbered_in_order():
    assert number_repeats(["mal", "syfte", "mal", "mal"]) == ["mal", "syfte", "mal~2", "mal~3"]


def test_first_free_skips_what_is_taken():
    assert first_free("d/mal", {"d/mal", "d/mal~2"}) == "d/mal~3"
    assert first_free("mal~2", {"mal", "mal~2"}) == "mal~3"
