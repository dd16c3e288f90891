"""What tells two words apart -> what each means, in the documents' own words: "skillnaden mellan funktionshinder och funktionsnedsättning".

In: an inquiry. Out: a draft with both meanings, or None when plans are compared, or either word is explained nowhere. Knows the glossary,
and how a statement tells what its subject is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, show_quote
from assistant.inquiry import Inquiry
from assistant.question.words import PLAIN, fold, stem
from assistant.registers.glossary import list_meanings
from assistant.registers.inventory import find_meanings

LOOKED_IN = 30  # statements
IS = (
    r"(?:är (?:en|ett|till för|avse(?:dd|tt)\w*|ämna[dt]\w*|tänk[td]\w*|när|den|det|de|att|för)|består av|innebär|betyder|avser|"
    r"omfattar|syftar|(?:riktar|vänder) sig|ges|erbjuds|används|kännetecknas)"
)
SIGNIFIES = re.compile(r"\b(?:betecknar|anger|betyder|innebär|avser|avses|menas|står för|används (?:för|om|när))\b")
FROM = r"\s+(?:och|o|å|från|fran|jämfört med|kontra|mot)\s+"
TERM = (
    r"(?:(?:när|nar|att|om) (?:det står|det star|man skriver|de skriver|det heter) )?(?:(?:en|ett|begreppet|begreppen|orden|att)\s+)?"
    r"[”“\"'«»]?(?P<{name}>[\w-]+(?:\s+[\w-]+){{0,2}}?)[”“\"'«»]?"
)
APART = re.compile(
    rf"\b(?:skillnad\w*\s+(?:på|pa|mellan)|skiljer(?:\s+sig)?)\s+{TERM.format(name='one')}{FROM}"
    rf"{TERM.format(name='other')}(?=\s*(?:[?.,!;]|$)|\s+(?:enligt|i|egentligen|då)\b)",
    re.IGNORECASE,
)


def compose_terms(inquiry: Inquiry) -> Draft | None:
    """Both meanings, each once."""
    found = APART.search(inquiry.reading.understood.read_as)
    if found is None or any(fold(word) in PLAIN for word in re.findall(r"\w+", found["one"] + " " + found["other"])):
        return None
    terms = found["one"], found["other"]
    told = [explain(inquiry, term) for term in terms]
    if not all(told):
        both = tell_both(inquiry, terms)
        told = [both] if both else [one or tell_subject(inquiry, term) for one, term in zip(told, terms, strict=True)]
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


def tell_both(inquiry: Inquiry, terms: Sequence[str]) -> list[Quote]:
    """The statement that says what both terms stand for: "ordet ”får” anger en möjlighet, ordet ”ska” ett krav"; [] when none does."""
    wanted = [set(stems_of(term)) for term in terms]
    for one in inquiry.evidence[:LOOKED_IN]:
        if not one.is_opinion and SIGNIFIES.search(one.text) and all(stems <= set(stems_of(one.text)) for stems in wanted):
            return [one.quote]
    return []


def tell_subject(inquiry: Inquiry, term: str) -> list[Quote]:
    """The best statement that begins with the term and goes on with what it is, whom it is for or what it holds; [] when none does."""
    says = re.compile(rf"^(?:(?:En|Ett|Den|Det)\s+)?{re.escape(term)}\w{{0,3}}\s+{IS}\b", re.IGNORECASE)
    return next(([one.quote] for one in inquiry.evidence[:LOOKED_IN] if not one.is_opinion and says.search(one.text)), [])


def stems_of(term: str) -> tuple[str, ...]:
    """The folded stems of a term's words."""
    return tuple(stem(word) for word in re.findall(r"\w+", term))
