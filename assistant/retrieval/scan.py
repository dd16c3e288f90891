"""A document and patterns -> its sentences that say one of them, found in one text of all sentences, not sentence by sentence.

In: a store, a document, patterns for folded text. Out: sections with the spans of sentences, in order; opinions are left out. Fifty
thousand sections are cut into sentences once; then a pattern takes a tenth of a second to two. Knows nothing of what the patterns mean.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.question.words import fold
from assistant.retrieval.kept import find_notes, remember
from corpus.records import OPINION_PARTS, Section
from corpus.sentences import split_sentences
from corpus.store import Store

WINDOW = 50_000  # characters looked through at a time: the search of one holds all threads for some milliseconds
LONG = 2_000  # sections; those of a shorter document stay in memory anyhow
SECTIONS, SENTENCES = "sections", "sentences"

Found = tuple[Section, int, int]  # a sentence: its section, where it begins and ends


@dataclass(frozen=True, slots=True)
class Sentences:
    """Every sentence of a document, folded, one a line, so that ^ and $ are where a sentence begins and ends."""

    text: str
    starts: array[int] = field(default_factory=lambda: array("Q"))  # of each line in `text`
    found: list[Found] = field(default_factory=list)

    def lines(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Numbers of the sentences of which the pattern holds."""
        wanted, last = of_lines(pattern), len(self.starts)
        first = 0
        while first < last:
            after = max(first + 1, bisect_right(self.starts, self.starts[first] + WINDOW) - 1)
            yield from self._window(pattern, wanted, first, after)
            first = after

    def _window(self, pattern: re.Pattern[str], wanted: re.Pattern[str], first: int, after: int) -> Iterator[int]:
        """The same of some sentences."""
        at, end = self.starts[first], self._end(after - 1)
        while at <= end and (match := wanted.search(self.text, at, end)):
            line = bisect_right(self.starts, match.start()) - 1
            if pattern.search(self.text[self.starts[line] : self._end(line)]):
                yield line
            at = self._end(line) + 1

    def _end(self, line: int) -> int:
        return self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text)


@lru_cache(maxsize=256)
def of_lines(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern for a text of many lines."""
    return re.compile(pattern.pattern, pattern.flags | re.MULTILINE)


def find_sentences(store: Store, document_id: str, patterns: Sequence[re.Pattern[str]]) -> list[Found]:
    """The sentences of which one of the patterns holds, in the document's order; each is one line when folded."""
    sentences = remember(store, document_id, SENTENCES, lambda: read_sentences(read_document(store, document_id)))
    return [sentences.found[line] for line in sorted({line for pattern in patterns for line in sentences.lines(pattern)})]


def find_sections(store: Store, document_id: str, patterns: Sequence[re.Pattern[str]]) -> list[Section]:
    """The sections with such a sentence, in order."""
    return list({section.anchor: section for section, *_ in find_sentences(store, document_id, patterns)}.values())


def read_document(store: Store, document_id: str) -> tuple[Section, ...]:
    """All sections, to be read from end to end; of a long document they are not kept for long."""
    if store.count_sections(document_id) < LONG:
        return store.sections(document_id)
    generation = store.document(document_id).generation
    return remember(store, document_id, SECTIONS, lambda: store.sections_version(document_id, generation))


def read_sentences(sections: Sequence[Section]) -> Sentences:
    """The sentences of all sections but opinions."""
    starts, found, lines = array("Q"), list[Found](), list[str]()
    at = 0
    for section in sections:
        if section.part in OPINION_PARTS:
            continue
        folded = fold(section.text)
        for start, end in split_sentences(section.text):
            starts.append(at)
            found.append((section, start, end))
            lines.append(folded[start:end])
            at += end - start + 1
    return Sentences("\n".join(lines), starts, found)


def let_go(store: Store, document_id: str) -> None:
    """Forget the text of a document: it is seldom read from end to end, and takes much memory."""
    for name in (SECTIONS, SENTENCES):
        find_notes(store, document_id).pop(name, None)
