"""What tells two words apart -> what each means, in the documents' own words: "skillnaden mellan funktionshinder och funktionsnedsättning".

In: an inquiry. Out: a draft with both meanings, or None when plans are compared, or either word is explained nowhere. Knows the glossary.
"""

from __future__ import annotations

import re

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, show_quote
from assistant.inquiry import Inquiry
from assistant.question.words import PLAIN, fold, stem
from assistant.registers.glossary import list_meanings
from assistant.registers.inventory import find_meanings

TERM = r"(?:(?:en|ett|begreppet|begreppen|orden|att)\s+)?(?P<{name}>[\w-]+(?:\s+[\w-]+){{0,2}}?)"
APART = re.compile(
    rf"\b(?:skillnad\w*\s+(?:på|pa|mellan)|skiljer(?:\s+sig)?)\s+{TERM.format(name='one')}\s+(?:och|från|fran|jämfört med|mot)\s+"
    rf"{TERM.format(name='other')}(?=\s*(?:[?.,!;]|$)|\s+(?:enligt|i|egentligen|då)\b)",
    re.IGNORECASE,
)


def compose_terms(inquiry: Inquiry) -> Draft | None:
    """Both meanings, each once."""
    found = APART.search(inquiry.reading.understood.read_as)
    if found is None or any(fold(word) in PLAIN for word in re.findall(r"\w+", found["one"] + " " + found["other"])):
        return None
    told = [explain(inquiry, found[name]) for name in ("one", "other")]
    if not all(told):
        return None
    quotes = {quote.key: quote for one in told for quote in one}
    return Draft("definition", tuple(show_quote(quote) for quote in quotes.values()))


def explain(inquiry: Inquiry, term: str) -> list[Quote]:
    """The first sentence that defines a term or spells an abbreviation out, in the documents asked about; [] when none does."""
    wanted = stems_of(term)
    defined = find_meanings(inquiry.library, inquiry.documents, wanted)
    listed = (row for row in list_meanings(inquiry.library, inquiry.documents) if stems_of(row.term) == wanted)
    return defined[:1] or [row.quote for row in listed][:1]


def stems_of(term: str) -> tuple[str, ...]:
    """The folded stems of a term's words."""
    return tuple(stem(word) for word in re.findall(r"\w+", term))
