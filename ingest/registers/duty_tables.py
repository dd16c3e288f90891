"""Tables and labelled lines -> duties: a column "Ansvarig", a line "Ansvarig: nämnden".

In: the text of a section and the span of a table or line. Out: duties; the task of a labelled line is what stands above it.
Knows the words of column heads and labels. Knows nothing of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from corpus.records import Section, Span
from ingest.registers.actors import lower_first, read_actors, read_head
from ingest.registers.conjugation import guess_reading
from ingest.registers.duty import Duty, strip_task
from ingest.registers.duty_cells import read_told, read_whole
from ingest.registers.times import TIME_COLUMN, find_deadline, find_frequency
from ingest.registers.verbs import MANDATE, read_verb, tokenize

COLUMNS = {  # what a column holds -> the beginning of its head, in order of trust
    "actor": re.compile(
        r"^(?:huvudansvar|ansvarig|ansvar$|vem|av vem|(?:huvud)?aktör|ägare|utförare|utförs av|genomförs av"
        r"|ansvarar|funktion$|organ$|instans|part$|nämnd|förvaltning|roll$)",
        re.I,
    ),
    "task": re.compile(
        r"^(?:åtgärd|aktivitet|insats|uppgift|uppdrag|vad|(?:så )?gör|ska göra|ansvarsområde|ansvar$|beslut|delmål|mål(?!grupp))",
        re.I,
    ),
    "deadline": re.compile(r"^(?:tid|när|klar|datum|slut|period|senast|färdig|genomförs(?! av)|år$|start)", re.I),
    "frequency": re.compile(r"^(?:hur ofta|frekvens|intervall|periodicitet|återkommande)", re.I),
    "with_": re.compile(r"^(?:samverk|samarbet|medverk|medaktör|tillsammans|övriga|i samråd)", re.I),
    "to": re.compile(r"^(?:mottagare|till$|till vem|rapporteras|återrapport|redovisas)", re.I),
}
LABELS = {  # label -> (field, verb)
    "huvudansvarig": "ansvara", "ansvarig": "ansvara", "ansvariga": "ansvara", "ansvar": "ansvara", "ansvarar": "ansvara",
    "utförare": "genomföra",
    "genomförs av": "genomföra", "sammankallande": "sammankalla", "leds av": "leda", "beslutas av": "besluta", "följs upp av": "följa upp",
    "beslutande": "besluta", "uppföljningsansvarig": "följa upp", "samordnas av": "samordna", "samordnare": "samordna",
    "projektledare": "leda", "beslutad av": "besluta", "antagen av": "besluta", "fastställd av": "besluta",
}  # fmt: skip
TIMES = r"Tidplan|Tidsplan|Tid|När|Klart|Klar|Färdigt|Slutdatum|Tidsram|Sluttid|Tidpunkt|Genomförs när"
COMPANY = r"Samverkan med|Samverkar med|Samverkanspart(?:er)?|Samarbetspart(?:er)?|Medverkande"
OTHERS = COMPANY + r"|Start|Startar|Påbörjas|Kostnad|Budget|Finansiering|Uppföljning|Indikator(?:er)?|Mål|Mått|Resurser|Status"
NAMES = "|".join(sorted((label.capitalize() for label in LABELS), key=len, reverse=True))
KINDS = "nämnd|förvaltning|part|aktör|enhet|funktion|person|chef|tjänsteperson|tjänsteman|verksamhet|avdelning|roll"
WHOLE = re.compile(  # labels of the whole document, wherever they stand
    r"(?:styr)?(?:dokument|plan|program|policy|strategi|rutin|överenskommelse)s?(?:ansvarig|ägare)|(?:beslutad|antagen|fastställd) av"
)
WHOLES = {"plan": "planen", "program": "programmet", "policy": "policyn", "strategi": "strategin", "rutin": "rutinen",
          "överenskommelse": "överenskommelsen", "dokument": "dokumentet"}  # fmt: skip
TITLE_WORD = re.compile(r"(?:plan|program|policy|strategi|rutin|överenskommelse|riktlinjer?|avtal)(?:en|et|n)?\b", re.I)
TITLE = r"[A-ZÅÄÖ]\w{2,}(?:ansvarig|ägare)"  # "Dokumentansvarig", "Områdesägare"
LABEL = re.compile(
    rf"(?:^|(?<=[\s.;(]))(?P<label>{NAMES}|{TITLE})(?: (?:{KINDS})(?:er|ar)?)?"
    rf"\s?:\s*(?P<value>[^\n]+?)(?=\s*(?:[.;]?\s(?:{TIMES}|{OTHERS}|{NAMES})\b[^.:]{{0,20}}:)|\s*[.)]?\s*$|\.\s)",
    re.M,
)
TIME = re.compile(rf"\b(?:{TIMES})\s?:\s*(?P<value>[^\n]+?)(?=\s+(?:{OTHERS}|{NAMES})\b[^.:]{{0,20}}:|\.?\s*$|\.\s)", re.M)
WITH = re.compile(
    rf"\b(?:{COMPANY})\s?:\s*(?P<value>[^\n]+?)(?=\s+(?:{TIMES}|Kostnad|Budget|Uppföljning|{NAMES})\b[^.:]{{0,20}}:|\.?\s*$)",
    re.M,
)
PARTICULAR = re.compile(rf"\n+(?:{TIMES}|{OTHERS})\s?:[^\n]*")
# the first word of the item is a verb, so that the brackets hold no mere explanation
ASIDE = re.compile(
    r"^(?P<what>(?:[A-ZÅÄÖ]\w*a|Se|Ge|Få)\b[^()\n]{5,300}?)\s\((?P<who>[^\d()]{4,90}?)(?:,\s(?P<when>[^,()]*\d{4}[^,()]*|löpande|årligen))?\)\.?$"
)
SPLIT = re.compile(r"\s*(?:[,;/]|\boch\b|\bsamt\b)\s*")
NAMED = re.compile(r"(?:verket|styrelsen|ombudsmannen|inspektionen|myndigheten)$|^Region$")  # may be an authority's name
AIM = re.compile(r"\W*(?:del|inriktnings|effekt)?mål\w*\W*$", re.I)  # a column of aims tells less than one of activities beside it
CARD = re.compile(  # other labels of such a card
    r"målgrupp|när|tid|tidplan|tidsplan|klart|samverk\w*(?: med)?|samarbet\w*|uppföljning|indikator(?:er)?|mått|mål|status|kostnad|budget"
    r"|finansiering|resurser|syfte|beskrivning|åtgärd|aktivitet|insats|kommentar|resultat|medverkande"
    r"|dokument\w*|diarienummer|dnr|gäller.*|giltig.*|version|datum|revider\w*|senast.*|typ av.*"
)
MIN_CARD = 2  # rows
FILLED = 2  # cells of a row that says something
DITTO = re.compile(r"[\"”″]|-\s?[\"”″]\s?-|d:o|(?:samma )?som ovan|ibid\.?", re.I)
START = re.compile(r"\W*(?:start|påbörja|från\b)", re.I)  # a column of when it begins tells less than one of when it is done
SHORT_TIME = 40  # characters of a cell that is all about when
MAX_NAME = 90  # characters of what a label or cell may name as one who acts
JOINED = re.compile(r"\s(?:i|genom)?\s?(?:nära )?(?:samverkan|samråd|samarbete|dialog|tillsammans) med\s", re.I)  # in a value
DECIDED = re.compile(r",? (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} \w+ \d{4}|§ ?\d+)\b.*$")  # when: "Kommunfullmäktige 2025-11-24, § 163"
NO_ACTOR = re.compile(r"^(?:se |ej |inte |ingen|–|-|x$|\d|beslutas|utses|ska )", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and where it stands."""

    text: str
    span: Span


def read_table(section: Section, span: Span, names: Set[str]) -> Iterator[Duty]:
    """One duty for each actor of each row, if a column names who acts and another what is done."""
    rows = [row for row in split_rows(section.text, span) if any(cell.text.strip() for cell in row)]
    if not rows:
        return
    if is_card(rows):
        yield from read_card(section, rows, span, names)
        return
    columns = find_columns([cell.text for cell in rows[0]])
    if "actor" not in columns or "task" not in columns:
        yield from read_roles(section, rows, names)
        return
    for row, cells, inferred in fill_cells(rows[1:], columns):
        if told := list(read_told_row(section, row, cells, columns["task"], names)):
            yield from told
            continue
        task = cells.get("task", "").strip(" ,;:–-")
        who, company = part_company(cells.get("actor", ""))
        for actor in split_actors(who, names) if task else ():
            deadline, often = part_time(cells.get("deadline") or "")
            deadline = deadline or find_deadline(cells["task"], (0, len(cells["task"])))  # "Ordna en temavecka i september | Varje år"
            verb, what = read_cell(task)
            yield Duty(
                (row[0].span[0], row[-1].span[1]), actor, verb, "är", False, what, cells.get("to") or None, cells.get("with_") or company,
                cells.get("frequency") or often or find_frequency(task, (0, len(task))), deadline, None, inferred, is_collective(actor),
            )  # fmt: skip


def read_told_row(section: Section, row: list[Cell], cells: dict[str, str], at: int, names: Set[str]) -> Iterator[Duty]:
    """The duties of a row whose task tells in verbs what its actors do; times of other cells hold for each of them."""
    who, company = part_company(cells.get("actor", ""))
    actors = read_whole(who, names)
    if not actors or at >= len(row):
        return
    deadline, often = part_time(cells.get("deadline") or "")
    for duty in read_told(section.text, row[at].span, actors, names):
        yield replace(
            duty, span=(row[0].span[0], row[-1].span[1]), actor=lower_role(duty.actor), to=duty.to or cells.get("to") or None,
            with_=duty.with_ or cells.get("with_") or company, frequency=cells.get("frequency") or often or duty.frequency,
            deadline=deadline or duty.deadline,
        )  # fmt: skip


def read_roles(section: Section, rows: list[list[Cell]], names: Set[str]) -> Iterator[Duty]:
    """The duties of a table without a head: who acts in its first column, what they do in verbs in its second."""
    for row in rows:
        if len(row) == MIN_CARD and (actors := read_whole(row[0].text.strip(" *:"), names)):
            for duty in read_told(section.text, row[1].span, actors, names):
                yield replace(duty, span=(row[0].span[0], row[-1].span[1]), actor=lower_role(duty.actor))


def fill_cells(rows: list[list[Cell]], columns: dict[str, int]) -> Iterator[tuple[list[Cell], dict[str, str], tuple[str, ...]]]:
    """(row, its cells by field, what was read from the row above): an empty cell beside others that are not says the same as above it."""
    above: dict[str, str] = {}
    for row in rows:
        cells = {name: row[index].text.strip() for name, index in columns.items() if index < len(row)}
        if sum(bool(cell.text.strip()) for cell in row) < FILLED:  # a row that only names a group
            above = {}
            continue
        inferred: tuple[str, ...] = ()
        for name in ("actor", "task"):
            other = cells.get("task" if name == "actor" else "actor", "")
            if (not cells.get(name) or DITTO.fullmatch(cells[name])) and name in above and other[:1].isupper():
                cells[name], inferred = above[name], (*inferred, name)
        above = {name: text for name, text in cells.items() if text}
        yield row, cells, inferred


def part_time(cell: str) -> tuple[str | None, str | None]:
    """(by when, how often) of a cell; a short one that tells how often is told whole: "Två grupper per år"."""
    often, when = find_frequency(cell, (0, len(cell))), find_deadline(cell, (0, len(cell)))
    if often is None or when is not None:
        return cell or None, often
    return None, cell if len(cell) <= SHORT_TIME else often


def is_card(rows: list[list[Cell]]) -> bool:
    """Does the first of two columns hold labels, one of them of who answers: "Ansvarig | Socialchefen" over "När | 2027"?"""
    if len(rows) < MIN_CARD or any(len(row) != 2 for row in rows):
        return False
    labels = [row[0].text.strip(" *:").lower() for row in rows]
    known = [name_verb(label) is not None or bool(CARD.fullmatch(label)) for label in labels]
    return any(name_verb(label) for label in labels) and sum(known) * 2 > len(rows)


def name_verb(label: str) -> str | None:
    """The verb that a label in small letters stands for; None when it tells not who acts."""
    return LABELS.get(label) or ("ansvara" if re.fullmatch(TITLE, label, re.I) else None)


def name_document(section: Section, label: str) -> str:
    """The document's title where the first heading is one, else what the label calls it: "planen"."""
    stem = next((word for word in WHOLES if label.startswith(word)), "dokument")
    return section.path[0] if TITLE_WORD.search(section.path[0]) else WHOLES.get(stem, "dokumentet")


def read_card(section: Section, rows: list[list[Cell]], span: Span, names: Set[str]) -> Iterator[Duty]:
    """The duties of a card of labels and values; what is done stands in it or on the line above."""
    cells = {row[0].text.strip(" *:").lower(): row[1].text.strip() for row in rows}
    columns = find_columns(list(cells))
    told = {name: list(cells.values())[at] for name, at in columns.items()}
    task, inferred = (told["task"], ()) if "task" in told else (find_before(section.text, span[0]) or section.heading, ("task",))
    if any(WHOLE.fullmatch(label) for label in cells):
        task, inferred = name_document(section, next(label for label in cells if WHOLE.fullmatch(label))), ("task",)
    when, often = part_time(told.get("deadline", ""))
    for label, value in cells.items():
        who, company = part_company(value)
        verb = name_verb(label)
        for actor in split_actors(who, names) if verb else ():
            yield Duty(
                span, actor, verb or "ansvara", "är", False, strip_task(task), None, company or told.get("with_"),
                often, when, None, inferred, is_collective(actor),
            )  # fmt: skip


def find_before(text: str, start: int) -> str:
    """The last line of text before the place."""
    return next((line.strip() for line in reversed(text[:start].split("\n")) if line.strip()), "")


def part_company(value: str) -> tuple[str, str | None]:
    """(who, with whom) of a value: "bibliotekschefen i samråd med skolchefen"."""
    found = JOINED.search(value)
    return (value[: found.start()], value[found.end() :].strip(" .")) if found else (value, None)


def read_cell(task: str) -> tuple[str, str]:
    """(verb, task) of a cell: "Leder nätverket" says what is done; anything else is answered for."""
    tokens = tokenize(task, (0, len(task)))
    reading = read_verb(task, tokens, 0, ("present",)) if len(tokens) > 1 else None
    if reading is None and len(tokens) > 1 and read_head(tokens[0].low) is None:
        reading = guess_reading(tokens, 0)
    if reading is None or reading.passive or reading.verb.register == MANDATE:
        return "ansvara", strip_task(task)
    return reading.verb.register, strip_task(task[(reading.after or (0, tokens[0].end))[1] :])


def split_rows(text: str, span: Span) -> Iterator[list[Cell]]:
    """The rows of a table with their cells."""
    at = span[0]
    for row in text[span[0] : span[1]].split("\n"):
        cells, left = [], at
        for cell in row.split(" | "):
            cells.append(Cell(cell, (left, left + len(cell))))
            left += len(cell) + 3
        yield cells
        at += len(row) + 1


def find_columns(heads: list[str]) -> dict[str, int]:
    """What the columns hold: field -> index; a column holds one thing."""
    found: dict[str, int] = {}
    for name, pattern in COLUMNS.items():
        free = [at for at, head in enumerate(heads) if pattern.match(head.strip(" *:")) and at not in found.values()]
        index = next((at for at in free if not AIM.match(heads[at]) and not START.match(heads[at])), free[0] if free else None)
        if index is not None:
            found[name] = index
    return found


def read_labels(section: Section, span: Span, names: Set[str]) -> Iterator[Duty]:
    """The duties of a line with a label "Ansvarig:"; the task stands before the label, on the line above or in the heading."""
    line = section.text[span[0] : span[1]]
    for found in LABEL.finditer(line):
        who, company = part_company(found.group("value"))
        actors = split_actors(who, names)
        if not actors:
            continue
        before = line[: found.start()].strip(" .;(–-")
        task, inferred = (before, ()) if len(before.split()) > 1 and ":" not in before else (find_above(section, span[0]), ("task",))
        if WHOLE.fullmatch(found.group("label").lower()):
            task, inferred = name_document(section, found.group("label").lower()), ("task",)
        rest = section.text[span[0] : find_end(section.text, span[1])]
        deadline, with_ = TIME.search(line) or TIME.search(rest), WITH.search(line) or WITH.search(rest)
        value = deadline.group("value").strip(" .") if deadline else None
        often = find_frequency(value, (0, len(value))) if value else None
        end = span[0] + max(len(line), *(one.end() for one in (deadline, with_) if one), 0)
        for actor in actors:
            yield Duty(
                (span[0], end), actor, name_verb(found.group("label").lower()) or "ansvara", "är", False, strip_task(task), None,
                with_.group("value").strip(" .") if with_ else company, often,
                value if value and TIME_COLUMN.search(value) and not often else None,
                None, inferred, is_collective(actor),
            )  # fmt: skip


def read_aside(text: str, span: Span, names: Set[str]) -> Iterator[Duty]:
    """The duties of a list item that names in brackets at its end who is to do it: "Bygga bryggor (hamnnämnden, 2027)"."""
    found = ASIDE.match(text[span[0] : span[1]])
    if found is None:
        return
    tokens = tokenize(found["who"], (0, len(found["who"])))
    actors, end = read_actors(tokens, 0, len(tokens), names)
    if end < len(tokens) or not all(actor.definite and read_head(actor.head) for actor in actors):
        return
    what, when = found["what"], found["when"]
    often = find_frequency(when or what, (0, len(when or what)))
    for actor in actors:
        deadline = when if when and not often else find_deadline(what, (0, len(what)))
        yield Duty(
            span, actor.name, "ansvara", "är", False, strip_task(what), None, None, often, deadline, None, ("actor",), actor.collective
        )


def find_end(text: str, at: int) -> int:
    """Where the lines of particulars after this one end: "Tidplan: ...", "Samverkan med: ...", "Mått: ..."."""
    while found := PARTICULAR.match(text, at):
        at = found.end()
    return at


def find_above(section: Section, start: int) -> str:
    """The line above that is no label itself, or the heading."""
    for line in reversed(section.text[:start].strip("\n").split("\n")):
        if line.strip() and not LABEL.search(line) and not re.match(rf"(?:{TIMES}|{OTHERS})\s?:", line) and not line.rstrip().endswith(":"):
            return re.sub(r"^(?:Åtgärd|Aktivitet|Insats|Uppgift|Beskrivning|Vad)\s?\d*\s?[.:]\s*", "", line.strip())
    return section.heading


def split_actors(value: str, names: Set[str]) -> list[str]:
    """The actors that a cell or label names."""
    value = value.strip(" .;:*")
    if not value or len(value) > 3 * MAX_NAME or NO_ACTOR.match(value):
        return []
    if ", " in value and not re.search(r"-,|- (?:och|samt)\\b", value) and " och " not in value:
        return [actor for part in value.split(", ") for actor in split_actors(part, names)]
    value = DECIDED.sub("", value)
    tokens = tokenize(value, (0, len(value)))
    found, end = read_actors(tokens, 0, len(tokens), names, post=True)
    if found and end == len(tokens):
        return [lower_role(actor.name) for actor in found]
    if re.search(r"\w-\s(?:och|eller|samt)\s", value) or not re.search(r"[,;/]| och | samt ", value):
        parts = [part.strip() for part in re.split(r"[;,]", value)]
    else:
        parts = [part.strip() for part in SPLIT.split(value)]
    return [lower_role(part) for part in parts if part and len(part) <= MAX_NAME and part[0].isalpha()]


def lower_role(name: str) -> str:
    """The name with a small letter where its first word is an office or a body: "Socialnämnden", but not "Trafikverket"."""
    first = name.split(maxsplit=1)[0]
    return lower_first(name) if read_head(first) is not None and not NAMED.search(first) else name


def is_collective(actor: str) -> bool:
    """Is a group of bodies named: "Samtliga nämnder", "Förvaltningarna"?"""
    words = actor.split()
    known = read_head(words[-1]) if words else None
    return bool(known and known[0] == "p") or words[0].lower() in {"alla", "samtliga", "berörda", "respektive", "varje"}
