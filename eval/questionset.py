"""A question set as JSONL -> checked questions, or every error by line.

In: one JSON object a line: question, gold [{document, section, quote}], facts [[alternative, ...], ...], answerable; also id, kind, user,
history, tags, trap, note, difficulty. Out: frozen questions. Knows nothing of the store: whether a quote stands in it is the business of
gold.py.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast, get_args

from assistant.records import Kind, Turn
from corpus.errors import BadRequest

DEVELOPMENT = Path(__file__).parent / "questions" / "development.jsonl"
KINDS: tuple[str, ...] = get_args(Kind)
DIFFICULTIES = ("lätt", "medel", "svår")
TRAPS = ("utanför", "tyst", "närmiss", "falsk premiss")  # why a question cannot be answered
FIELDS = ("id", "question", "kind", "user", "answerable", "gold", "facts", "history", "tags", "trap", "note", "difficulty")
GOLD_FIELDS = ("document", "section", "quote")
MAX_ERRORS = 20  # more than this on a screen is not read; the rest is counted


@dataclass(frozen=True, slots=True)
class Gold:
    """Where the answer stands: a quote word for word from the clean text."""

    document: str  # id; "" where a section of that name in any document will do
    section: str  # heading, or headings joined by " > "; "" where it does not matter
    quote: str  # "" where the whole section, with those under it, is the gold


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a right answer must hold."""

    id: str
    question: str
    kind: Kind | None  # None: the set does not say
    answerable: bool
    gold: tuple[Gold, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()  # each fact as its alternative wordings
    history: tuple[Turn, ...] = ()
    user: str = ""
    tags: tuple[str, ...] = ()
    trap: str | None = None
    note: str = ""
    line: int = 0  # in the file, from 1
    difficulty: str = ""  # one of DIFFICULTIES; "" where it is to be told from the words

    @property
    def stands_alone(self) -> bool:
        """Can one passage answer it without a conversation: no follow-up, list or comparison."""
        return not self.history and self.kind not in ("list", "comparison")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and what to do."""

    line: int
    field: str
    message: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"Rad {self.line}, {self.field}: {self.message}"


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read and check a set. Raises BadRequest that lists the errors by line, at most MAX_ERRORS of them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(
            f"Frågesamlingen {path.name} kan inte läsas ({error}). Ange en JSONL-fil i UTF-8; Excel körs med planlots eval run."
        ) from error
    questions, problems = parse_questions(text.split("\n"))
    if problems:
        raise BadRequest(list_problems(path.name, problems))
    if not questions:
        raise BadRequest(f"Frågesamlingen {path.name} är tom. Skriv minst en fråga, en JSON-rad per fråga.")
    return questions


def list_problems(name: str, problems: Iterable[Problem]) -> str:
    """All problems as one message, cut after MAX_ERRORS."""
    lines = [str(problem) for problem in problems]
    rest = [f"… och {len(lines) - MAX_ERRORS} fel till."] if len(lines) > MAX_ERRORS else []
    return "\n".join([f"Frågesamlingen {name} har {len(lines)} fel. Rätta dem och kör igen.", *lines[:MAX_ERRORS], *rest])


def parse_questions(lines: Iterable[str]) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Questions of the lines that are right, and the problems of the others. Empty lines are skipped."""
    questions: list[Question] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found = parse_line(line, number)
        if isinstance(found, Question):
            questions.append(found)
        else:
            problems.extend(found)
    problems.extend(find_repeats(questions))
    return tuple(questions), tuple(problems)


def parse_line(line: str, number: int) -> Question | list[Problem]:
    """One line as a question, or what is wrong with it."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return [Problem(number, "raden", f"är inte giltig JSON ({error.msg}, tecken {error.pos + 1}). Skriv ett objekt per rad.")]
    if not isinstance(row, dict):
        return [Problem(number, "raden", "är inte ett JSON-objekt. Skriv {…} med fälten question och kind.")]
    problems = [*check_names(row, number), *check_values(row, number)]
    return problems or make_question(row, number)


def check_names(row: Mapping[str, Any], number: int) -> list[Problem]:
    """Unknown fields, with the one that was probably meant."""
    problems = []
    for name in row:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, 1)
            hint = f"Menas {near[0]}?" if near else f"Kända fält: {', '.join(FIELDS)}."
            problems.append(Problem(number, name, f"okänt fält. {hint}"))
    return problems


def check_values(row: Mapping[str, Any], number: int) -> list[Problem]:
    """Everything that can be wrong with a line's values, by field."""
    trap, grade = row.get("trap"), row.get("difficulty")
    checks = (
        ("question", is_text(row.get("question")), "frågan saknas eller är tom. Skriv frågans text."),
        ("kind", row.get("kind") is None or row["kind"] in KINDS, f"okänd sort: {row.get('kind')!r}. Välj en av {', '.join(KINDS)}."),
        ("answerable", isinstance(row.get("answerable", True), bool), "ska vara true eller false."),
        ("gold", is_gold(row.get("gold", [])), "ska vara en lista av objekt med document, och quote eller section."),
        ("facts", is_facts(row.get("facts", [])), "ska vara en lista av fakta, var och en en lista av godtagna ordalydelser."),
        ("history", is_history(row.get("history", [])), "ska vara en lista av objekt med question och answer."),
        ("tags", is_texts(row.get("tags", [])), "ska vara en lista av ord."),
        ("trap", trap is None or trap in TRAPS, f"okänd fälla: {trap!r}. Välj en av {', '.join(TRAPS)}."),
        ("difficulty", not grade or grade in DIFFICULTIES, f"okänd svårighet: {grade!r}. Välj {', '.join(DIFFICULTIES)}."),
    )
    problems = [Problem(number, name, message) for name, fine, message in checks if not fine]
    return problems or check_sense(row, number)


def check_sense(row: Mapping[str, Any], number: int) -> list[Problem]:
    """Fields that contradict each other."""
    answerable = row.get("answerable", True)
    problems = []
    if answerable and not row.get("gold"):
        problems.append(Problem(number, "gold", "saknas, men frågan sägs kunna besvaras. Ange minst ett facitcitat."))
    if answerable and row.get("trap"):
        problems.append(Problem(number, "trap", "är satt, men frågan sägs kunna besvaras. Sätt answerable till false."))
    return problems


def is_text(value: Any) -> bool:
    """A string with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_texts(value: Any) -> bool:
    """A list of such strings."""
    return isinstance(value, list) and all(is_text(item) for item in value)


def is_facts(value: Any) -> bool:
    """A list of facts; a fact is a string or a list of alternatives."""
    return isinstance(value, list) and all(is_text(fact) or (fact and is_texts(fact)) for fact in value)


def is_gold(value: Any) -> bool:
    """A list of gold objects with document, and a quote or a section."""
    named = isinstance(value, list) and all(isinstance(item, dict) and set(item) <= set(GOLD_FIELDS) for item in value)
    told = named and all(isinstance(item.get(name, ""), str) for item in value for name in GOLD_FIELDS)
    return told and all((is_text(item.get("quote")) and is_text(item.get("document"))) or is_text(item.get("section")) for item in value)


def is_history(value: Any) -> bool:
    """A list of earlier turns."""
    turns = isinstance(value, list) and all(isinstance(turn, dict) for turn in value)
    return turns and all(is_text(turn.get("question")) and isinstance(turn.get("answer"), str) for turn in value)


def make_question(row: Mapping[str, Any], number: int) -> Question:
    """The record of a row that has been checked."""
    return Question(
        id=str(row.get("id") or f"rad {number}"),
        question=row["question"],
        kind=cast(Kind | None, row.get("kind")),
        answerable=row.get("answerable", True),
        gold=tuple(Gold(item.get("document", ""), item.get("section", ""), item.get("quote", "")) for item in row.get("gold", [])),
        facts=tuple((fact,) if isinstance(fact, str) else tuple(fact) for fact in row.get("facts", [])),
        history=tuple(Turn(turn["question"], turn["answer"]) for turn in row.get("history", [])),
        user=row.get("user", ""),
        tags=tuple(row.get("tags", [])),
        trap=row.get("trap"),
        note=row.get("note", ""),
        line=number,
        difficulty=row.get("difficulty", ""),
    )


def question_row(question: Question) -> dict[str, Any]:
    """A question as the JSON object that it can be read from again; fields without a value are left out."""
    row = {
        "id": question.id,
        "question": question.question,
        "kind": question.kind,
        "user": question.user,
        "gold": [asdict(gold) for gold in question.gold],
        "facts": [list(fact) for fact in question.facts],
        "history": [asdict(turn) for turn in question.history],
        "tags": list(question.tags),
        "trap": question.trap,
        "note": question.note,
        "difficulty": question.difficulty,
    }
    return {"answerable": question.answerable, **{name: value for name, value in row.items() if value}}


def find_repeats(questions: Iterable[Question]) -> list[Problem]:
    """The same id twice: results could not be told apart."""
    seen: Counter[str] = Counter()
    problems = []
    for question in questions:
        seen[question.id] += 1
        if seen[question.id] == 2:
            problems.append(Problem(question.line, "id", f"{question.id!r} finns redan. Ge varje fråga ett eget id."))
    return problems
