"""Who does what -> rows of the register of responsibilities, or the sentence that says it.

In: an inquiry. Out: a draft: for an actor all its rows in the document's order; for a task the row or sentence that names who.
Knows registers, evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from assistant.citations import Quote
from assistant.compose_text import compose_text
from assistant.draft import Draft, Line, show_frame, show_quote
from assistant.evidence import Evidence, sort_evidence
from assistant.inquiry import Inquiry
from assistant.words import Word, coverage, fold, parts, stem, terms_of
from corpus.records import OPINION_PARTS, Responsibility

GENERAL = frozenset(
    {"hand", "roll", "jobb", "uppgift", "uppgifter", "ansvar", "uppdrag", "gora", "hander"}
)  # words of such a question that name no task
BY_ACTOR = re.compile(
    r"\b(?:vad (?:ska|skall|gor|ansvarar|har|leder|beslutar|maste|bor|tar|far|ar)|allt (?:som )?|"
    r"uppgift\w*|uppdrag\w*|roll\w*|vilket ansvar|ansvarar .* for)\b"
)
FILLERS = frozenset(["den", "det", "de", "en", "ett", "var", "vara", "stadens", "kommunens", "lanets", "regionens", "i"])
ACTOR_BOOST = 0.8  # a sentence whose actor is the one asked about
IN_REGISTER = 0.3  # added for a sentence that the register of responsibilities holds
AGENT_BOOST = 0.4  # … that says in so many words who does something
SHORT = 5  # letters; a longer name may be the end of a compound: "nämnden" of "byggnadsnämnden"
DOES_IT = 2.0  # … that tells of the very verb asked about
# everyday and official words of a question -> the verb of the register that they ask about
DEEDS: dict[str, str] = {
    "leda": r"led(?:er|a|s|d)?|basar|styr|haller i|driver",
    "sammankalla": r"sammankall\w*|kallar?(?: till| ihop)?",
    "besluta": r"beslut\w*|klubba\w*|bestam\w*|tog|antog|antar|fattar",
    "godkänna": r"godkan\w*|klubba\w*|antog|antar|sa ja",
    "ta fram": r"(?:ta|tar|tog|tas|tagit) fram|skriv\w*|skrev|utarbet\w*|formuler\w*|gora|gor",
    "följa upp": r"folj\w* upp|uppfolj\w*|utvarder\w*",
    "rapportera": r"\w*rapporter\w*|redovis\w*",
    "stödja": r"stod\w*|stott\w*|hjalp\w*|backar",
    "samordna": r"samordn\w*|koordiner\w*",
    "bereda": r"(?:for)?bered\w*",
    "genomföra": r"genomfor\w*|utfor\w*",
    "utse": r"utse\w*|utsag|tillsatt\w*|valjer",
    "delta": r"delta\w*|medverk\w*|ar med",
    "bestå av": r"sitter|ingar|medlem\w*|bestar",
    "säkerställa": r"sakerstall\w*|(?:se|ser) till",
    "informera": r"informer\w*|sprid\w*",
    "ansvara": r"ansvar\w*",
    "driva": r"driv\w*",
    "hantera": r"hanter\w*|tar hand om",
}
AGENT = re.compile(r"\b(?:av|ar sammankallande|leds|ansvarar|ansvar|ska|beslutar|leder|samordnar|bereder|utser|godkanner|stod\w*)\b")


def compose_responsibility(inquiry: Inquiry) -> Draft:
    """All rows of the actor asked about, or the statement that names who does the task."""
    return compose_duties(inquiry) or replace(compose_text(prefer_agents(inquiry)), kind="responsibility")


def compose_duties(inquiry: Inquiry) -> Draft | None:
    """All rows of the actor asked about; None when the question is not about what a body does, or it has no rows."""
    actor = inquiry.reading.understood.actor
    if not actor or not asks_by_actor(inquiry):
        return None
    rows = rows_of(inquiry, actor)
    return show_rows(inquiry, rows) if rows else None


def asks_by_actor(inquiry: Inquiry) -> bool:
    """Whether the question asks what a body does, not who does a thing, and names no narrower task."""
    folded = fold(inquiry.reading.topic)
    actor = fold(inquiry.reading.understood.actor or "")
    if re.search(r"\b(?:vem|vilka|vilken)\b", folded) or not BY_ACTOR.search(folded):
        return False
    mine = {stem(word) for word in re.findall(r"\w+", actor)}
    rest = [
        word
        for word in inquiry.words
        if word.term not in mine and not BY_ACTOR.search(fold(word.surface)) and word.weight > 0.5 and fold(word.surface) not in GENERAL
    ]
    return not rest or inquiry.reading.understood.wants_all


def same_actor(asked: str, row: str) -> bool:
    """Whether a row's actor is the one asked about: every word of the question's name is in the row's, or begins a compound of it."""
    wanted = [stem(word) for word in re.findall(r"\w+", asked) if fold(word) not in FILLERS]
    have = {stem(word) for word in re.findall(r"\w+", row)}
    return bool(wanted) and all(word in have for word in wanted)


def rows_of(inquiry: Inquiry, actor: str) -> list[Responsibility]:
    """The rows of an actor in the documents asked about, in their order; a quote is shown once."""
    rows = [row for row in inquiry.library.store.responsibilities(inquiry.document_ids()) if same_actor(actor, row.actor)]
    seen: set[str] = set()
    out = []
    for row in rows:
        key = " ".join(row.quote.lower().split())
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out


def show_rows(inquiry: Inquiry, rows: Sequence[Responsibility]) -> Draft:
    """The rows, document by document, with their count."""
    lines: list[Line] = []
    for document, group in groupby(rows, key=lambda row: row.document):
        block = list(group)
        quotes = tuple(to_quote(inquiry, row) for row in block)
        title = inquiry.library.store.document(document).title
        name = "in_plan" if len(block) == 1 else "list_count"
        words = {} if len(block) == 1 else {"count": str(len(quotes))}
        lines.append(show_frame(name, inquiry.language, quotes, title=title, **words))
        lines += [show_quote(quote, row.inferred) for quote, row in zip(quotes, block, strict=True)]
    return Draft("responsibility", tuple(lines), is_list=True)


def to_quote(inquiry: Inquiry, row: Responsibility) -> Quote:
    """The row's quote as something to cite."""
    return Quote(inquiry.library.store.section(row.anchor), row.start, row.end, row.page_number, row.page_label)


def prefer_agents(inquiry: Inquiry) -> Inquiry:
    """Evidence with the statements of the register first, and those that name the actor asked about before all."""
    actor = inquiry.reading.understood.actor
    deeds = find_deeds(inquiry.reading.topic)
    rows: dict[str, list[Responsibility]] = {}
    for row in inquiry.library.store.responsibilities(inquiry.document_ids()):
        rows.setdefault(row.anchor, []).append(row)
    ranked = sort_evidence(
        replace(one, bonus=weigh_agent(one, actor, rows.get(one.section.anchor, ()), deeds, inquiry.words)) for one in inquiry.evidence
    )
    return replace(inquiry, evidence=tuple(ranked))


def find_deeds(topic: str) -> frozenset[str]:
    """The verbs of the register that a question asks about."""
    folded = fold(topic)
    return frozenset(verb for verb, words in DEEDS.items() if re.search(rf"\b(?:{words})\b", folded))


def weigh_agent(
    evidence: Evidence, actor: str | None, rows: Sequence[Responsibility], deeds: frozenset[str] = frozenset(), words: Sequence[Word] = ()
) -> float:
    """What a statement gains when it says who does something: more when the register has it, most when it is the deed or actor meant."""
    if evidence.section.part in OPINION_PARTS:
        return -ACTOR_BOOST
    mine = [row for row in rows if row.start < evidence.end and evidence.start < row.end]
    done = [coverage(words, terms_of(f"{row.task} {row.to or ''}")) for row in mine if row.actor and row.verb in deeds]
    told = ACTOR_BOOST * names_actor(evidence, actor) if actor else AGENT_BOOST * bool(AGENT.search(fold(evidence.text)))
    return IN_REGISTER * bool(mine) + told + (DOES_IT * max(done) if done else 0.0)


def names_actor(evidence: Evidence, actor: str) -> float:
    """The share of an actor's name that a statement says."""
    terms = {stem(word) for word in re.findall(r"\w+", evidence.text)}
    wanted = [stem(word) for word in re.findall(r"\w+", actor) if fold(word) not in FILLERS]
    said = [
        word in terms or bool(parts(word) & terms) or (len(word) >= SHORT and any(term.endswith(word) for term in terms)) for word in wanted
    ]
    return sum(said) / max(len(wanted), 1)
