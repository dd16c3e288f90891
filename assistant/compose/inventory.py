"""A list of one sort of thing asked for: dates, enclosures, points of decision, definitions, abbreviations, laws, agreements.

In: an inquiry. Out: a draft with all of them in the documents' order and their count, or None when another sort of question is asked.
Knows inventories and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.kinds import BODY
from assistant.question.words import LIGHT, Word, fold, match_word, terms_of
from assistant.registers.inventory import Sorted, list_sort

PLURAL = r"\b(?:vilka|lista|rakna upp|alla|samtliga|hur manga|ge mig|antal|allt)\b"
# sort -> what asks for it; the first that is found decides. A plural, or a word that asks for all, must stand before most of them
ASKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sort, re.compile(pattern))
    for sort, pattern in (
        (
            "deadlines",
            rf"(?:{PLURAL}.*)?\b(?:deadlines?|tidsgrans(?:er|erna)|tidsfrist(?:er|erna)|slutdatum)\b|"
            rf"{PLURAL}.*\b(?:datum\w*|artal\w*|tidpunkt\w*|tider)\b.*\b(?:klar\w*|ska|folj\w*|senast)\b",
        ),
        ("dates", rf"{PLURAL}(?: \w+){{0,3}}? (?:datum\w*|artal\w*|tidpunkt(?:er|erna)|ar som namns)\b"),
        ("enclosures", r"\b(?:bilagor\w*|bilagda|bifoga(?:s|de|t)?|handlingar (?:i|hor till|som hor till) arendet\w*)\b"),
        (
            "decisions",
            rf"\b(?:beslutspunkt\w*|att-?sats\w*|beslutssats\w*|beslutsforslag\w*|forslag(?:et|en)? till beslut)\b|"
            rf"\bvad (?:foreslas|foreslar \w+ att|foreslogs) {BODY}.*\bbesluta\w*\b|\bvad (?:beslutar|beslutade) {BODY}\W*$|"
            rf"\bvad (?:foreslas|ska) (?:den |det |de )?(?:\w+ ?[-,]? ?(?:och )?){{0,2}}\w*namnd\w* (?:foreslas )?besluta\b|"
            r"\bva[d]? .*namnd\w* (?:\w+ ){0,3}?(?:bestamm\w*|godkanna|saga ja till|ta stallning till)|"
            r"\bva[d]? .*namnd\w* (?:bestamm\w*|om)\W*$|"
            r"\bbeslut om vad\b|"
            rf"{PLURAL}.*(?<!fattade )(?<!fattat )(?<!fattar )(?<!tog )\bbeslut\b(?! om| fatt)",
        ),
        ("abbreviations", rf"(?:{PLURAL}.*)?\b(?:forkortningar|forkortningarna|akronymer)\b"),
        (
            "definitions",
            rf"(?:{PLURAL}.*)?\b(?:definitioner|definitionerna)\b|{PLURAL}.*\b(?:begrepp\w*|termer\w*|ord)\b.*\b(?:definiera\w*|forklara\w*)\b",
        ),
        ("laws", rf"{PLURAL}(?: \w+){{0,2}}? (?:lagar\w*|lagrum\w*|lagstiftning\w*|forfattning\w*|forordning\w*)\b"),
        ("agreements", rf"{PLURAL}(?: \w+){{0,2}}? (?:overenskommelser\w*|avtal|avtalen)\b"),
        ("inquiries", rf"{PLURAL}(?: \w+){{0,2}}? (?:\w*utredningar\w*|sou\b\S*|betankanden\w*|propositioner\w*)\b"),
        ("programmes", rf"{PLURAL}(?: \w+){{0,2}}? (?:styrdokument\w*|program|programmen)\b"),
        ("links", rf"{PLURAL}(?: \w+){{0,2}}? (?:lankar\w*|webbplats\w*|webbsid\w*|hemsidor)\b"),
    )
)
# words of such a question that narrow nothing
SCAFFOLD = re.compile(
    r"(?:lista|rakna|datum\w*|artal\w*|tidpunkt\w*|deadlines?|tidsgrans\w*|tidsfrist\w*|slutdatum|bilag\w*|bifoga\w*|handling\w*|arende\w*|"
    r"beslut\w*|foresl\w*|forslag\w*|att-?sats\w*|satser|forkortning\w*|akronym\w*|definition\w*|definiera\w*|begrepp\w*|termer\w*|ord|"
    r"forklara\w*|lagar\w*|lagrum\w*|lagstiftning\w*|forfattning\w*|forordning\w*|overenskommelse\w*|avtal\w*|utredning\w*|statliga|"
    r"betankand\w*|proposition\w*|styrdokument\w*|program\w*|lank\w*|webbplats\w*|webbsid\w*|hemsid\w*|hanvis\w*|refer\w*|namn\w*|omnamn\w*|"
    r"saga|ja|godkann\w*|bestamm\w*|ber|stallning|behov\w*|veta|"
    r"bygg\w*|utga\w*|hor|hora|ingar|foljer|folj\w*|klar\w*|ligger|finns|dokument\w*|text\w*|tider|ar|aret|tjansteutlatand\w*|skriv\w*|"
    r"beteckning\w*|racker|sou\S*|ange\w*|anger|arbete\w*|numm?e?r\w*|numren|lut\w*|stodj\w*|stoder|grund\w*|"
    r"styr|styrs|viktig\w*|tillsammans|samlad\w*|komplett\w*|upp\w*|nagot|enligt|beror\w*|kopplad\w*|plan\w*|namnd\w*|pekar|antal\w*|stor|sak\w*|\w*plan\w*)"
)


def compose_inventory(inquiry: Inquiry) -> Draft | None:
    """Every one of the things asked for; None when the question asks for none of them, or for some that need a search."""
    folded = fold(inquiry.reading.topic)
    sort = next((name for name, asks in ASKS if asks.search(folded)), None)
    if sort is None:
        return None
    listed = list_sort(inquiry.library, inquiry.documents, sort)
    listed = narrow(listed, [word for word in inquiry.words if narrows(inquiry, word)], whole=sort == "decisions")
    lines = [line for one in listed if one.quotes for line in show_sorted(inquiry, one)]
    if not lines:
        return None
    return Draft("list", tuple(lines), say_lacking(inquiry, listed), is_list=True)


def narrows(inquiry: Inquiry, word: Word) -> bool:
    """Whether a word says which of the things are meant: neither the sort itself nor the document."""
    facts = terms_of(" ".join(f"{one.title} {one.issuer or ''} {one.kind or ''}" for one in inquiry.documents))
    return word.weight > LIGHT and not SCAFFOLD.fullmatch(fold(word.surface)) and not match_word(word, facts)


def narrow(listed: Sequence[Sorted], words: Sequence[Word], *, whole: bool) -> list[Sorted]:
    """Only the quotes that meet every word, with the headings above them; `whole`: points of one decision are kept together."""
    return [Sorted(one.document, tuple(quote for quote in one.quotes if meets(quote, words, whole=whole))) for one in listed]


def meets(quote: Quote, words: Sequence[Word], *, whole: bool) -> bool:
    """Whether a quote, or its whole section, with the headings says every word."""
    terms = terms_of(f"{quote.section.text if whole else quote.text} {' '.join(quote.section.path)}")
    return all(match_word(word, terms) for word in words)


def show_sorted(inquiry: Inquiry, one: Sorted) -> list[Line]:
    """The count of a document's quotes, then all of them; one alone is not counted."""
    title = one.document.title
    if len(one.quotes) == 1:
        return [show_frame("in_plan", inquiry.language, one.quotes, title=title), show_quote(one.quotes[0])]
    count = str(len(one.quotes))
    return [show_frame("list_count", inquiry.language, one.quotes, count=count, title=title), *map(show_quote, one.quotes)]


def say_lacking(inquiry: Inquiry, listed: Sequence[Sorted]) -> str | None:
    """Which of the documents named in the question have none."""
    if inquiry.reading.understood.documents is None:
        return None
    told = {one.document.issuer for one in listed if one.quotes}  # editions of one plan have one issuer
    lacking = [one.document.title for one in listed if not one.quotes and one.document.issuer not in told]
    return " ".join(fill(MISSING, "none_there", inquiry.language, title=title) for title in lacking) or None
