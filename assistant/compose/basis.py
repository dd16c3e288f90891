"""What a plan rests on -> the sentence that says so: "vilket underlag bygger planen på", "underlag till hamnplanen", "vad vilar den på?".

In: an inquiry. Out: a draft with that sentence of each plan named, or None when no plan is named, or more than the plan is asked about.
Knows how Swedish plans tell it: "Planen bygger på …", "Den tar sin utgångspunkt i …", "Till grund för programmet ligger …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.citations import Quote, quote_place
from assistant.compose.draft import Draft, show_quote
from assistant.compose.facts import foreign_words
from assistant.inquiry import Inquiry
from assistant.question.plans import PLAN_FOR
from assistant.question.setting import keep_asked
from assistant.question.words import LIGHT, Word, fold
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences
from corpus.records import OPINION_PARTS
from corpus.store import Store

ASKS_BASIS = re.compile(
    r"\b(?:underlag\w*|bygg(?:er|t|de)\b.*\b(?:pa|va[dr]?)|vila(?:r|de)|grunda\w*|baser\w*|utga(?:r|tt|ngspunkt\w*)|utgick|"
    r"(?:till|som|for) grund|grund(?:en)? for)\b"
)
RESTS = (
    r"(?:bygger|vilar|grundas|grundar sig|baseras|baserar sig|utgar|har sin grund|tar (?:sin )?(?:utgangspunkt|avstamp|stod)|"
    r"har tagits fram utifran)"
)
ITSELF = (
    r"(?:den|det|planen|\w+planen|programmet|\w+programmet|strategin|\w+strategin|policyn|riktlinjerna|avtalet|rutinen|overenskommelsen|"
    r"arbetet|dokumentet)"
)
SAYS_BASIS = re.compile(
    rf"\b{ITSELF}(?: \w+){{0,4}}? {RESTS}(?: \w+)? (?:pa|fran|ifran|i|utifran)\b|\btill grund for (?:\w+ )?{ITSELF} (?:ligger|har)\b|"
    rf"\b(?:ligger|legat) till grund for (?:\w+ )?{ITSELF}\b|^underlag for {ITSELF}\b"
)
BESIDE = (
    "underlag underlaget bygger bygga byggt byggde vilar vilade grundar grundas baseras baserar utgår utgått utgick utgångspunkt "
    "grund grunden ligger analys analysen utredning utredningen rapport rapporten kartläggning kartläggningen dokument fakta fram "
    "gjorde gjordes skrev skrevs"
)
SHOWN = 2  # sentences of a plan
PLANS = 2


def compose_basis(inquiry: Inquiry) -> Draft | None:
    """What each plan named says that it rests on."""
    folded = fold(inquiry.reading.topic)
    documents = inquiry.to_read
    if inquiry.attribute is not None or len(documents) > PLANS or not ASKS_BASIS.search(folded) or asks_more(inquiry):
        return None
    quotes = [quote for one in documents for quote in list_basis(inquiry.library.store, one.id)[:SHOWN]]
    return Draft("reference", tuple(map(show_quote, quotes))) if quotes else None


def asks_more(inquiry: Inquiry) -> bool:
    """Whether the question has a topic of its own beside the plan and that something is behind it."""
    asked = keep_asked(inquiry.words, inquiry.reading.understood.search_text)
    return any(word in asked and word.weight > LIGHT and not calls_plan(inquiry, word) for word in foreign_words(inquiry, BESIDE))


def calls_plan(inquiry: Inquiry, word: Word) -> bool:
    """Whether a word calls a plan that is named already by something else: "hamnplan" of the plan of a place."""
    return inquiry.reading.understood.documents is not None and PLAN_FOR.fullmatch(fold(word.surface)) is not None


def list_basis(store: Store, document_id: str) -> list[Quote]:
    """The sentences of a document that say what it rests on, read once."""

    def find() -> Iterator[Place]:
        found = find_sentences(store, document_id, (SAYS_BASIS,))
        return ((0, *one) for one in found if one[0].part not in OPINION_PARTS)

    return [*map(quote_place, recall_places(store, document_id, name_places("basis", SAYS_BASIS), find))]
