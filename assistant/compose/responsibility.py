"""Who does what -> rows of the register of responsibilities, or the sentence that says it.

In: an inquiry. Out: a draft: for an actor all its rows in the document's order; for a task the row or sentence that names who.
Knows registers, evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.text import compose_text
from assistant.evidence.constraints import FILLERS, SHORT, names_actor
from assistant.evidence.refuse import say_unmet
from assistant.evidence.statements import LONG, Evidence, sort_evidence
from assistant.inquiry import Inquiry
from assistant.question.deeds import DEEDS, PAST, find_deeds, head_of
from assistant.question.words import LIGHT, Word, coverage, fold, stem, terms_of
from assistant.registers.inventory import drop_editions, has_repairs
from corpus.records import OPINION_PARTS, Responsibility, Section

GENERAL = frozenset(
    {"hand", "roll", "jobb", "uppgift", "uppgifter", "ansvar", "ansvara", "ansvarar", "ansvarig", "ansvariga", "uppdrag", "gora", "hander"}
    | {"atgarder", "insatser", "aktiviteter"}
)  # words of such a question that name no task
BY_ACTOR = re.compile(
    r"\b(?:vad (?:ska|skall|gor|ansvarar|har|leder|beslutar|maste|bor|tar|far|ar|forvantas|kravs|alagger|aligger)|allt (?:som )?|"
    r"forvantas|uppgift\w*|uppdrag\w*|roll\w*|skyldighet\w*|vilket ansvar|ansvarar .* for|"
    r"vilka (?:atgard|insats|aktivitet|punkt)\w*\b.* (?:ska|skall|har|maste|bor|ligger|galler|faller|star|ager|driver|genomfor|utfor))\b"
)
ASKS_WHO = re.compile(
    r"\b(?:vem|vilka(?! (?:uppgift|uppdrag|ansvar|skyldighet|roll|atgard|insats|aktivitet)\w*)|"
    r"vilken(?! (?:roll|uppgift|funktion|skyldighet)\b))\b"
)
# the one who is to do something, right after the verb: "vad ska hamnbolaget göra"
SUBJECT = re.compile(r"\bvad (?:ska|skall|gor|ansvarar|bor|maste|har|far) (?:den |det |de )?(?P<who>\w{4,}(?:en|et|an|na))\b")
WITH = re.compile(r"(?:tid\w*|datum\w*|ansvar\w*|mottagare\w*|frekvens\w*|deadlines?|senast|ofta)")  # what each row may tell besides
WHO = re.compile(r"\bvilk(?:a|en) (?:andra )?(?P<sort>\w{5,})")
JOINS = re.compile(r"\b(?:som|i|inom|for|pa|med|av|vid|hos)\b")  # what begins the words after a name's head
EACH = frozenset("berorda respektive varje samtliga alla ovriga".split())  # noqa: SIM905
OFFICE = re.compile(r"s?(?:namnd|forvaltning|kontor|styrelse|fullmaktig|utskott)\w*")
ACTOR_BOOST = 0.8  # a sentence whose actor is the one asked about
IN_REGISTER = 0.3  # added for a sentence that the register of responsibilities holds
AGENT_BOOST = 0.4  # … that says in so many words who does something
GROUPED = 3  # rows of one document from which they are headed by their verbs
KEPT_NAMES = 10_000  # bodies whose heads are in memory
BETWEEN = 12  # words that may stand between a task and who is responsible: "Tidplan: 2027"
HEAD_ORDER = {head: place for place, deed in enumerate(DEEDS.values()) for head in (deed.sv, deed.en)}
OF_SORT = 1.0  # … whose actor is of the sort asked for: "vilka förvaltningar …"
DOES_IT = 2.0  # … that tells of the very verb asked about
AGENT = re.compile(r"\b(?:av|ar sammankallande|leds|ansvarar|ansvar|ska|beslutar|leder|samordnar|bereder|utser|godkanner|stod\w*)\b")


def compose_responsibility(inquiry: Inquiry) -> Draft:
    """All rows of the actor asked about, or the statement that names who does the task; a body that nobody mentions is refused."""
    found = compose_duties(inquiry) or refuse_stranger(inquiry)
    return found or replace(widen_rows(inquiry, compose_text(prefer_agents(inquiry))), kind="responsibility")


def widen_rows(inquiry: Inquiry, draft: Draft) -> Draft:
    """Statements that are part of a row of the register, such as "Ansvar: hamnrådet", shown with all that the row is read from."""
    return replace(draft, lines=tuple(widen_line(inquiry, line) for line in draft.lines))


def widen_line(inquiry: Inquiry, line: Line) -> Line:
    """A quote as the whole of the row that holds it; other lines as they are."""
    if not line.verbatim or len(line.quotes) != 1:
        return line
    (quote,) = line.quotes
    rows = inquiry.library.store.responsibilities([quote.section.document])
    holding = (row for row in rows if row.anchor == quote.section.anchor and row.start <= quote.start and quote.end <= row.end)
    row = next((row for row in holding if is_wider(quote, row) and len(row.quote.split()) <= LONG), None)
    return show_quote(replace(quote, start=find_task(quote.section, row), end=row.end)) if row else line


def is_wider(quote: Quote, row: Responsibility) -> bool:
    """Whether a row that holds a quote says more than it, its task counted."""
    return (find_task(quote.section, row), row.end) != (quote.start, quote.end)


def compose_duties(inquiry: Inquiry) -> Draft | None:
    """All rows of the actor asked about; None when the question is not about what a body does, or it has no rows."""
    actor = find_name(inquiry)
    if not actor or not asks_by_actor(inquiry, actor):
        return None
    rows = rows_of(inquiry, actor)
    return show_rows(inquiry, rows) if rows else None


def find_name(inquiry: Inquiry) -> str | None:
    """The body asked about: the fullest name of the register that the question says, else what looks like one in its own words."""
    said = {stem(word) for word in re.findall(r"\w+", inquiry.reading.topic)}
    names = {row.actor: actor_head(row.actor) for row in inquiry.library.store.responsibilities(inquiry.document_ids()) if row.actor}
    known = [(len(head), name) for name, head in names.items() if head and {stem(word) for word in head} <= said]
    return min(known, key=lambda pair: (-pair[0], pair[1]))[1] if known else inquiry.reading.understood.actor


@lru_cache(maxsize=KEPT_NAMES)
def actor_head(name: str) -> tuple[str, ...]:
    """The words of a body's name before what is told of it, without articles and "each"."""
    head = JOINS.split(fold(name), maxsplit=1)[0]
    return tuple(word for word in re.findall(r"\w+", head) if word not in FILLERS | EACH)


def refuse_stranger(inquiry: Inquiry) -> Draft | None:
    """A refusal when the question asks what a body does that no document found mentions; None otherwise."""
    found = SUBJECT.search(fold(inquiry.reading.topic))
    actor = inquiry.reading.understood.actor
    name = actor if actor and asks_by_actor(inquiry, actor) else found["who"] if found else None
    if name is None or any(names_actor(one.text, name) >= 1 for one in inquiry.evidence):
        return None
    mine = {stem(word) for word in re.findall(r"\w+", name)}
    strange = [word for word in inquiry.words if word.term in mine and word.weight > LIGHT]
    if not strange:
        return None
    return Draft("responsibility", (), say_unmet(inquiry, strange), "not_found")


def asks_by_actor(inquiry: Inquiry, name: str) -> bool:
    """Whether the question asks what a body does, not who does a thing, and names no narrower task."""
    folded = fold(inquiry.reading.topic)
    if ASKS_WHO.search(folded) or not BY_ACTOR.search(folded):
        return False
    mine = {stem(word) for word in re.findall(r"\w+", fold(name))}
    rest = [
        word
        for word in inquiry.words
        if word.term not in mine and not BY_ACTOR.search(fold(word.surface)) and word.weight > 0.5 and fold(word.surface) not in GENERAL
    ]
    return not rest or (inquiry.reading.understood.wants_all and all(WITH.fullmatch(fold(word.surface)) for word in rest))


def same_actor(asked: str, row: str) -> bool:
    """Whether a row's actor is the one asked about: its head says every word of the question's name and belongs to nobody else."""
    wanted = [stem(word) for word in actor_head(asked)]
    words = actor_head(row)
    have = {stem(word) for word in words}
    owners = [word for word in words[:-1] if word.endswith("s") and len(word) > SHORT and stem(word) not in wanted]
    return bool(wanted) and all(word in have or any(is_office(one, word) for one in have) for word in wanted) and not owners


def is_office(name: str, place: str) -> bool:
    """Whether a body's name is that of the office of a place or a thing: "stadsdelarna" for "stadsdelsförvaltningarna"."""
    return len(place) > SHORT and name.startswith(place) and bool(OFFICE.fullmatch(name[len(place) :]))


def rows_of(inquiry: Inquiry, actor: str) -> list[Responsibility]:
    """The duties of an actor in the documents asked about, in their order; not what it has done, unless it has no others."""
    rows = [row for row in inquiry.library.store.responsibilities(inquiry.document_ids()) if same_actor(actor, row.actor)]
    duties = [row for row in rows if row.modality != "är" or not PAST.search(fold(row.quote))]
    return duties or rows


def show_rows(inquiry: Inquiry, rows: Sequence[Responsibility]) -> Draft:
    """The rows, document by document and verb by verb, with their count; what editions of a plan both say is shown once."""
    spans: dict[tuple[str, int, int], list[Responsibility]] = {}
    quotes: dict[tuple[str, int, int], Quote] = {}
    for row in sorted(rows, key=lambda one: has_repairs(inquiry.library, one.document)):
        quote = to_quote(inquiry, row)
        spans.setdefault(quote.key, []).append(row)
        quotes.setdefault(quote.key, quote)
    kept = sorted(drop_editions(list(quotes.values())), key=lambda quote: (quote.section.document, quote.section.order, quote.start))
    lines: list[Line] = []
    for document, group in groupby(kept, key=lambda quote: quote.section.document):
        block = sorted(group, key=lambda quote: head_place(first_head(inquiry, quote, spans[quote.key])))
        title = inquiry.library.store.document(document).title
        name = "in_plan" if len(block) == 1 else "list_count"
        words = {} if len(block) == 1 else {"count": str(len(block))}
        lines.append(show_frame(name, inquiry.language, tuple(block), title=title, **words))
        lines += show_deeds(inquiry, [(quote, spans[quote.key]) for quote in block])
    return Draft("responsibility", tuple(lines), is_list=True)


def head_place(head: str) -> int:
    """Where a heading stands in a list of duties; that of other rows last."""
    return HEAD_ORDER.get(head, len(HEAD_ORDER))


def show_deeds(inquiry: Inquiry, block: Sequence[tuple[Quote, Sequence[Responsibility]]]) -> list[Line]:
    """The quotes of one document under what they say is done; without headings when there are few."""
    heads: dict[str, list[tuple[Quote, tuple[str, ...]]]] = {}
    for quote, rows in block:
        heads.setdefault(first_head(inquiry, quote, rows), []).append((quote, tuple(name for row in rows for name in row.inferred)))
    if len(block) < GROUPED:
        return [show_quote(quote, tuple(dict.fromkeys(inferred))) for group in heads.values() for quote, inferred in group]
    lines: list[Line] = []
    for head, group in heads.items():
        lines.append(show_frame("deed_rows", inquiry.language, tuple(quote for quote, _ in group), deed=head))
        lines += [show_quote(quote, tuple(dict.fromkeys(inferred))) for quote, inferred in group]
    return lines


def first_head(inquiry: Inquiry, quote: Quote, rows: Sequence[Responsibility]) -> str:
    """What heads a quote: the first of its verbs in the order of the table, or the heading of other rows."""
    heads = {head_of(row.verb, fold(quote.text), inquiry.language) for row in rows}
    return min(heads, key=head_place)


def to_quote(inquiry: Inquiry, row: Responsibility) -> Quote:
    """The row's quote as something to cite, from its task on where that stands right above: "Öppna ett kafé. / Ansvarig: hamnrådet"."""
    section = inquiry.library.store.section(row.anchor)
    return Quote(section, find_task(section, row), row.end, row.page_number, row.page_label)


def find_task(section: Section, row: Responsibility) -> int:
    """Where a row begins with its task, when the task is no part of it and ends just before; where the row begins otherwise."""
    if not row.task or row.task in section.text[row.start : row.end]:
        return row.start
    at = section.text.rfind(row.task, 0, row.start)
    between = section.text[at + len(row.task) : row.start] if at >= 0 else ""
    return at if at >= 0 and len(between.split()) <= BETWEEN else row.start


def prefer_agents(inquiry: Inquiry) -> Inquiry:
    """Evidence with the statements of the register first, and those that name the actor asked about before all."""
    actor = inquiry.reading.understood.actor
    deeds = find_deeds(inquiry.reading.topic)
    things = [word for word in inquiry.words if not find_deeds(word.surface)]
    rows: dict[str, list[Responsibility]] = {}
    for row in inquiry.library.store.responsibilities(inquiry.document_ids()):
        rows.setdefault(row.anchor, []).append(row)
    ranked = sort_evidence(
        weigh_anew(
            one,
            weigh_agent(one, actor, rows.get(one.section.anchor, ()), deeds, things, inquiry.reading.topic),
            gives=one.gives or (inquiry.attribute == "person" and has_doer(one, rows.get(one.section.anchor, ()))),
        )
        for one in inquiry.evidence
    )
    return replace(inquiry, evidence=tuple(ranked))


def weigh_anew(evidence: Evidence, bonus: float, *, gives: bool) -> Evidence:
    """A statement with what it gains, itself where that is nothing new: most stay as they are."""
    same = bonus == evidence.bonus and gives == evidence.gives
    return evidence if same else replace(evidence, bonus=bonus, gives=gives)


def has_doer(evidence: Evidence, rows: Sequence[Responsibility]) -> bool:
    """Whether the register has somebody who does what a statement says, whatever they are called: "Mentorn ska …" """
    return any(row.actor and row.start < evidence.end and evidence.start < row.end for row in rows)


def weigh_agent(
    evidence: Evidence,
    actor: str | None,
    rows: Sequence[Responsibility],
    deeds: frozenset[str] = frozenset(),
    words: Sequence[Word] = (),
    topic: str = "",
) -> float:
    """What a statement gains when it says who does something: more when the register has it, most when it is the deed or actor meant."""
    if evidence.section.part in OPINION_PARTS:
        return -ACTOR_BOOST
    mine = [row for row in rows if row.start < evidence.end and evidence.start < row.end]
    done = [coverage(words, terms_of(f"{row.task} {row.to or ''} {row.actor}")) for row in mine if row.actor and row.verb in deeds]
    sort = WHO.search(fold(topic)) if topic else None
    of_sort = sort is not None and any(row.verb in deeds and stem(row.actor).endswith(stem(sort["sort"])) for row in mine)
    told = ACTOR_BOOST * names_actor(evidence.text, actor) if actor else AGENT_BOOST * bool(AGENT.search(fold(evidence.text)))
    return IN_REGISTER * bool(mine) + told + (DOES_IT * max(done) if done else 0.0) + OF_SORT * of_sort
