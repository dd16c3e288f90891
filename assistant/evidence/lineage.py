"""A document -> the other editions of the same plan in the collection, and which of two is the newer.

In: a library, a document. Out: documents. Two documents are editions of one plan when their titles say the same but for years and words
such as "reviderad", and they have the same issuer; or when a good part of the smaller one's passages stand in the other too and they are
not known to be of different issuers: municipalities copy each other's plans.
Knows documents' facts and twins. Knows nothing of questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from assistant.question.words import fold
from corpus.library import Library
from corpus.records import Document
from corpus.store import Store

SHARED = 0.2  # share of the smaller document's passages that have a twin in the other; a plan that was reworked keeps more than that
FEWEST = 3  # … and this many passages at least: two plans may quote the same law
LONG_NAME = 3  # words of a title that names its plan by itself
OF_AN_EDITION = re.compile(
    r"\b(?:\d{4}|\d+(?:\.\d+)*|v|ver|version\w*|utgav\w*|upplag\w*|reviderad\w*|revidering\w*|revision\w*|uppdaterad\w*|ny|nya|gammal|gamla|"
    r"antagen|beslutad|forslag\w*|utkast|remiss\w*|slutlig\w*|for|ar|aren|perioden|till|och|med)\b"
)


def find_editions(library: Library, document: Document) -> tuple[Document, ...]:
    """The other editions of a document's plan, newest first; those without a date last."""
    ids = _find_ids(library.store, library.store.revision(), document.id)
    return sort_newest(library.store.document(one) for one in ids)


@lru_cache(maxsize=1_000)
def _find_ids(store: Store, _revision: int, document_id: str) -> tuple[str, ...]:
    """Looked for once per revision."""
    documents = {one.id: one for one in store.documents()}
    own = documents[document_id]
    others = [one for one in documents.values() if one.id != document_id and may_share_issuer(own, one)]
    if not others:
        return ()
    shared = count_shared(store, document_id)
    alike = {one.id for one in others if has_same_name(own, one)}
    return tuple(one.id for one in others if one.id in alike or is_reworked(store, document_id, one.id, shared[one.id]))


def may_share_issuer(one: Document, other: Document) -> bool:
    """Whether two documents of a collection are not known to be of different issuers."""
    return one.collection == other.collection and (one.issuer == other.issuer or one.issuer is None or other.issuer is None)


def count_shared(store: Store, document_id: str) -> Counter[str]:
    """How many of a document's passages have a twin in each other document."""
    return Counter(store.twin_counts(document_id))


def is_reworked(store: Store, one: str, other: str, shared: int) -> bool:
    """Whether two documents share so many passages that one was made from the other."""
    return shared >= FEWEST and shared >= SHARED * min(store.manifest()[one][0], store.manifest()[other][0])


def has_same_name(one: Document, other: Document) -> bool:
    """Whether two documents that may have one issuer have one title, years and words of editions apart.

    Where an issuer is not known the title must be long enough to name something: "Handlingsplan" is many plans.
    """
    name = name_of(one.title)
    told = one.issuer is not None and other.issuer is not None
    return name == name_of(other.title) and len(name.split()) >= (1 if told else LONG_NAME)


def name_of(title: str) -> str:
    """A title without what tells its editions apart."""
    return " ".join(re.findall(r"[a-z]+", OF_AN_EDITION.sub(" ", fold(title))))


def sort_newest(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Newest first, those without a date last; ties by id."""
    return tuple(sorted(sorted(documents, key=lambda one: one.id), key=lambda one: one.date or one.valid_from or "", reverse=True))


def newest_of(documents: Iterable[Document]) -> str | None:
    """The latest day among documents that all have one, of the same sort (decided, else valid from), and not all the same; else None."""
    found = list(documents)
    for days in ({one.date for one in found}, {one.valid_from for one in found}):
        if None not in days and len(days) > 1:
            return max(day for day in days if day)
    return None


def is_newer(one: Document, other: Document) -> bool:
    """Whether the first document is known to be the newer of the two."""
    day = newest_of((one, other))
    return day is not None and day in (one.date, one.valid_from) and day not in (other.date, other.valid_from)
