"""What a word or an abbreviation means -> the sentence that defines it, or spells it out.

In: an inquiry. Out: a draft. Knows definitions of the whole collection, evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose_text import compose_text
from assistant.draft import Draft, show_quote
from assistant.evidence import Evidence, sort_evidence
from assistant.inquiry import Inquiry
from assistant.inventory import find_meanings
from assistant.words import fold

DEFINES = (
    r"(?:\b{term}\w*\b[^.]{{0,40}}\b(?:är|innebär|avser|betyder|definieras|används|menas)\b|\b(?:med|"
    r"begreppet)\s+{term}\w*\b[^.]{{0,30}}\b(?:avses|menas)\b)"
)


def compose_definition(inquiry: Inquiry) -> Draft:
    """The sentence that defines the term, or that spells out the abbreviation; else what is said of it."""
    terms = [word for word in inquiry.words if not word.strict or word.surface.isupper()] or list(inquiry.words)
    if len(terms) == 1 and (meanings := find_meanings(inquiry.library, inquiry.documents, terms[0].term)):
        return Draft("definition", tuple(map(show_quote, meanings)))
    surfaces = [word.surface for word in terms]
    ranked = sort_evidence(replace(one, bonus=defines(one, surfaces)) for one in inquiry.evidence)
    draft = compose_text(replace(inquiry, evidence=tuple(ranked)))
    return replace(draft, kind="definition")


def defines(evidence: Evidence, terms: Sequence[str]) -> float:
    """How much a statement looks like a definition of one of the terms: 2 for a spelt-out abbreviation or a sentence that opens with it."""
    text = evidence.text
    best = 0.0
    for term in terms:
        if re.search(rf"\(\s*(?:\w+,\s*)?{re.escape(term)}\s*\)", text, re.IGNORECASE):
            best = max(best, 2.0)
        if re.search(rf"\b{re.escape(term)}\s*\((?=[^)]*\w)", text, re.IGNORECASE):
            best = max(best, 1.5)
        found = re.search(DEFINES.format(term=re.escape(fold(term))), text.lower().translate(str.maketrans("é", "e")), re.IGNORECASE)
        if found:
            best = max(best, 2.0 if found.start() < 3 else 1.0)
    if evidence.section.kind == "note" and best:
        best += 0.3
    return best
