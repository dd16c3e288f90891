"""What the first question of its kind would wait for: lists and rules of whole documents, worked out while nobody asks.

In: an open library. Out: an iterator, each of whose steps works out one thing of one document; what is known already costs nothing.
Knows who reads whole documents. Knows nothing of when there is time.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.compose.contact import list_contacts
from assistant.compose.overview import GOALS, PURPOSES, recall_told
from assistant.compose.scope import rule_sentences
from assistant.compose.theme import THEMES, theme_sentences
from assistant.registers.glossary import list_meanings
from assistant.registers.inventory import FINDERS, SORTS_OF_TEXT, all_quotes, list_sort
from corpus.library import Library


def prepare(library: Library) -> Iterator[None]:
    """Every sort of list, then what is read of each document for a question about a plan as such."""
    documents = library.store.documents()
    for sort in (*FINDERS, "abbreviations", *SORTS_OF_TEXT):
        for document in documents:
            all_quotes(library, document.id, sort)
            yield
        list_sort(library, documents, sort)
        yield
    list_meanings(library, documents)
    for document in documents:
        yield
        rule_sentences(library.store, document.id)
        yield
        list_contacts(library.store, document)
        for patterns in (PURPOSES, GOALS):
            yield
            recall_told(library.store, document.id, patterns)
        for place in range(len(THEMES)):
            yield
            theme_sentences(library.store, document.id, place)
