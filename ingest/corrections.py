"""People's corrections -> changes of the source, applied last.

In: a source, the changes that repair made, the corrections of the file. Out: the changes with the corrections in them, and the orphans
whose words are no longer there. A correction beats a repair of the same words. Knows nothing of stores or structure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from corpus.records import Change, Correction, Source, Span

RULE = "correction"


def apply_corrections(
    source: Source, changes: tuple[Change, ...], corrections: Sequence[Correction]
) -> tuple[tuple[Change, ...], tuple[Correction, ...]]:
    """(changes with every correction that has its place, corrections that have none). Of two on the same words the later wins."""
    orphans = []
    for correction in corrections:
        span = locate_quote(source.text, correction)
        if span is None:
            orphans.append(correction)
        else:
            changes = _put(source.text, changes, Change(*span, correction.replacement, rule=RULE))
    return changes, tuple(orphans)


def locate_quote(text: str, correction: Correction) -> Span | None:
    """Where the corrected words stand: the place whose surroundings are most like those noted; None when no place or two are best."""
    if not correction.quote:
        return None
    places = [hit.start(1) for hit in re.finditer(f"(?=({re.escape(correction.quote)}))", text)]
    ranked = sorted(((_shared_context(text, place, correction), place) for place in places), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best, place = ranked[0]
    noted = len(correction.before) + len(correction.after)
    return (place, place + len(correction.quote)) if 2 * best >= noted else None


def _shared_context(text: str, place: int, correction: Correction) -> int:
    """How many code points next to the place are those noted."""
    end = place + len(correction.quote)
    before = text[max(place - len(correction.before), 0) : place]
    after = text[end : end + len(correction.after)]
    return _count_shared(before[::-1], correction.before[::-1]) + _count_shared(after, correction.after)


def _count_shared(left: str, right: str) -> int:
    """Length of the common beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _put(text: str, changes: tuple[Change, ...], new: Change) -> tuple[Change, ...]:
    """Insert a change in order. What it overlaps gives way; the rest of a longer repair around it stays repaired."""
    first = bisect_right([change.end for change in changes], new.start)
    last = first
    while last < len(changes) and changes[last].start < new.end:
        last += 1
    hit = changes[first:last]
    start, end = min([new.start, *(one.start for one in hit)]), max([new.end, *(one.end for one in hit)])
    before = _repaired_slice(text, hit[0], start, new.start) if hit and start < new.start else ""
    after = _repaired_slice(text, hit[-1], new.end, end) if hit and end > new.end else ""
    return (*changes[:first], Change(start, end, before + new.text + after, rule=RULE), *changes[last:])


def _repaired_slice(text: str, change: Change, start: int, end: int) -> str:
    """The part of a change's text that stands for source[start:end]."""
    raw = text[change.start : change.end]
    return change.text[_map_offset(raw, change.text, start - change.start) : _map_offset(raw, change.text, end - change.start)]


def _map_offset(raw: str, repaired: str, offset: int) -> int:
    """Where an offset of the raw words falls among the repaired ones."""
    for _, raw_start, raw_end, start, end in SequenceMatcher(None, raw, repaired, autojunk=False).get_opcodes():
        if offset < raw_end:
            return min(start + max(offset - raw_start, 0), end)
    return len(repaired)
