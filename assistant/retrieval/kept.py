"""What was worked out of a document's text, kept for as long as the document stays as it is.

In: a store, a document, a name for what is wanted, how to work it out. Out: it, worked out once for each generation: a change of one
document leaves what is known of the others. Knows nothing of what it keeps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from corpus.store import Store

Item = TypeVar("Item")

_kept: WeakKeyDictionary[Store, dict[str, tuple[str, dict[Hashable, Any]]]] = WeakKeyDictionary()
_working: WeakKeyDictionary[Store, threading.RLock] = WeakKeyDictionary()
_lock = threading.Lock()


def remember(store: Store, document_id: str, name: Hashable, make: Callable[[], Item]) -> Item:
    """What goes by that name of a document's active generation. Of two threads one makes it, and the other waits for that."""
    notes = find_notes(store, document_id)
    if name not in notes:
        with find_lock(store):
            if name not in notes:
                notes[name] = make()
    found: Item = notes[name]
    return found


def find_notes(store: Store, document_id: str) -> dict[Hashable, Any]:
    """All that is known of a document as it is now; what is known of documents that are gone is forgotten."""
    with _lock:
        known = _kept.setdefault(store, {})
    generation = store.document(document_id).generation
    if document_id not in known or known[document_id][0] != generation:
        for gone in known.keys() - store.generations().keys():
            known.pop(gone, None)
        known[document_id] = (generation, {})
    return known[document_id][1]


def find_lock(store: Store) -> threading.RLock:
    """Who holds it works something out: what one thing is made of may be worked out inside."""
    with _lock:
        return _working.setdefault(store, threading.RLock())
