"""How the ingest of one file ended.

In: an edition, or what went wrong. Out: an Outcome with counts and a Swedish summary. Knows nothing of files or stores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.records import Edition, PageQuality
from ingest.ocr.scans import list_late
from ingest.ocr.tesseract import reads_swedish

Result = Literal["ny", "uppdaterad", "oförändrad", "fel"]

VERDICTS = {  # verdict -> how a number of pages is told
    "repaired": "{count} rättade efter skanning",
    "wrong language": "{count} skannade med fel språk",
    "poor": "{count} svårlästa",
    "empty": "{count} utan text",
}

WHOLE = {  # the same for a document without pages: a text file, mostly made from a PDF that can be read better
    "repaired": "texten är rättad efter fel läsning; skicka PDF:en så läses den om",
    "wrong language": "texten är läst med fel språk; skicka PDF:en så läses den om",
    "poor": "texten är svårläst",
    "empty": "texten är tom",
}

SEND = "läst med fel språk – skicka PDF:en så läses den om"
INSTALL = "läst med fel språk – installera tesseract-ocr-swe så läses den om"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file, ingested or refused."""

    file_name: str
    result: Result
    message: str  # Swedish
    document_id: str | None = None
    generation: str = ""
    counts: dict[str, int] = field(default_factory=dict)  # pages, sections, notes, passages, areas, changes, orphans, unreadable
    quality: str = ""  # Swedish, "" when every page reads well


def describe_edition(edition: Edition, result: Result) -> Outcome:
    """The outcome of an edition that was published."""
    counts = count_records(edition)
    document = edition.document
    areas = f", {counts['areas']} {'område' if counts['areas'] == 1 else 'områden'}" if counts["areas"] else ""
    passages = f"{counts['passages']} {'stycke' if counts['passages'] == 1 else 'stycken'}"
    message = f"{document.title}: {counts['sections']} avsnitt, {passages}{areas}. {describe_late(edition)}".strip()
    return Outcome(
        document.file_name,
        result,
        message,
        document.id,
        document.generation,
        counts,
        describe_quality(edition.quality, edition.source.format),
    )


def describe_late(edition: Edition) -> str:
    """What to do about the pages of a scan whose turn did not come in time, "" when there are none."""
    late = list_late(edition.source)
    return f"{len(late)} av {len(edition.source.pages)} sidor hann inte läsas; läs in filen igen så fortsätter läsningen." if late else ""


def count_records(edition: Edition) -> dict[str, int]:
    """How many records of each kind."""
    notes = sum(section.kind == "note" for section in edition.sections)
    return {
        "pages": edition.document.pages or len(edition.source.pages),
        "sections": len(edition.sections) - notes,
        "notes": notes,
        "passages": len(edition.passages),
        "areas": len(edition.areas),
        "changes": len(edition.changes),
        "orphans": len(edition.orphans),
        "unreadable": len(edition.source.unreadable_pages),
    }


def find_cure(quality: Sequence[PageQuality], format_: str) -> str:
    """What makes a text that was read with the wrong language better, "" when nothing does or nothing is wrong."""
    if not any(page.verdict in {"wrong language", "repaired"} for page in quality):
        return ""
    if format_ != "pdf":
        return SEND
    return "" if reads_swedish() else INSTALL


def describe_quality(quality: Sequence[PageQuality], format_: str = "pdf") -> str:
    """Which pages do not read well, in words, with the cure: "12 sidor: 9 rättade efter skanning, 1 utan text"."""
    if len(quality) == 1 and quality[0].page_number is None:
        told = [WHOLE.get(quality[0].verdict, ""), "dold text lästes inte in" if quality[0].hidden_text else ""]
        return ", ".join(phrase for phrase in told if phrase)
    counts = Counter[str](page.verdict for page in quality)
    told = [phrase.format(count=counts[verdict]) for verdict, phrase in VERDICTS.items() if counts[verdict]]
    pages = "1 sida" if len(quality) == 1 else f"{len(quality)} sidor"
    hidden = sum(page.hidden_text for page in quality)
    told += [f"{hidden} med dold text som inte lästes in"] if hidden else []
    cure = find_cure(quality, format_)
    return f"{pages}: {', '.join(told)}{cure and '; '}{cure}" if told else ""
