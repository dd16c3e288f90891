"""Numbers of headings that do not follow on each other: outlines by hand."""

import pytest

from ingest.repair.lock import find_tokens
from ingest.repair.numbering import find_misnumbered, list_followers


def doubted(*numbers):
    text = "\n".join(f"{number} Rubrik" for number in numbers)
    return list(find_misnumbered(text, list(find_tokens(text, 0, len(text)))).values())


def test_what_may_come_next():
    assert list_followers((3, 7)) == [(3, 7, 1), (4,), (3, 8)]


@pytest.mark.parametrize(
    ("numbers", "guesses"),
    [
        (("3.6", "3.7", "3.71", "3.7.2"), ["3.7.1"]),
        (("7.2", "73", "74", "7.5"), ["7.3", "7.4"]),
        (("3.1", "8.2", "3.3"), ["3.2"]),
        (("3.7.9", "3.710", "3.8"), ["3.7.10"]),
        (("1", "1.1", "1.2", "2", "3"), []),
        (("9", "10", "11"), []),
        (("4.3", "7", "8"), []),
        (("2", "15", "3"), []),
    ],
)
def test_a_number_out_of_line_is_doubted(numbers, guesses):
    assert doubted(*numbers) == guesses


def test_figures_in_a_sentence_are_no_headings():
    text = "3.7 Rubrik\n371 personer svarade\n3.8 Rubrik"
    assert find_misnumbered(text, list(find_tokens(text, 0, len(text)))) == {}
