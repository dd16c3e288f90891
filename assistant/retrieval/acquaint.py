"""The words of the language and of the documents, met before a question does.

To cut a word into its pieces and parts takes longer than to look it up. In: an open library. Out: an iterator whose steps are short;
after it the memories of words, of chunks of text and of terms hold what the documents say most often. They are bounded as before. Knows
nothing of questions, nor of when there is time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from assistant.question.abbreviations import general_list
from assistant.question.language import english_words
from assistant.question.phrases import read_phrases
from assistant.question.spelling import english_by_length, lexicon_by_length, plain_by_length, real_words
from assistant.question.words import WORD, everyday_words, terms_of_word
from assistant.retrieval.kept import find_notes
from assistant.retrieval.late import learn_words
from corpus.encoder import Encoder
from corpus.folding import list_words
from corpus.library import Library
from corpus.records import Document, Passage
from corpus.store_view import KEPT

READ = 20_000  # passages of one document: of 50,000 each third says 97 % of what the others do
AT_ONCE = 500  # passages, or words: some hundredths of a second
MOST_WORDS = 30_000  # of one document, those it says most often; in 50,000 sentences of all sorts they are 97 % of what is said
MET = "met"
LISTS = (  # of words of the language, read or arranged on first use: up to a quarter of a second each
    everyday_words,
    read_phrases,
    general_list,
    real_words,
    plain_by_length,
    lexicon_by_length,
    english_words,
    english_by_length,
)
Item = TypeVar("Item")


def meet_words(library: Library) -> Iterator[None]:
    """Meet the words of the language, and of each document that is new since the last time."""
    for read in LISTS:
        read()
        yield
    encoder = library.encoder.static if library.encoder else None
    for document in library.store.documents():
        notes = find_notes(library.store, document.id)
        if encoder and MET not in notes:
            yield from meet_document(library, document, encoder)
            notes[MET] = True


def meet_document(library: Library, document: Document, encoder: Encoder) -> Iterator[None]:
    """Count its words and learn those it says most often, the rarest first: what is to be forgotten goes in that order."""
    points, _ = library.store.manifest()[document.id]
    words, chunks, terms = Counter[str](), Counter[str](), Counter[str]()
    for batch in read_some(library, document, points):
        count_words(batch, words, chunks, terms)
        yield
    for block in cut(most_common(words)):
        learn_words(block, encoder)
        yield
    for block in cut(most_common(chunks)):
        encoder.split(block)
        yield
    for block in cut(most_common(terms)):
        for word in block:
            terms_of_word(word)
        yield


def read_some(library: Library, document: Document, points: int) -> Iterator[Sequence[Passage]]:
    """At most READ of a document's passages, bit by bit; all are read of one that has room in memory: a question need not do that."""
    step = 1 + points // READ
    if points > KEPT:
        return cut(library.store.some_passages(document.id, step))
    return (batch[::step] for batch in library.store.passage_batches(document.id, AT_ONCE))


def count_words(passages: Sequence[Passage], words: Counter[str], chunks: Counter[str], terms: Counter[str]) -> None:
    """What is said, as each memory cuts it: words, what stands between blanks, words joined by strokes."""
    for passage in passages:
        words.update(list_words(passage.text))
        chunks.update(passage.text.split())
        terms.update(WORD.findall(passage.text))


def most_common(counts: Counter[str]) -> list[str]:
    """The MOST_WORDS said most often, the rarest first."""
    return [word for word, _ in reversed(counts.most_common(MOST_WORDS))]


def cut(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Pieces of AT_ONCE."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
