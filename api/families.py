"""Documents -> families of editions, derived from the twins of their passages.

In: the store. Out: document id -> id of its family, which is the id of the family's first document. Knows nothing of how twins are found.
"""

from __future__ import annotations

from corpus.store import Store

SHARED = 0.3  # share of the smaller document's passages that have a twin in the other: a bundle holds a plan and more


def find_families(store: Store) -> dict[str, str]:
    """Join documents that share enough passages; a document alone is its own family."""
    ids = [document.id for document in store.documents()]
    family = {document: document for document in ids}
    sizes = {document: points for document, (points, _) in store.manifest().items()}
    shared = {(one, other): count for one in ids for other, count in store.twin_counts(one).items()}
    for (one, other), count in sorted(shared.items()):
        if other in family and count >= SHARED * min(sizes[one], sizes[other]):
            first, last = sorted((family[one], family[other]))
            family = {document: first if name == last else name for document, name in family.items()}
    return family
