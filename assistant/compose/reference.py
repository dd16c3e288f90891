"""Where a plan points elsewhere -> the words that point, and whether the document pointed at is in the collection.

In: an inquiry. Out: a draft. Knows the register of references, evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.draft import Draft, show_frame
from assistant.compose.text import compose_text
from assistant.evidence.statements import Evidence, sort_evidence
from assistant.inquiry import Inquiry
from assistant.question.words import content_words, coverage, fold, match_word, stem, terms_of
from corpus.records import Reference

NAMED = 0.7  # how well a reference's target must say a word of the question to be what is asked for
TELLING = 0.7  # weight of a word that names a thing
POINTS = 1.2  # added for a statement that points to it
WHICH = re.compile(r"\bvil(?:ka|ken|ket) (?:andra |ovriga |statliga? |nationella? )?(?P<thing>\w{4,})")
MORE = re.compile(r"\b(?:utforlig\w*|las mer|beskrivs (?:i|mer|narmare)|framgar av|finns (?:att lasa|tillganglig\w*)|tillganglig\w* pa)\b")
SAME_TITLE = 0.6  # share of a target's words that a title of the collection may have before it may be that document


def compose_reference(inquiry: Inquiry) -> Draft:
    """The statement that points to what is asked for; that it is not in the collection, when the register says so."""
    rows = [row for row in inquiry.library.store.references(inquiry.document_ids()) if is_named(inquiry, row)]
    which = WHICH.search(fold(inquiry.reading.topic))
    thing = stem(which["thing"]) if which else ""
    ranked = sort_evidence(
        replace(one, bonus=one.bonus + POINTS * (bool(find_rows(one, rows)) + says_thing(one, thing) + tells_more(one)))
        for one in inquiry.evidence
    )
    draft = replace(compose_text(replace(inquiry, evidence=tuple(ranked))), kind="reference")
    if draft.status != "answered":
        return draft
    first = next(line for line in draft.lines if line.verbatim).quotes[0]
    pointing = [row for row in rows if row.anchor == first.section.anchor and row.start < first.end and first.start < row.end]
    if not pointing or any(is_held(inquiry, row) for row in pointing):
        return draft
    return replace(draft, lines=(*draft.lines, show_frame("not_in_collection", inquiry.language, (first,))))


def says_thing(evidence: Evidence, thing: str) -> bool:
    """Whether a statement speaks of the sort of text asked for ("vilka program …"), alone or as the end of a compound."""
    return bool(thing) and any(term.endswith(thing) for term in terms_of(evidence.text).whole)


def tells_more(evidence: Evidence) -> bool:
    """Whether a statement says where more is to be read."""
    return bool(MORE.search(fold(evidence.text)))


def is_named(inquiry: Inquiry, row: Reference) -> bool:
    """Whether the question names what a reference points at."""
    terms = terms_of(row.target)
    return any(word.weight >= TELLING and match_word(word, terms) >= NAMED for word in inquiry.words)


def find_rows(evidence: Evidence, rows: Sequence[Reference]) -> list[Reference]:
    """The references that a statement holds."""
    return [row for row in rows if row.anchor == evidence.section.anchor and row.start < evidence.end and evidence.start < row.end]


def is_held(inquiry: Inquiry, row: Reference) -> bool:
    """Whether what a reference points at is, or may be, a document of the collection."""
    words = content_words(row.target, lambda _: 1.0)
    titles = [terms_of(document.title) for document in inquiry.collection.documents]
    return row.target_document is not None or any(coverage(words, title) >= SAME_TITLE for title in titles)
