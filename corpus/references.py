"""References and the documents of a collection -> which document each reference means.

In: references as a document's own text gives them, and the documents that are there. Out: the same references, with `target_document` where
exactly one other document bears what is pointed at in its title. Pure: the stored rows never depend on the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.analysis import stem
from corpus.records import Document, Reference

EMPTY = frozenset(["för", "om", "och", "i", "på", "av", "med", "till", "den", "det", "en", "ett", "de", "som", "kring", "mellan", "samt"])
# adjectives that tell whose a document is -> the stem that its title or issuer has
WHOSE = {stem("länsgemensamma"): "län", stem("länsövergripande"): "län", stem("gemensamma"): "", stem("övergripande"): ""}
OWNERS = re.compile(r"\b(?:kommunens|stadens|regionens|nämndens|förvaltningens|vår|våra)\b", re.IGNORECASE)
KIND = re.compile(
    r"(?:plan|program|strategi|policy|riktlinje|överenskommelse|avtal|reglemente|rutin|utlåtande|rapport)(?:en|n|et|t|er|erna|ar|arna)?$",
    re.I,
)
DEFINITE = re.compile(r"(?<=\w{3})et$")  # the ending that the stemmer leaves: avtalet, programmet
MIN_WORDS = 3  # content words that must agree: "handlingsplan" alone names no document


def resolve(references: Iterable[Reference], documents: Sequence[Document]) -> tuple[Reference, ...]:
    """The references, each with the id of the document that it means, or None."""
    titles = {document.id: read_words(f"{document.title} {document.issuer or ''}") for document in documents}
    return tuple(replace(one, target_document=find_document(one, titles)) for one in references)


def find_document(reference: Reference, titles: dict[str, frozenset[str]]) -> str | None:
    """The one other document whose title has every content word of the target, and the kind among them."""
    wanted = read_words(OWNERS.sub("", reference.target))
    kinds = {stem(word.lower()) for word in re.findall(r"\w+", reference.target) if KIND.search(word)}
    if len(wanted) < MIN_WORDS or not kinds:
        return None
    found = [name for name, words in titles.items() if name != reference.document and wanted <= words]
    return found[0] if len(found) == 1 else None


def read_words(text: str) -> frozenset[str]:
    """The stems of the content words, without years."""
    stems = {DEFINITE.sub("", stem(word)) for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in EMPTY}
    return frozenset(WHOSE.get(one, one) for one in stems) - {""}
