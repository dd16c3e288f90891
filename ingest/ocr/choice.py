"""Readings of pages and the text that the file itself has of them -> which of the two is better, page by page.

In: a source, readings by page number. Out: the numbers of the pages whose reading is taken. The file's own text is judged as it will be
after repair. Measures without ground truth: language, å ä ö, words that no lexicon has. Knows nothing of files or Tesseract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.records import Change, Page, Source
from ingest.ocr.pages import Reading
from ingest.repair import repair
from ingest.repair.detect import WORD, PageText, measure_page, share_unknown
from ingest.repair.lexicon import is_known
from ingest.repair.load import load_models

LEAST_WORDS = 3  # a page read with fewer is not read
LEAST_SHARE = 0.02  # å ä ö among the letters of a page that was read right (0.052–0.056 in running text, fewer in tables)
SAME_WORDS = 0.7  # of a misread layer's words a reading must have, or it has lost part of the page
MORE_WORDS = 2.0  # times the words of a stamp on a picture that its reading must have, or there is nothing else on it
WORSE = 0.03  # share of unknown words by which a reading may exceed the repaired layer; names and torn words differ by chance


def choose_readings(source: Source, readings: Mapping[int, Reading], measures: Sequence[PageText], wrong: set[int]) -> set[int]:
    """Numbers of the pages whose reading is better than their layer; `wrong` are those read with the wrong language."""
    texts = {number: reading.text for number, reading in readings.items() if reading.text}
    layers = {page.page_number: page for page in measures if page.page_number is not None and page.page_number in texts}
    misread = [layer for number, layer in layers.items() if number in wrong and layer.words >= LEAST_WORDS]
    repaired = repair_pages(source, misread) if misread else {}
    better = set()
    for number, layer in layers.items():
        fewest = layer.words * (SAME_WORDS if number in wrong else MORE_WORDS)
        if is_better(texts[number], layer, fewest) and not is_worse(texts[number], repaired.get(number)):
            better.add(number)
    return better


def is_better(text: str, layer: PageText, fewest: float) -> bool:
    """Is a reading more than the page's layer? It must be Swedish with å ä ö and have so many words; without a layer, any words."""
    read = measure_page(text, Page(0, None, 0, len(text)))
    if read.words < LEAST_WORDS:
        return False
    if layer.words < LEAST_WORDS:
        return True
    return read.diacritics >= LEAST_SHARE and read.words >= fewest


def is_worse(text: str, repaired: str | None) -> bool:
    """Has a reading clearly more words that no lexicon has than the repaired layer?"""
    return repaired is not None and find_unknown(text) > find_unknown(repaired) + WORSE


def find_unknown(text: str) -> float:
    """Share of a text's words that are in no lexicon."""
    lexicon = load_models().lexicon
    return share_unknown([word.lower() for word in WORD.findall(text)], lambda word: is_known(word, lexicon))


def repair_pages(source: Source, pages: Sequence[PageText]) -> dict[int | None, str]:
    """By page number, the layer of each of these pages as repair leaves it."""
    changes, _ = repair(source)
    return {page.page_number: apply_changes(source.text, page, changes) for page in pages}


def apply_changes(text: str, page: PageText, changes: Sequence[Change]) -> str:
    """The text of a page with its changes."""
    parts, at = [], page.start
    for change in changes:
        if page.start <= change.start and change.end <= page.end:
            parts += [text[at : change.start], change.text]
            at = change.end
    return "".join([*parts, text[at : page.end]])
