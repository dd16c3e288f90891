"""Tables and labelled lines -> duties: a column "Ansvarig", a line "Ansvarig: nämnden".

In: the text of a section and the span of a table or line. Out: duties; the task of a labelled line is what stands above it.
Knows the words of column heads and labels. Knows nothing of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from corpus.records import Section, Span
from ingest.registers.actors import read_head
from ingest.registers.conjugation import guess_reading
from ingest.registers.duty import Duty, strip_task
from ingest.registers.duty_cells import read_told, read_whole
from ingest.registers.duty_labels import NUMBER, WHOLE, find_before, name_document, name_verb
from ingest.registers.duty_matrix import find_marked, read_doers, read_times
from ingest.registers.duty_values import is_collective, lower_role, part_company, part_time, split_actors
from ingest.registers.times import find_deadline, find_frequency
from ingest.registers.verbs import MANDATE, read_verb, tokenize

COLUMNS = {  # what a column holds -> the beginning of its head, in order of trust
    "actor": re.compile(
        r"^(?:huvudansvar|ansvarig|ansvar$|vem|av vem|(?:huvud)?aktör|ägare|utförare|utförs av|genomförs av"
        r"|ansvarar|ansvar(?:/| och )|genomförare|drivs av|uppdragstagare|huvudman|funktion$|organ$|instans|part$|nämnd|förvaltning|roll$)",
        re.I,
    ),
    "task": re.compile(
        r"^(?:(?:föreslagen |planerad )?åtgärd|aktivitet|insats|(?:arbets)?uppgift|uppdrag|vad|(?:så )?gör|ska göra|vi ska|nämnden ska"
        r"|så här|moment|steg$|ansvarsområde|ansvar$|beslut|delmål|mål(?!grupp))",
        re.I,
    ),
    "deadline": re.compile(
        r"^(?:tid|när|klar|datum|slut|period|senast|färdig|genomförs(?! av)|år$|start|deadline|planera|genomförandetid)", re.I
    ),
    "frequency": re.compile(r"^(?:hur ofta|frekvens|intervall|periodicitet|återkommande)", re.I),
    "with_": re.compile(r"^(?:samverk|samarbet|medverk|medaktör|tillsammans|övriga|i samråd|berörda|delaktig)", re.I),
    "to": re.compile(r"^(?:mottagare|till$|till vem|rapporteras|återrapport|redovisas)", re.I),
}
AIM = re.compile(r"\W*(?:del|inriktnings|effekt)?mål\w*\W*$", re.I)  # a column of aims tells less than one of activities beside it
CARD = re.compile(  # other labels of such a card
    r"målgrupp|när|tid|tidplan|tidsplan|klart|samverk\w*(?: med)?|samarbet\w*|uppföljning|indikator(?:er)?|mått|mål|status|kostnad|budget"
    r"|finansiering|resurser|syfte|beskrivning|åtgärd|aktivitet|insats|kommentar|resultat|medverkande"
    r"|dokument\w*|diarienummer|dnr|gäller.*|giltig.*|version|datum|revider\w*|senast.*|typ av.*"
)
MIN_CARD = 2  # rows
FILLED = 2  # cells of a row that says something
DITTO = re.compile(r"[\"”″]|-\s?[\"”″]\s?-|d:o|(?:samma )?som ovan|ibid\.?", re.I)
PARAGRAPH = re.compile(r";\s(?=[A-ZÅÄÖ])")  # in a cell
FORUM = re.compile(r"^(?:forum|grupp|gruppering|mötesforum|möte$|samverkansforum|organ$|råd$|nätverk)", re.I)
MEETS = re.compile(r"^(?:mötesfrekvens|möten|träffas|sammanträ|mötes|hur ofta|frekvens)", re.I)
MEMBERS = re.compile(r"^(?:deltagare|ledamöter|medlemmar|representanter|sammansättning|bemanning)", re.I)
START = re.compile(r"\W*(?:start|påbörja|från\b)", re.I)  # a column of when it begins tells less than one of when it is done


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
    rows = skip_title(rows)
    heads = [cell.text for cell in rows[0]]
    columns, marked = find_columns(heads), find_marked([[cell.text for cell in row] for row in rows])
    columns = {name: at for name, at in columns.items() if at not in marked}
    if "task" in columns and marked and "actor" not in columns:
        yield from read_matrix(rows, columns, marked, names)
    elif "task" in columns and ("actor" in columns or read_whole(section.heading, names)):
        for row, cells, inferred in fill_cells(rows[1:], columns):
            cells.setdefault("deadline", read_times(heads, marked, [cell.text for cell in row]) or "")
            if "actor" not in columns:
                cells, inferred = cells | {"actor": section.heading}, (*inferred, "actor")  # noqa: PLW2901 – a table below a body's name
            yield from read_row(section, row, (cells, inferred), columns["task"], names)
    elif forums := [at for at, head in enumerate(heads) if FORUM.match(head.strip(" *:"))]:
        yield from read_forums(rows, forums[0], names)
    else:
        yield from read_roles(section, rows, names)


def read_forums(rows: list[list[Cell]], at: int, names: Set[str]) -> Iterator[Duty]:
    """How often the bodies of a table meet, and who sits in them: a column of bodies beside "Mötesfrekvens" or "Deltagare"."""
    heads = [cell.text.strip(" *:") for cell in rows[0]]
    for row in rows[1:]:
        for actor in split_actors(row[at].text, names)[:1] if at < len(row) else ():
            for head, cell in zip(heads, row, strict=False):
                often, what = (cell.text.strip(), "") if MEETS.match(head) else (None, cell.text.strip())
                if (often or (MEMBERS.match(head) and what)) and cell is not row[at]:
                    verb = "sammanträda" if often else "bestå av"
                    span = (row[0].span[0], row[-1].span[1])
                    yield Duty(span, actor, verb, "är", False, what, None, None, often, None, None, (), is_collective(actor))


def skip_title(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without a title above the head."""
    alone = len(rows) > MIN_CARD and sum(bool(cell.text.strip()) for cell in rows[0]) == 1 and len(rows[1]) > 1
    return rows[1:] if alone and find_columns([cell.text for cell in rows[1]]) else rows


def read_matrix(rows: list[list[Cell]], columns: dict[str, int], marked: list[int], names: Set[str]) -> Iterator[Duty]:
    """The duties of a table of crosses: each mark is one's below whose name it stands."""
    heads = [cell.text for cell in rows[0]]
    for row, cells, _ in fill_cells(rows[1:], columns):
        task = NUMBER.sub("", cells.get("task", "").strip(" ,;:–-"))
        when, often = part_time(cells.get("deadline") or "")
        words = [cell.text for cell in row]
        for actor, verb in read_doers(heads, marked, words, names) if task else ():
            yield Duty(
                (row[0].span[0], row[-1].span[1]), actor, verb, "är", False, strip_task(task), None, cells.get("with_") or None,
                often or find_frequency(task, (0, len(task))), when or read_times(heads, marked, words), None, (), is_collective(actor),
            )  # fmt: skip


def read_row(section: Section, row: list[Cell], told: tuple[dict[str, str], tuple[str, ...]], at: int, names: Set[str]) -> Iterator[Duty]:
    """The duties of a row: its cells by field with what was read elsewhere, and the column of the task."""
    cells, inferred = told
    if duties := list(read_told_row(section, row, cells, at, names)):
        yield from duties
        return
    who, company = part_company(cells.get("actor", ""))
    tasks, paired = split_items(cells.get("task", "")), [split_actors(one, names) for one in PARAGRAPH.split(who)]
    every = split_actors(who, names)
    for number, task in enumerate(tasks):
        actors = paired[number] if len(paired) == len(tasks) > 1 else every  # "Skriva avtal; Starta" beside "Chefen; Rådet"
        deadline, often = part_time(cells.get("deadline") or "")
        deadline = deadline or find_deadline(task, (0, len(task)))  # "Ordna en temavecka i september | Varje år"
        verb, what = read_cell(task)
        for actor in actors:
            yield Duty(
                (row[0].span[0], row[-1].span[1]), actor, verb, "är", False, what, cells.get("to") or None, cells.get("with_") or company,
                cells.get("frequency") or often or find_frequency(task, (0, len(task))), deadline, None, inferred, is_collective(actor),
            )  # fmt: skip


def split_items(cell: str) -> list[str]:
    """What a cell says is done, each item of a list in it alone, without its number."""
    items = [NUMBER.sub("", part.strip(" ,;:–-")) for part in re.split(rf"(?:^|[;.]?\s)[•▪◦●]\s|{PARAGRAPH.pattern}", cell)]
    return [item for item in items if item]


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


def is_card(rows: list[list[Cell]]) -> bool:
    """Does the first of two columns hold labels, one of them of who answers: "Ansvarig | Socialchefen" over "När | 2027"?"""
    if len(rows) < MIN_CARD or any(len(row) != 2 for row in rows):
        return False
    labels = [row[0].text.strip(" *:").lower() for row in rows]
    known = [name_verb(label) is not None or bool(CARD.fullmatch(label)) for label in labels]
    return any(name_verb(label) for label in labels) and sum(known) * 2 > len(rows)


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
