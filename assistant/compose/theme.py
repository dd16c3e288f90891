"""Does the plan bind us, who pays for it, what is it good for -> the plan's own sentences that say so, plan by plan.

In: an inquiry whose only topic is the plan or its work. Out: a draft, or None when something else is asked or no sentence tells it. Such a
question has no word to search by, so each theme is found by how Swedish plans word it. Knows frames; reads each document once a revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.citations import Quote
from assistant.compose.draft import MAX_QUOTES, Draft, Line, show_frame, show_quote
from assistant.compose.overview import PURPOSES
from assistant.compose.whole import has_topic, order_documents
from assistant.evidence.attributes import gives
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.kinds import PLAN_WORD
from assistant.question.words import fold
from assistant.registers.inventory import drop_editions
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences
from corpus.store import Store

PLANS = 3
SHORT = 5  # words; a shorter sentence tells nothing
ITSELF = r"\b(?:\w*planens?|programmets?|policyns?|\w*strategins?|riktlinjens?|\w*overenskommelsens?|avtalets?|(?:denna|detta) \w+)\b"


@dataclass(frozen=True, slots=True)
class Theme:
    """What a question asks of a plan as such, and how plans say it, the plainest wording first."""

    asks: re.Pattern[str]
    says: tuple[re.Pattern[str], ...]
    scaffold: re.Pattern[str]  # words of such a question that are no topic
    each: int  # sentences of one plan
    own: bool = False  # no other composer can tell it: when no plan does, that is said


THEMES: tuple[Theme, ...] = (
    Theme(  # is it binding
        re.compile(
            rf"\b(?:bindande|tvingande|frivillig\w*|styrande|obligatorisk\w*)\b|"
            rf"\b(?:maste|behover|ska|skall|bor|far|kan) (?:\w+ ){{1,3}}?"
            rf"(?:folja|strunta i|ratta (?:\w+ )?efter|bry (?:\w+ )?om) {PLAN_WORD}"
        ),
        (
            re.compile(
                rf"{ITSELF}.{{0,60}}\b(?:bindande|styrande|vagledande|frivillig\w*)\b|\b(?:bindande|styrande) for\b.{{0,80}}{ITSELF}"
            ),
            re.compile(
                rf"\b(?:ska|skall|maste)\b.{{0,60}}\b(?:folja|utifran|utga fran|tillampa|ratta sig efter|beakta)\b.{{0,40}}{ITSELF}"
            ),
            re.compile(
                rf"{ITSELF}.{{0,60}}\b(?:ska|skall) (?:\w+ )?(?:foljas(?! upp)|tillampas|beaktas)\b|{ITSELF}.{{0,60}}\bstyrdokument\b"
            ),
            re.compile(
                rf"\b(?:uppdrag att|overens om att|atar sig att)\b.{{0,80}}\b(?:genomfor\w*|folja|utifran|efter)\b.{{0,40}}{ITSELF}"
            ),
        ),
        re.compile(r"(?:bindande|tvingande|frivillig\w*|styrande|obligatorisk\w*|folj\w*|strunta\w*|ratta\w*|efter|bry|chefer|alla)"),
        2,
    ),
    Theme(  # who pays
        re.compile(
            r"\b(?:finansier\w*|betala\w*|bekosta\w*|pengar\w*|budget\w*|kostnad\w*|kostar|kosta|ekonomi\w*|"
            r"medel|medlen|resurser\w*)\b"
        ),
        (
            re.compile(
                r"\b(?:kostar|kostnad\w*|finansier\w*|bidrar|avsatt\w*|avsatter|anslag\w*|budget\w*|medel)\b.*\d.*\b(?:kronor|miljon\w*|tkr|mnkr|"
                r"mkr|kkr|procent)\b|\d.*\b(?:kronor|miljon\w*|tkr|mnkr|mkr|kkr)\b.*\b(?:fran|tas ur|ur|inom|anslag\w*|budget\w*)\b"
            ),
            re.compile(
                r"(?:\bfinansier(?:as|ing\w*|ade)\b|(?<!som )\b\w+ finansierar\b)(?!.*\butmaning)|"  # not "vård som kommunen finansierar"
                r"\bbudgetram\w*|"
                r"\b(?:inom|utifran) (?:\w+ )?(?:budget(?:en|ar|arna)?\b|ramen? for \w*budget)|"
                r"\bavsatter medel\b|\banslag\w*\b|\bbekostar?\b|\bbekostas\b|"
                r"\bkostnad\w* (?:\w+ ){0,3}(?:delas|fordelas|tacks|ryms|beraknas)\b"
            ),
            re.compile(r"\b(?:statsbidrag\w*|stimulansmedl\w*|stimulansmedel\w*|(?:statliga|externa|riktade|egna) medel|betalar)\b"),
        ),
        re.compile(
            r"(?:finansier\w*|betal\w*|bekost\w*|pengar\w*|budget\w*|kostnad\w*|kost\w*|ekonomi\w*|medel|medlen|resurs\w*|arbet\w*|genomfor\w*|"
            r"extra|rack\w*|kalas\w*|allt|detta|foljd\w*|egna|vanlig\w*|sarskild\w*|rymm\w*|ryms|hall\w*|inom|\w*ram\w*|ordinarie|stat\w*)"
        ),
        3,
    ),
    Theme(  # what is it good for
        re.compile(
            rf"\bvarfor (?:behov\w*|finns|har|gor|gjorde\w*|skrev\w*|tog\w*|kom|skapades|antog\w*|ska)\b.*{PLAN_WORD}|"
            rf"\b(?:poangen|vitsen|meningen|tanken|nyttan|iden|ideen) med {PLAN_WORD}|\bvad (?:ska .* {PLAN_WORD} (?:till|vara bra)|"
            rf"ar {PLAN_WORD} (?:bra|till) for|ska {PLAN_WORD} leda till)"
        ),
        (PURPOSES[0], PURPOSES[1], PURPOSES[3]),
        re.compile(
            r"(?:varfor|behov\w*|finns|gor|gjord\w*|skriv\w*|skrev\w*|skapa\w*|anta\w*|tog\w*|fram|poang\w*|vits\w*|mening\w*|tank\w*|nytt\w*|"
            r"ide\w*|bra|till|leda|syft\w*)"
        ),
        1,
    ),
    Theme(  # what came before it
        re.compile(
            r"\b(?:forra|tidigare|gamla|foregaende|forut) (?:\w*planen|\w*programmet|\w*strategin|\w*overenskommelsen|\w*policyn)\b"
        ),
        (
            re.compile(
                r"\b(?:ersatter|ersatts|avloser|bygger vidare pa)\b|\b(?:tidigare|foregaende|forra) (?:\w+ )?\w*"
                r"(?:plan|planen|program|programmet|strategi|strategin|overenskommelse\w*)\b"
            ),
        ),
        re.compile(
            r"(?:forra|tidigare|gamla|foregaende|forut|nytt|nya|ny|skillnad\w*|skilj\w*|jamfor\w*|andra\w*|forandra\w*|hant|battre|samre)"
        ),
        2,
        own=True,
    ),
)


def compose_theme(inquiry: Inquiry) -> Draft | None:
    """The sentences that tell the theme, plan by plan; None for another question, one with a topic, or when nothing tells it."""
    folded = fold(inquiry.reading.topic)
    place = next((place for place, theme in enumerate(THEMES) if theme.asks.search(folded)), None)
    if place is None or has_topic(inquiry, THEMES[place].scaffold) or (inquiry.kind == "comparison" and not THEMES[place].own):
        return None
    documents = order_documents(inquiry)
    found = drop_editions([quote for one in documents for quote in pick(inquiry, one.id, place)])
    lines: list[Line] = []
    telling = [one for one in documents if any(quote.section.document == one.id for quote in found)][:PLANS]
    for document in telling:  # an answer has room for MAX_QUOTES
        own = tuple(quote for quote in found if quote.section.document == document.id)[: max(1, MAX_QUOTES // len(telling))]
        lines += [show_frame("in_plan", inquiry.language, own, title=document.title), *map(show_quote, own)]
    if not lines and THEMES[place].own and (asked := THEMES[place].asks.search(folded)):
        words = inquiry.reading.topic[slice(*asked.span())]
        return Draft(inquiry.kind, (), fill(MISSING, "words_together", inquiry.language, words=words), "not_found")
    return Draft(inquiry.kind, tuple(lines)) if lines else None


def pick(inquiry: Inquiry, document_id: str, place: int) -> Sequence[Quote]:
    """The plainest sentence of a document, then others, first of its section; only those with an amount when one is asked for."""
    store = inquiry.library.store
    told: Sequence[Place] = theme_sentences(store, document_id, place)
    if inquiry.attribute == "money":
        told = tuple(row for row in told if gives("money", row[1].text[row[2] : row[3]]))
    ranked = sorted(told, key=lambda row: (row[0], row[1].order, row[2]))
    best = sorted(ranked, key=lambda row: (row is not ranked[0], row[1] != ranked[0][1]))[: THEMES[place].each]
    return [Quote(section, start, end) for _, section, start, end in best]


def theme_sentences(store: Store, document_id: str, place: int) -> tuple[Place, ...]:
    """The sentences of a document that tell a theme, read once: how plainly (0 best), section, start, end."""
    says = THEMES[place].says
    return recall_places(store, document_id, name_places("theme", *says), lambda: read_theme(store, document_id, says))


def read_theme(store: Store, document_id: str, says: Sequence[re.Pattern[str]]) -> Iterator[Place]:
    """The sentences that say one of the patterns."""
    for section, start, end in find_sentences(store, document_id, says):
        text = fold(section.text[start:end])
        if section.kind != "note" and len(text.split()) >= SHORT and not text.endswith(":"):
            yield next(rank for rank, pattern in enumerate(says) if pattern.search(text)), section, start, end
