"""Headings -> anchors, the stable addresses of sections.

In: headings, and slugs in reading order. Out: ASCII slugs, repeats numbered from ~2.
Knows nothing of stores, vectors or the web.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set

MAX_SLUG = 60  # code points; longer addresses break when they are pasted into e-mail
EMPTY_SLUG = "avsnitt"  # a heading without a single Latin letter or digit still needs an address
FOLDED = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})
NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """ASCII form of a heading: "Mål & medel" -> "mal-medel". Never empty, never longer than MAX_SLUG, never with "~" or "/"."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return _shorten(NOT_SLUG.sub("-", letters).strip("-")) or EMPTY_SLUG


def _shorten(name: str) -> str:
    """Cut at a whole word where the first word fits."""
    if len(name) <= MAX_SLUG:
        return name
    cut = name[: MAX_SLUG + 1].rpartition("-")[0]
    return cut or name[:MAX_SLUG]


def number_repeats(slugs: Iterable[str]) -> list[str]:
    """Make slugs unique in their order: "mal", "mal" -> "mal", "mal~2"."""
    taken: set[str] = set()
    numbered = []
    for name in slugs:
        numbered.append(first_free(name, taken))
        taken.add(numbered[-1])
    return numbered


def first_free(name: str, taken: Set[str]) -> str:
    """The name itself, or with the lowest number from ~2 that is not taken."""
    if name not in taken:
        return name
    stem = name.partition("~")[0] if "/" not in name else name
    number = 2
    while f"{stem}~{number}" in taken:
        number += 1
    return f"{stem}~{number}"
