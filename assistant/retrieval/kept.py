"""What was worked out of a document's text, kept for as long as the document stays as it is.

In: a store, a document, a name for what is wanted, how to work it out. Out: it, worked out once for each generation: a change of one
document leaves what is known of the others. Knows nothing of what it keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from corpus.store import Store

Item = TypeVar("Item")

_kept: WeakKeyDictionary[Store, dict[str, tuple[str, dict[Hashable, Any]]]] = WeakKeyDictionary()


def remember(store: Store, document_id: str, name: Hashable, make: Callable[[], Item]) -> Item:
    """What goes by that name of a document's active generation. Two threads may both make it; the results are equal."""
    notes = find_notes(store, document_id)
    if name not in notes:
        notes[name] = make()
    found: Item = notes[name]
    return found


def find_notes(store: Store, document_id: str) -> dict[Hashable, Any]:
    """All that is known of a document as it is now; what is known of documents that are gone is forgotten."""
    known = _kept.setdefault(store, {})
    generation = store.document(document_id).generation
    if document_id not in known or known[document_id][0] != generation:
        for gone in known.keys() - store.generations().keys():
            known.pop(gone, None)
        known[document_id] = (generation, {})
    return known[document_id][1]
