"""OCR repair: source -> changes and page quality.

In: a Source. Out: the changes that give back what a reading with the wrong language lost, and how readable each page is.
Pages that pass as clean, or as another language, are left byte for byte. Knows nothing of sections, passages or storage.
"""

from __future__ import annotations

import re

from corpus.records import Change, PageQuality, Source
from ingest.repair.detect import find_wrong, judge_page, measure_pages

VERSION = "1"

LONE_ONE = re.compile(r"(?<=[a-zé,] )1(?=\s[a-zé]{2})")  # "stöd 1 arbetet": the preposition i, never a number before a unit in running text


def repair(source: Source) -> tuple[tuple[Change, ...], tuple[PageQuality, ...]]:
    """Changes in source order, never overlapping, and the quality of every page. A clean source gives no changes."""
    pages = measure_pages(source)
    wrong = find_wrong(pages)
    changes: list[Change] = []
    quality: list[PageQuality] = []
    for page, is_wrong in zip(pages, wrong, strict=True):
        found = (
            [Change(hit.start(), hit.end(), "i", rule="ocr") for hit in LONE_ONE.finditer(source.text, page.start, page.end)]
            if is_wrong
            else []
        )
        changes += found
        quality.append(judge_page(page, wrong=is_wrong, repaired=bool(found)))
    return tuple(changes), tuple(quality)
