"""The numbers of headings -> those that do not follow on each other: "3.71" after 3.7, "8.2" between 3.1 and 3.3.

In: the source text and its tokens. Out: for each such number what it probably was; figures are never changed, only doubted. A number that
follows on the one before, however far up or down, is right; lists that begin anew are not judged. Knows nothing of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from ingest.repair.lock import Token

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}")
HEADED = re.compile(r"\.?[ \t]+[A-ZÅÄÖ]")  # what follows the number of a heading
Numbering = tuple[int, ...]


def find_misnumbered(text: str, tokens: Sequence[Token]) -> dict[int, str]:
    """Source offset of each doubtful number → what it probably was."""
    heads = [token for token in tokens if token.line_start and NUMBER.fullmatch(token.surface) and HEADED.match(text, token.end)]
    found: dict[int, str] = {}
    before: Numbering = ()
    for place, token in enumerate(heads):
        number = parse_number(token.surface)
        after = parse_number(heads[place + 1].surface) if place + 1 < len(heads) else ()
        guess = guess_number(before, token.surface, after) if before and number not in list_followers(before) else ()
        if guess:
            found[token.start] = ".".join(map(str, guess))
        before = guess or number
    return found


def guess_number(before: Numbering, surface: str, after: Numbering) -> Numbering:
    """What a number that does not follow on `before` may have been, () when nothing tells."""
    parted = [number for number in part_number(surface) if number in list_followers(before)]
    if parted:
        return parted[0]
    if after in list_followers(parse_number(surface)):
        return ()
    between = [number for number in list_followers(before) if after in list_followers(number)]
    near = [number for number in between if Levenshtein.distance(".".join(map(str, number)), surface) == 1]
    return near[0] if len(near) == 1 else ()


def parse_number(surface: str) -> Numbering:
    """ "3.7.1" → (3, 7, 1)."""
    return tuple(map(int, surface.split(".")))


def part_number(surface: str) -> Iterator[Numbering]:
    """The number with a point more, at every place."""
    for place in range(1, len(surface)):
        if surface[place - 1].isdigit() and surface[place].isdigit() and surface[place] != "0":
            yield parse_number(f"{surface[:place]}.{surface[place:]}")


def list_followers(number: Numbering) -> list[Numbering]:
    """The numbers that may come next: the first below it, or the next at its own level or at one above."""
    return [(*number, 1), *((*number[:level], number[level] + 1) for level in range(len(number)))]
