"""Is a plan for this group too? -> yes or no with the plan's own rule of whom it is for, or the statement that comes nearest.

In: an inquiry. Out: a draft. A rule for everybody ("oavsett ålder", "samtliga invånare") holds for every group of people. Reads the rules
from the documents themselves, since a rule for all says none of the question's words. Generic Swedish; knows frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.list import is_scaffold
from assistant.compose.text import compose_text
from assistant.compose.whole import has_topic, order_documents
from assistant.evidence.verdicts import NEGATION, SHIRKS
from assistant.inquiry import Inquiry
from assistant.question.kinds import OF_ITSELF
from assistant.question.words import Word, coverage, fold, terms_of
from assistant.registers.inventory import drop_editions
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences
from corpus.records import Document, Section
from corpus.store import Store

PLANS = 3
SAYS = 0.6  # share of the group's words that a rule must say to be about it
RULE = re.compile(
    r"\b(?:omfattar|omfattas|avser|riktar sig|vander sig|malgrupp\w*|galler (?:for )?(?:alla|samtliga|hela)|inkluderar|inkluderas|"
    r"tillampas|undantas|undantagna|skriven for|ar till for)\b"
)
HEADED = re.compile(r"\b(?:malgrupp\w*|omfattning\w*|avgransning\w*|vem omfattas|vem galler)\b")
FOR_ALL = re.compile(
    r"\boavsett alder\b|\balla aldrar\b|\balla aldersgrupper\b|\balla som bor\b|\bhela befolkningen\b|"
    r"\b(?:samtliga|alla) (?:\w+ ){0,2}?(?:invanare|medborgare|manniskor|personer)\b"
)
PEOPLE = re.compile(
    r"(?:barn\w*|unga?|ungdom\w*|tonaring\w*|vuxna?|aldre|gamla?|pensionar\w*|senior\w*|kvinnor\w*|man|flickor|pojkar|elev\w*|student\w*|"
    r"anhorig\w*|brukare|patient\w*|invanare\w*|manniskor|personer\w*|funktionsnedsatt\w*|nyanland\w*|foraldrar\w*|smabarn\w*|spadbarn\w*|"
    r"pappor|mammor|familjer\w*|boende|bor|alla)"
)
# who works with the plan, and how a plan speaks of them all
STAFF = re.compile(
    r"\w*(?:skotersk|larar|pedagog|bitrade|bitraden|terapeut|kurator|handlaggar|medarbetar|anstalld|chef|lakar|lakare|sekreterar|rektor|tjansteman|"
    r"tjansteperson|vardare|personal)\w*"
)
STAFF_SAID = re.compile(r"\b(?:medarbetar\w*|personal\w*|anstallda|chefer\w*|tjanstepersoner\w*|yrkesgrupp\w*|profession\w*)\b")
BY_PRONOUN = re.compile(r"^(?:den|det|detta) (?:riktar sig|vander sig|galler for|omfattar|avser)\b")  # after a sentence on the plan
PRIVATE = re.compile(r"(?:privat\w*|fristaende|entreprenor\w*|externa)")
PRIVATE_SAID = re.compile(r"\b(?:privat\w*|fristaende|entreprenor\w*|externa utforare|leverantor\w*)\b")
TARGET = re.compile(r"\bmalgrupp(?:en|er|erna)? (?:for|ar|i|omfattar)\b")
ASKS_TARGET = re.compile(
    r"\b(?:till for|malgrupp\w*|vander sig|riktar sig|skriven for|(?:vilka|vem) (?:omfattas|omfattar|galler|berors))\b"
)
PART_ONLY = re.compile(r"\bprioriterade (?:mal)?grupp\w*|\bprioriterade malgrupp\w*")  # of some work, not of the plan
ONLY = re.compile(r"\b(?:bara|endast|enbart|only|just)\b")
CHOICE = re.compile(r"\b(?:eller|or)\b")
# words of such a question that name no group
SCAFFOLD = re.compile(
    r"(?:omfatt\w*|galler|galla|malgrupp\w*|inga\w*|inkluder\w*|ber\wrs|rikt\w*|vand\w*|folj\w*|maste|rakn\w*|del|bara|med|nagon|folk|"
    r"personer|hor\w*|jamfor\w*|skillnad\w*|skiljer|respektive|till|strunta\w*|slipp\w*|uppmarksamma\w*)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence that tells whom a plan is for."""

    quote: Quote
    own: bool  # it speaks of the plan itself, or stands under a heading of scope
    covers: float  # share of the group's words that it says
    for_all: bool


def compose_scope(inquiry: Inquiry) -> Draft:
    """Yes or no with the rule, plan by plan; the best statement when no rule of a plan settles it."""
    group = [word for word in inquiry.words if not SCAFFOLD.fullmatch(fold(word.surface)) and not is_scaffold(inquiry, word)]
    if not inquiry.reading.asked.yes_no or not group:
        return compose_text(inquiry)
    documents = order_documents(inquiry)
    rules = [rule for document in documents for rule in find_rules(inquiry, document, group)]
    settling = [rule for rule in rules if settles(rule, group)]
    kept = drop_editions([quote for document in documents for quote in pick_rules(settling, document)])
    if not kept:
        return compose_text(inquiry)
    lines: list[Line] = []
    for document in documents:
        own = tuple(quote for quote in kept if quote.section.document == document.id)
        if own and len(lines) < PLANS * 2:
            lines += [show_frame("in_plan", inquiry.language, own, title=document.title), *map(show_quote, own)]
    keys = {quote.key for quote in kept}
    verdict = judge_rules(inquiry, [rule for rule in settling if rule.quote.key in keys])
    opening = [show_frame(verdict, inquiry.language, tuple(kept[:PLANS]))] if verdict else []
    return Draft("scope", (*opening, *lines))


def compose_targets(inquiry: Inquiry) -> Draft | None:
    """Whom each of the plans compared is for, side by side; None for another comparison, or when fewer than two tell it."""
    if not ASKS_TARGET.search(fold(inquiry.reading.topic)) or has_topic(inquiry, SCAFFOLD):
        return None
    told = [quote for document in order_documents(inquiry) if (quote := find_target(inquiry, document))]
    kept = drop_editions(told)[:PLANS]
    if len(kept) < 2:
        return None
    titles = [inquiry.library.store.document(quote.section.document).title for quote in kept]
    rows = (
        (show_frame("in_plan", inquiry.language, (one,), title=title), show_quote(one)) for one, title in zip(kept, titles, strict=True)
    )
    return Draft("comparison", tuple(line for row in rows for line in row))


def find_target(inquiry: Inquiry, document: Document) -> Quote | None:
    """The sentence that tells most plainly whom a plan is for: by its target group, for everybody, of the plan itself, the first."""
    own = [rule for rule in find_rules(inquiry, document, ()) if rule.own and not NEGATION.search(fold(rule.quote.text))]
    plain = [(rule, fold(rule.quote.text)) for rule in own]
    best = min(
        plain, key=lambda row: (not TARGET.search(row[1]), not row[0].for_all, row[0].quote.section.order, row[0].quote.start), default=None
    )
    return best[0].quote if best else None


def pick_rules(rules: Sequence[Rule], document: Document) -> list[Quote]:
    """The plan's plainest rule: of the plan itself, saying the group, the first; with the next when that goes on in the same section."""
    own = [rule for rule in rules if rule.quote.section.document == document.id]
    if not own:
        return []
    best = min(own, key=lambda one: (not one.own, -round(one.covers, 3), not names_itself(one), one.quote.section.order, one.quote.start))
    later = (one.quote for one in own if one.quote.section == best.quote.section and one.quote.start > best.quote.start)
    return [best.quote, *islice(later, 1)]


def names_itself(rule: Rule) -> bool:
    """Whether a rule speaks of the plan by that word."""
    return bool(OF_ITSELF.search(fold(rule.quote.text)))


def settles(rule: Rule, group: Sequence[Word]) -> bool:
    """Whether a rule tells of this group: by name, or because it is for everybody and the group is of people."""
    people = all(PEOPLE.fullmatch(fold(word.surface)) for word in group)
    private = any(PRIVATE.fullmatch(fold(word.surface)) for word in group)
    staff = all(STAFF.fullmatch(fold(word.surface)) for word in group) and STAFF_SAID.search(fold(rule.quote.text))
    return ((rule.own or private) and rule.covers >= SAYS) or (rule.own and ((rule.for_all and people) or bool(staff)))


def judge_rules(inquiry: Inquiry, rules: Sequence[Rule]) -> str | None:
    """ "yes" or "no" when all the rules shown agree; None when the question leaves a choice or denies."""
    asked = fold(inquiry.reading.topic)
    if CHOICE.search(asked) or NEGATION.search(asked) or SHIRKS.search(asked):
        return None
    if ONLY.search(asked):
        return "no" if all(rule.for_all for rule in rules) else None
    if not all(names_itself(rule) or TARGET.search(fold(rule.quote.text)) for rule in rules):
        return None  # a rule of something else, under a heading of scope
    said = {"no" if NEGATION.search(fold(rule.quote.text)) else "yes" for rule in rules}
    return said.pop() if len(said) == 1 else None


def find_rules(inquiry: Inquiry, document: Document, group: Sequence[Word]) -> Iterator[Rule]:
    """The sentences of a document that tell whom it is for."""
    store = inquiry.library.store
    for headed, section, start, end in rule_sentences(store, document.id):
        yield read_rule(section, start, end, bool(headed), group)


def rule_sentences(store: Store, document_id: str) -> tuple[Place, ...]:
    """The sentences that tell whom something is for, read once: whether under such a heading, section, start, end."""
    return recall_places(store, document_id, name_places("scope", RULE, FOR_ALL, HEADED), lambda: list_rules(store, document_id))


def list_rules(store: Store, document_id: str) -> Iterator[Place]:
    """The rules of scope in a document."""
    for section, start, end in find_sentences(store, document_id, (RULE, FOR_ALL)):
        headed = bool(HEADED.search(fold(section.heading)))
        if section.kind != "note" and (headed or RULE.search(fold(section.text[start:end]))):
            yield int(headed), section, start, end


def read_rule(section: Section, start: int, end: int, headed: bool, group: Sequence[Word]) -> Rule:
    """What a rule says of the group."""
    text = fold(section.text[start:end])
    own = not PART_ONLY.search(text) and any((headed, *(one.search(text) for one in (OF_ITSELF, TARGET, BY_PRONOUN))))
    says = coverage(group, terms_of(section.text[start:end]))
    return Rule(Quote(section, start, end), own, max(says, says_private(group, text)), bool(FOR_ALL.search(text)))


def says_private(group: Sequence[Word], text: str) -> float:
    """1 when private providers are asked about and a rule speaks of them, by whatever name; else 0."""
    asked = any(PRIVATE.fullmatch(fold(word.surface)) for word in group)
    return float(asked and PRIVATE_SAID.search(text) is not None)
