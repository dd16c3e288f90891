"""A file with questions, as Excel, CSV or JSONL -> checked questions, or what is wrong with each row and column.

In: a file's name and bytes. Out: questions whose gold is still as it was written (settle.py finds it in the documents), and problems in
Swedish. Knows the columns of the template. Knows nothing of stores.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from corpus.errors import BadRequest
from eval.questionset import DIFFICULTIES, KINDS, TRAPS, Problem, Question, find_repeats, make_question, parse_questions
from eval.sheets import MAX_ROWS, Choice, SheetTable, number_rows, read_rows, write_book

KIND_NAMES: Mapping[str, str] = {
    "area": "utvecklingsområde",
    "responsibility": "ansvar",
    "definition": "definition",
    "fact": "faktauppgift",
    "list": "lista",
    "comparison": "jämförelse",
    "scope": "omfattning",
    "status": "status",
    "reference": "hänvisning",
    "locate": "var står det",
    "other": "annat",
}
TRAP_MEANINGS: Mapping[str, str] = {
    "utanför": "ämnet finns inte alls i dokumenten",
    "tyst": "ämnet finns, men dokumenten säger inte det som efterfrågas",
    "närmiss": "uppgiften finns, men om någon eller något annat än det som efterfrågas",
    "falsk premiss": "frågan förutsätter något som inte stämmer",
}
COLUMNS: Mapping[str, tuple[str, ...]] = {  # field -> headers, that of the template first
    "question": ("Fråga", "question"),
    "gold": ("Förväntat avsnitt eller facitcitat", "Facitcitat", "Förväntat avsnitt", "Facit", "Avsnitt", "gold"),
    "facts": ("Fakta", "facts"),
    "answerable": ("Kan besvaras (ja/nej)", "Kan besvaras", "answerable"),
    "kind": ("Typ", "Sort", "kind"),
    "note": ("Kommentar", "note"),
    "id": ("Id", "Nr", "Nummer"),
    "document": ("Dokument", "document"),
    "difficulty": ("Svårighet", "difficulty"),
    "before": ("Tidigare fråga",),
    "before_answer": ("Tidigare svar",),
}
TEMPLATE = ("question", "gold", "facts", "answerable", "kind", "note")
WIDTHS = (48, 60, 36, 14, 22, 36)
YES, NO = frozenset({"ja", "j", "yes", "true", "sant", "1"}), frozenset({"nej", "n", "no", "false", "falskt", "0"})
EXAMPLE = "exempel"  # rows whose comment begins so are not taken in
EXAMPLES: tuple[tuple[str, ...], ...] = (
    ("vem ser till att planen följs upp?", "Uppföljning", "styrgruppen; varje år | årligen", "ja", "ansvar", "Exempel: facit är en rubrik"),
    (
        "står det nåt om hjälp till anhöriga",
        "Kommunen ska erbjuda anhöriga samtal och avlösning.",
        "samtal och avlösning",
        "ja",
        "utvecklingsområde",
        "Exempel: facit är ett citat, ordagrant ur dokumentet",
    ),
    ("vad kostar en parkeringsbot?", "", "", "nej", "utanför", "Exempel: en fråga som dokumenten inte kan besvara"),
)
GUIDE: tuple[tuple[str, str], ...] = (
    (
        "Så här gör du",
        "Skriv en fråga per rad på bladet Frågor, spara filen och ladda upp den på sidan Utvärdering. Rätta det som sidan påpekar.",
    ),
    ("Fråga", "Frågan som en användare skulle ställa den, gärna slarvigt och med egna ord. Måste fyllas i."),
    (
        "Förväntat avsnitt eller facitcitat",
        "Var svaret står: en rubrik, en avsnittsadress från Planlots, eller ett citat ordagrant ur dokumentet. Flera: en per rad i cellen "
        "(Alt+Enter). Lämnas tomt om frågan inte kan besvaras.",
    ),
    (
        "Fakta",
        "Ord som ett rätt svar måste innehålla. Flera fakta skiljs med semikolon. Olika sätt att skriva samma faktum skiljs med lodstreck: "
        "varje år | årligen. Lämnas cellen tom räknas svaret som rätt när det citerar facit.",
    ),
    ("Kan besvaras (ja/nej)", "nej för en fråga som dokumenten inte svarar på. Tomt räknas som ja när facit är ifyllt."),
    ("Typ, när svaret finns", ", ".join(KIND_NAMES.values()) + ". Får lämnas tomt."),
    ("Typ, när svaret inte finns", "; ".join(f"{trap}: {meaning}" for trap, meaning in TRAP_MEANINGS.items()) + "."),
    ("Kommentar", "Vad du vill. Rader vars kommentar börjar med Exempel tas inte med."),
    (
        "Fler kolumner, om du vill",
        "Id; Dokument (titel eller id); Svårighet (lätt, medel, svår); Tidigare fråga och Tidigare svar (för en följdfråga).",
    ),
    ("Hur många frågor?", "Börja med 30. Med 100 blir en skillnad på 10 procentenheter tydlig. Ta med en femtedel som inte kan besvaras."),
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file held."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    skipped: int  # example rows
    loose: bool  # gold is as written in a cell, and must be settled
    gold_name: str = "gold"  # where people find the gold: the column with its letter
    unused: tuple[str, ...] = ()  # headers that name no field


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field, and its header."""

    places: Mapping[str, int]  # from 0
    headers: tuple[str, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that name no field, as people find them."""
        told = [place for place, header in enumerate(self.headers) if header.strip() and place not in self.places.values()]
        return tuple(f"{letter_of(place)} ({self.headers[place].strip()})" for place in told)

    def name(self, field: str) -> str:
        """A column as people find it: letter and header."""
        if field not in self.places:
            return COLUMNS[field][0]
        place = self.places[field]
        return f"kolumn {letter_of(place)} ({self.headers[place].strip()})"


def write_template() -> bytes:
    """The workbook to fill in: drop-downs, example rows and a sheet that explains."""
    return write_book([question_table(EXAMPLES)], [("Så här fyller du i", GUIDE)])


def write_questions(questions: Iterable[Question]) -> bytes:
    """A set as a workbook of the template's form."""
    return write_book([question_table([question_cells(one) for one in questions])], [("Så här fyller du i", GUIDE)])


def question_table(rows: Sequence[tuple[str, ...]]) -> SheetTable:
    """The template's sheet with rows."""
    choices = (Choice(4, ("ja", "nej"), strict=True), Choice(5, (*KIND_NAMES.values(), *TRAPS), strict=False))
    return SheetTable("Frågor", tuple(COLUMNS[field][0] for field in TEMPLATE), WIDTHS, tuple(rows), choices)


def question_cells(question: Question) -> tuple[str, ...]:
    """A question as a row of the template."""
    gold = "\n".join(" ".join(one.quote.split()) or one.section for one in question.gold)
    facts = "; ".join(" | ".join(fact) for fact in question.facts)
    kind = question.trap or KIND_NAMES.get(question.kind or "", "")
    return question.question, gold, facts, "ja" if question.answerable else "nej", kind, question.note


def read_file(name: str, content: bytes) -> Intake:
    """The questions of a file, whatever its form. Raises BadRequest when it cannot be read at all or holds no question."""
    if content.startswith(b"PK"):
        found = read_table(read_rows(content, name, "fråga"), name)
    else:
        text = decode(content, name)
        found = read_lines(text) if text.lstrip().startswith("{") else read_table(read_csv(text, name), name)
    if not found.questions and not found.problems:
        hint = "Exempelraderna räknas inte." if found.skipped else "Skriv minst en fråga."
        raise BadRequest(f"Frågesamlingen {name} är tom. {hint}")
    return found


def decode(content: bytes, name: str) -> str:
    """UTF-8, with or without a mark, else UTF-16 with one, else the Windows code page. Raises BadRequest for no text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise BadRequest(f"{name} är ingen textfil. Ladda upp en Excelfil (.xlsx), CSV eller JSONL.")
    return text


def read_lines(text: str) -> Intake:
    """A JSONL set."""
    questions, problems = parse_questions(text.split("\n"))
    return Intake(questions, problems, 0, loose=False)


def read_csv(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Rows of a CSV file; the sign that the first line holds most of separates them."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise BadRequest(f"{name} kan inte läsas som CSV ({error}). Kontrollera citattecknen, eller spara som .xlsx.") from error
    if len(rows) > MAX_ROWS + 1:
        raise BadRequest(f"{name} har fler än {MAX_ROWS} rader. Dela upp den i flera frågesamlingar.")
    return list(number_rows(rows))


def read_table(rows: Sequence[tuple[int, list[str]]], name: str) -> Intake:
    """Questions of rows under a header row."""
    columns, body = find_header(rows, name)
    questions: list[Question] = []
    problems: list[Problem] = []
    skipped = 0
    for number, cells in body:
        values = {field: cells[place].strip() if place < len(cells) else "" for field, place in columns.places.items()}
        if values.get("note", "").casefold().startswith(EXAMPLE):
            skipped += 1
            continue
        found = read_row(values, number, columns)
        if isinstance(found, Question):
            questions.append(found)
        else:
            problems.extend(found)
    problems.extend(find_repeats(questions))
    return Intake(tuple(questions), tuple(problems), skipped, loose=True, gold_name=columns.name("gold"), unused=columns.unused)


def find_header(rows: Sequence[tuple[int, list[str]]], name: str) -> tuple[Columns, Sequence[tuple[int, list[str]]]]:
    """The columns, and the rows below them. Raises BadRequest when no row names the question column."""
    known = {fold_header(header): field for field, headers in COLUMNS.items() for header in headers}
    for place, (_, cells) in enumerate(rows[:5]):
        fields = [known.get(fold_header(cell)) for cell in cells]
        if "question" in fields:
            places = {field: fields.index(field) for field in fields if field}
            return Columns(places, tuple(cells)), rows[place + 1 :]
    seen = ", ".join(cell.strip() for cell in (rows[0][1] if rows else ()) if cell.strip())[:120] or "inget"
    raise BadRequest(f"{name} har ingen kolumn Fråga i sina första rader (där står: {seen}). Utgå från mallen.")


def fold_header(header: str) -> str:
    """A header without case, blanks and what stands in brackets."""
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)", "", header)).strip().casefold()


def read_row(values: Mapping[str, str], number: int, columns: Columns) -> Question | list[Problem]:
    """One row as a question, or what is wrong with it."""
    problems: list[Problem] = []

    def complain(field: str, message: str) -> None:
        problems.append(Problem(number, columns.name(field), message))

    if not values["question"]:
        complain("question", "frågan saknas. Skriv frågan, eller ta bort raden.")
    answerable = read_answerable(values.get("answerable", ""), bool(values.get("gold")))
    said = values.get("answerable", "")
    if answerable is None and said:
        complain("answerable", f"”{said}” är varken ja eller nej. Skriv ja om dokumenten kan besvara frågan, annars nej.")
    elif answerable is None and values["question"]:
        complain("gold", "tom. Skriv rubriken eller citatet där svaret står, eller nej i Kan besvaras om det inte står någonstans.")
    kind, trap, wrong = read_kind(values.get("kind", ""), answerable is not False)
    if wrong:
        complain("kind", wrong)
    if answerable and not values.get("gold"):
        complain("gold", "tom, men frågan sägs kunna besvaras. Skriv rubriken eller citatet där svaret står.")
    grade = values.get("difficulty", "").casefold()
    if grade and grade not in DIFFICULTIES:
        complain("difficulty", f"”{grade}” är ingen svårighet. Skriv {', '.join(DIFFICULTIES)}, eller lämna tomt.")
    if problems:
        return problems
    row: dict[str, Any] = {
        "question": values["question"],
        "kind": kind,
        "answerable": answerable,
        "trap": trap,
        "note": values.get("note", ""),
    }
    row |= {"id": values.get("id", ""), "facts": read_facts(values.get("facts", "")), "difficulty": grade}
    if answerable:
        row["gold"] = [{"document": values.get("document", ""), "quote": values["gold"]}]
    if values.get("before"):
        row["history"] = [{"question": values["before"], "answer": values.get("before_answer", "")}]
    return make_question(row, number)


def read_answerable(cell: str, has_gold: bool) -> bool | None:
    """Yes or no; an empty cell means yes where there is gold; None when it cannot be told."""
    said = cell.casefold().rstrip(".!")
    if said in YES:
        return True
    if said in NO:
        return False
    return True if not said and has_gold else None


def read_kind(cell: str, answerable: bool) -> tuple[str | None, str | None, str]:
    """Kind, trap and what is wrong. An unanswerable question has a trap, or a kind, or neither."""
    said = cell.casefold().strip()
    kinds = {**{name: kind for kind, name in KIND_NAMES.items()}, **{kind: kind for kind in KINDS}}
    if not said:
        return None, None, ""
    if said in kinds:
        return kinds[said], None, ""
    if said in TRAPS:
        wrong = f"”{said}” är en typ för frågor som inte kan besvaras. Skriv nej i Kan besvaras, eller välj en annan typ."
        return None, said, wrong if answerable else ""
    near = get_close_matches(said, [*kinds, *TRAPS], 1, 0.6)
    hint = f"Menas {near[0]}?" if near else f"Välj {', '.join(KIND_NAMES.values() if answerable else TRAPS)}, eller lämna tomt."
    return None, None, f"okänd typ: ”{cell}”. {hint}"


def read_facts(cell: str) -> list[list[str]]:
    """Facts between semicolons or on lines of their own, each with its wordings between bars."""
    facts = [[wording.strip() for wording in fact.split("|") if wording.strip()] for fact in re.split(r"[;\n]", cell)]
    return [fact for fact in facts if fact]


def letter_of(place: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    return (letter_of(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)
