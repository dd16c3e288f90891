"""What a word or an abbreviation means -> the sentence that defines it, or spells it out.

In: an inquiry. Out: a draft. Knows definitions of the whole collection, evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.citations import Quote
from assistant.checks.support import ends_sentence, starts_sentence
from assistant.compose.draft import Draft, show_quote
from assistant.compose.text import compose_text
from assistant.evidence.statements import Evidence, sort_evidence
from assistant.frames import NOTICES, fill
from assistant.inquiry import Inquiry
from assistant.question.words import Word, fold, stem
from assistant.registers.glossary import list_meanings
from assistant.registers.inventory import defines as says_meaning
from assistant.registers.inventory import find_meanings, list_sort

MEANS = (
    r"(?:är|innebär|avser|betyder|definieras|används|menas|handlar om|går ut på|syftar (?:till|på)|kännetecknas av|står för|"
    r"(?:kan )?beskriv(?:s|as) som)"
)
DEFINES = rf"(?:\b{{term}}\w*\b[^.]{{{{0,40}}}}\b{MEANS}\b|\b(?:med|begreppet)\s+{{term}}\w*\b[^.]{{{{0,30}}}}\b(?:avses|menas)\b)"
SUBJECT = rf"^(?:(?:en|ett|den|det|begreppet)\s+)?(?:\w+\s+(?:och\s+)?){{{{0,2}}}}{{term}}\b(?:\s+och\s+\w+)?\s+{MEANS}\b"
VERB = re.compile(r"\b(?:är|ska|skall|har|kan|ger|får|måste|bör|\w{2,}(?:ar|er|är|ör|ade|ades|as|des))\b")  # titles and labels have none


def compose_definition(inquiry: Inquiry) -> Draft:
    """The sentence that defines the term, or that spells out the abbreviation; else what is said of it."""
    terms = [word for word in inquiry.words if not word.strict or word.surface.isupper()] or list(inquiry.words)
    if terms and (meanings := find_meanings(inquiry.library, inquiry.documents, [word.term for word in terms])):
        return Draft("definition", tuple(map(show_quote, meanings)))
    if listed := find_listed(inquiry, join_terms(inquiry, terms)):
        return Draft("definition", tuple(map(show_quote, listed)))
    short = next((word.surface for word in terms if word.surface.isupper() and len(word.surface) > 1), "")  # "vad står ABC för i avtalet"
    if listed := find_listed(inquiry, short):
        return Draft("definition", tuple(map(show_quote, listed)))
    surfaces = [word.surface for word in terms]
    phrase = join_terms(inquiry, terms)
    weighed = (replace(one, bonus=defines(one, surfaces) + is_told(one, phrase)) for one in inquiry.evidence)
    told = [one for one in weighed if one.bonus or VERB.search(one.text)]
    draft = compose_text(replace(inquiry, evidence=tuple(sort_evidence(told))))
    shown = {quote.key for line in draft.lines for quote in line.quotes} if draft.status == "answered" else set()
    silent = bool(shown and phrase) and not any(one.bonus for one in told if one.quote.key in shown)
    notices = (fill(NOTICES, "undefined", inquiry.language, words=phrase),) if silent else ()
    return replace(draft, kind="definition", notices=notices)


ASKS_WORD = re.compile(
    r"\b(?:(?:har|finns|fanns) (?:\w+ ){0,2}?(?:nat|nagot|ett|nan|nagon) (?:\w+ )?(?:ord|begrepp|namn|uttryck|benamning|term) (?:for|pa)|"
    r"(?:vad|vilket ord|vilket begrepp|hur) (?:kallas|kallar|benamns|heter|anvander) (?:\w+ ){0,3}?(?:det )?(?:nar|att|som)|"
    r"vad kallas (?:det|sant|sadant))\b"
)
TERMED = 8  # statements among which one that defines a word is looked for
MEANT = 0.2  # cosine from which it is the word for what is told


def compose_word(inquiry: Inquiry) -> Draft | None:
    """The best statement that defines a word, when the word for something told is asked for; None when none defines it."""
    if not ASKS_WORD.search(fold(inquiry.reading.understood.read_as)):
        return None
    known = {
        (quote.section.anchor, quote.end) for row in list_sort(inquiry.library, inquiry.documents, "definitions") for quote in row.quotes
    }
    near = (one for one in inquiry.evidence[:TERMED] if not one.is_opinion and one.alike >= MEANT)
    found = next((one for one in near if says_meaning(one.text) or (one.section.anchor, one.end) in known), None)
    return Draft("definition", (show_quote(found.quote),)) if found else None


MADE = re.compile(r"(?<=\w{6})(?:ing|ad|at|and)$")  # endings by which one word is made of another


def shortest_form(term: str) -> str:
    """What a word and those made of it begin with, folded: "samordnat", "samordnad" and "samordning" are "samordn"."""
    shortest = min(stem(term), fold(term), key=len)
    return MADE.sub("", shortest)


def find_listed(inquiry: Inquiry, phrase: str) -> list[Quote]:
    """What a list of terms says of exactly this one; [] when it is in none."""
    wanted = tuple(stem(word) for word in re.findall(r"\w+", phrase))
    rows = list_meanings(inquiry.library, inquiry.documents) if wanted else []
    same = (row for row in rows if tuple(stem(word) for word in re.findall(r"\w+", row.term)) == wanted)
    return [widen_entry(row.quote) for row in same if row.sort == "definition"]


def widen_entry(quote: Quote) -> Quote:
    """The whole line of an entry that stands among others without a full stop between: "ABC – … DEF – …"; others as they are."""
    text = quote.section.text
    if starts_sentence(text, quote.start) and ends_sentence(text, quote.end):
        return quote
    return replace(quote, start=text.rfind("\n", 0, quote.start) + 1, end=(text + "\n").index("\n", quote.end))


def join_terms(inquiry: Inquiry, terms: Sequence[Word]) -> str:
    """The question's own words from the first of the terms to the last."""
    return inquiry.reading.understood.search_text[terms[0].span[0] : terms[-1].span[1]] if terms else ""


def is_told(evidence: Evidence, phrase: str) -> float:
    """What a sentence gains whose subject is the whole phrase: "God vård kan beskrivas som …" """
    return 1.0 * bool(phrase and re.search(SUBJECT.format(term=re.escape(phrase)), evidence.text, re.IGNORECASE))


def defines(evidence: Evidence, terms: Sequence[str]) -> float:
    """How much a statement looks like a definition of one of the terms: 2 for a spelt-out abbreviation or a sentence that opens with it."""
    text = evidence.text
    best = 0.0
    for term in terms:
        if re.search(rf"\(\s*(?:\w+,\s*)?{re.escape(term)}\s*\)", text, re.IGNORECASE):
            best = max(best, 2.0)
        if re.search(rf"\(\s*\w+(?:[ -]\w+){{1,6}},\s*{re.escape(term)}\s*\)", text, re.IGNORECASE):
            best = max(best, 2.6)  # spelt out beside it: "(Gemensam stödfunktion, GSF)"
        if re.search(rf"\b{re.escape(term)}\s*\((?=[^)]*\w)", text, re.IGNORECASE):
            best = max(best, 1.5)
        found = re.search(fold(DEFINES).format(term=re.escape(shortest_form(term))), fold(text))
        if found:
            best = max(best, 2.0 if found.start() < 3 else 1.0)
    if evidence.section.kind == "note" and best:
        best += 0.3
    return best
