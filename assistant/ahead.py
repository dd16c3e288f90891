"""What the first question of its kind would wait for: lists and rules of whole documents, worked out while nobody asks.

In: an open library. Out: an iterator, each of whose steps works out one thing of one document; what is known already, or lies on disk from
an earlier start, costs next to nothing. Knows who reads whole documents. Knows nothing of when there is time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from assistant.compose.contact import list_contacts
from assistant.compose.deed import ASKED, TO_A_PLAN, recall_best
from assistant.compose.facts import find_line, list_periods, list_signatures
from assistant.compose.overview import GOALS, PURPOSES, recall_told
from assistant.compose.scope import rule_sentences
from assistant.compose.sources import BASIS, NAMES, RELATED, recall_sources
from assistant.compose.status import decision_sentences
from assistant.compose.theme import THEMES, theme_sentences
from assistant.registers.glossary import list_meanings
from assistant.registers.inventory import FINDERS, SORTS_OF_TEXT, all_quotes, list_sort
from assistant.retrieval.acquaint import meet_words
from assistant.retrieval.places import alone, digest_program, is_found, is_kept, reload_shelf, save_places
from assistant.retrieval.scan import LONG, let_go
from corpus.library import Library
from corpus.records import Document

SORTS = (*FINDERS, "abbreviations", *SORTS_OF_TEXT)


def prepare(library: Library) -> Iterator[None]:
    """All of each document, then what is compared between documents, then their words."""
    documents = library.store.documents()
    for document in documents:
        yield from read_whole(library, document)
    for sort in SORTS:
        list_sort(library, documents, sort)
        yield
    list_meanings(library, documents)
    yield
    yield from meet_words(library)


def list_unread(library: Library) -> list[Document]:
    """Documents whose places are not on disk yet, when there is much to read: to find them takes up to a minute."""
    digest_program()  # before the program's files may be exchanged for newer ones
    store = library.store
    unread = [one for one in store.documents() if is_kept(store, one.id) and not is_found(store, one.id)]
    return unread if sum(store.count_sections(one.id) for one in unread) >= LONG else []


def find_unread(library: Library) -> Iterator[float]:
    """Find the places of all those, a piece a step, unless another process is at it; what is found is on disk. Gives the share done."""
    unread = list_unread(library)
    with alone(library.store) as free:
        for number, document in enumerate(unread if free else ()):
            pieces = sum(1 for _ in readers_of(library, document))
            for piece, _ in enumerate(read_whole(library, document)):
                yield (number + piece / pieces) / len(unread)


def read_whole(library: Library, document: Document) -> Iterator[None]:
    """Everything of one document, a piece a step; what lies on disk is read, what does not is written there."""
    reload_shelf(library.store, document.id)
    for read in readers_of(library, document):
        read()
        yield
    save_places(library.store, document.id)
    let_go(library.store, document.id)


def readers_of(library: Library, document: Document) -> Iterator[Callable[[], object]]:
    """Everything that reads a document from end to end."""
    store, name = library.store, document.id
    yield from (partial(all_quotes, library, name, sort) for sort in SORTS)
    yield from (partial(theme_sentences, store, name, place) for place in range(len(THEMES)))
    yield from (partial(recall_told, store, name, patterns) for patterns in (PURPOSES, GOALS))
    yield partial(rule_sentences, store, name)
    yield partial(list_contacts, store, document)
    yield partial(decision_sentences, store, document)
    yield from (partial(list_places, store, name) for list_places in (list_periods, list_signatures))
    yield from (partial(find_line, store, document, value) for value in (document.diary_number, document.date) if value)
    yield from (partial(recall_sources, store, name, tells, names) for tells in (BASIS, RELATED) for names in NAMES)
    yield from (partial(recall_best, store, document, deed, asked) for deed in sorted(TO_A_PLAN) for asked in ASKED)
