"""OCR repair: source -> changes and page quality.

In: a Source. Out: the changes that give back what a reading with the wrong language lost, and how readable each page is.
Pages that pass as clean, or as another language, are left byte for byte. Knows nothing of sections, passages or storage.

A change whose text equals its source marks a doubt: the word was left as read, with a margin under DOUBTFUL nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from corpus.records import DOUBTFUL, Change, PageQuality, Source
from ingest.repair.acronyms import find_acronyms, find_unknown, find_unspelt
from ingest.repair.adapt import Reader, Reading
from ingest.repair.capitals import settle_capitals
from ingest.repair.certainty import weigh_readings
from ingest.repair.channel import Channel
from ingest.repair.detect import PageText, find_stretches, judge_page, list_words, measure_pages, share_unknown
from ingest.repair.doubts import mark_doubts
from ingest.repair.fitting import fit_readings
from ingest.repair.foreign import lock_foreign
from ingest.repair.lexicon import is_known
from ingest.repair.load import FOLDER, Models, load_models
from ingest.repair.lock import Token, find_tokens
from ingest.repair.lone import mend_lone
from ingest.repair.numbering import find_misnumbered
from ingest.repair.shouts import find_shouts, mend_shouts
from ingest.repair.weave import make_changes, rank_readings

__all__ = ["DOUBTFUL", "VERSION", "repair"]

VERSION = "16"


def repair(source: Source, *, models: Path = FOLDER) -> tuple[tuple[Change, ...], tuple[PageQuality, ...]]:
    """Changes in source order, never overlapping, and the quality of every page. A clean source gives no changes."""
    pages = measure_pages(source)
    spans = find_stretches(source.text, pages)
    tokens = list_tokens(source.text, spans)
    changes = find_changes(source.text, tokens, models) if tokens else ()
    return changes, tuple(find_quality(source, pages, spans, repaired=bool(changes), models=models))


def find_quality(
    source: Source, pages: list[PageText], spans: list[tuple[int, int]], *, repaired: bool, models: Path = FOLDER
) -> Iterator[PageQuality]:
    """How readable each page is, and where its text comes from."""
    known = partial(is_known, lexicon=load_models(models).lexicon)
    for page in pages:
        unknown = share_unknown(list_words(source.text, page), known)
        reread = page.page_number in source.reread_pages
        yield judge_page(page, wrong=touches(page, spans), repaired=repaired, reread=reread, unknown=unknown)


def touches(page: PageText, spans: list[tuple[int, int]]) -> bool:
    """Does the page hold a stretch that was read with the wrong language?"""
    return any(start < page.end and page.start < end for start, end in spans)


def list_tokens(text: str, spans: Sequence[tuple[int, int]]) -> list[Token]:
    """The tokens of the stretches that may be repaired, in order."""
    return lock_foreign([token for start, end in spans for token in find_tokens(text, start, end)])


def read_tokens(tokens: Sequence[Token], models: Models) -> tuple[list[Reading], Channel]:
    """All tokens read as one document, and the channel that was found in it."""
    reader = Reader(models)
    readings = fit_readings(reader.read(tokens), tokens, models)
    return settle_capitals(readings, models.capitals), reader.channel


def find_changes(text: str, tokens: list[Token], models: Path = FOLDER) -> tuple[Change, ...]:
    """Read all tokens of `text` as one document and put what differs into changes, in source order."""
    knowledge = load_models(models)
    readings, channel = read_tokens(tokens, knowledge)
    ranked = [rank_readings(reading) for reading in readings]
    margins = weigh_readings(readings, ranked, knowledge)
    parts = zip(readings, ranked, margins, strict=True)
    changes = [change for reading, rank, margin in parts for change in make_changes(reading, rank, margin, channel, knowledge)]
    repaired = {change.start: change.text for change in changes}
    changes += find_acronyms(text, tokens, repaired, knowledge.lexicon)
    made = {change.start for change in changes}
    more = [*mend_shouts(tokens, readings, knowledge, channel), *mend_lone(tokens, readings, knowledge)]
    changes += [change for change in more if change.start not in made]
    unsure = (
        find_unspelt(text, tokens, repaired, knowledge.lexicon)
        | find_unknown(tokens, knowledge.lexicon)
        | find_shouts(tokens, knowledge, channel)
    )
    return tuple(mark_doubts(text, tokens, changes, unsure, find_misnumbered(text, tokens)))
