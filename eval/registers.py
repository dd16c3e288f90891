"""Hand-made rows of responsibilities -> how many the register holds with the right actor, and how many of its own rows are right.

In: made-up sentences and invented plans of other builds with all their rows, and rows of the bundled documents. Out: shares with 95 %
intervals, and what was missed or wrong. A row is found when actor and verb are the same and the task holds the words told.
Run it: `python -m eval.registers`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.records import Responsibility, Section, Segment
from corpus.settings import BUNDLED
from eval.measures import Estimate, estimate_share
from eval.report import show_estimate
from ingest.bundled import read_manifest
from ingest.editions import read_edition
from ingest.registers.responsibilities import read_responsibilities

QUESTIONS = Path(__file__).parent / "questions"
SENTENCES = QUESTIONS / "duties.txt"
PASSAGES = tuple(
    QUESTIONS / name for name in ("duties-unseen.txt", "duties-unseen2.txt", "duties-unseen3.txt")
)  # read before any rule saw them
ROWS = QUESTIONS / "responsibilities.jsonl"
INVENTED = QUESTIONS / "registers-invented.jsonl"  # rows of the plans below, which have all of theirs written by hand
PLANS = Path(__file__).parent.parent / "tests" / "files" / "plans"
ARTICLE = re.compile(r"^(?:den|det|de|en|ett) ")


@dataclass(frozen=True, slots=True)
class Gold:
    """A hand-made row."""

    actor: str  # empty: no one is named
    verb: str
    task: str  # words of the task, or of the quote
    fields: dict[str, str] = field(default_factory=dict)  # more that must be right
    optional: bool = False  # may be found or not
    also: tuple[str, ...] = ()  # other verbs that are right too


@dataclass(frozen=True, slots=True)
class Case:
    """A text with all its rows."""

    text: str
    heading: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of a text's rows."""

    found: tuple[bool, ...]  # per gold row that is not optional
    right: tuple[bool, ...]  # per explicit row of the register
    notes: tuple[str, ...]  # what was missed or wrong


def read_cases(path: Path = SENTENCES) -> tuple[Case, ...]:
    """The made-up sentences."""
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  ") and cases:
            last = cases[-1]
            cases[-1] = Case(last.text, last.heading, (*last.gold, parse_gold(line.strip())))
        elif line.strip() and not line.startswith("#"):
            heading, _, text = line.rpartition(" >> ")
            cases.append(Case(text.replace("\\n", "\n"), heading or "Avsnitt", ()))
    return tuple(cases)


def parse_gold(line: str) -> Gold:
    """One row: actor | verb | task | field=words; the verb may have variants parted by "/"."""
    optional = line.startswith("?")
    actor, verbs, task, *rest = [part.strip() for part in line.removeprefix("?").split("|")]
    verb, *also = verbs.split("/")
    return Gold(actor, verb, task, dict(part.split("=", 1) for part in rest), optional, tuple(also))


def read_gold(path: Path = ROWS) -> dict[str, tuple[Gold, ...]]:
    """The rows of documents, by document: an id of a bundled one or the name of a file."""
    rows: dict[str, list[Gold]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = Gold(row["actor"], row["verb"], row["task"], row.get("fields", {}), row.get("optional", False), tuple(row.get("also", ())))
        rows.setdefault(row["document"], []).append(gold)
    return {document: tuple(found) for document, found in rows.items()}


def fold(text: str) -> str:
    """For comparison: small letters, single spaces, no article."""
    return ARTICLE.sub("", " ".join(text.casefold().split()))


def matches(gold: Gold, row: Responsibility) -> bool:
    """Is the row the one that was written by hand, with the right actor?"""
    if fold(gold.actor) != fold(row.actor) or row.verb not in (gold.verb, *gold.also):
        return False
    if gold.task and fold(gold.task) not in fold(row.task) and fold(gold.task) not in fold(row.quote):
        return False
    values = {"to": row.to, "with": row.with_, "frequency": row.frequency, "deadline": row.deadline, "condition": row.condition,
              "modality": row.modality, "negated": str(row.negated).lower(), "inferred": " ".join(row.inferred)}  # fmt: skip
    return all(wanted.casefold() in (values[name] or "").casefold() for name, wanted in gold.fields.items()) and (
        row.negated == ("negated" in gold.fields)
    )


def judge_rows(gold: Sequence[Gold], rows: Sequence[Responsibility], name: str) -> Judged:
    """Compare the register with the rows written by hand."""
    wanted = [one for one in gold if not one.optional]
    found = tuple(any(matches(one, row) for row in rows) for one in wanted)
    explicit = [row for row in rows if "actor" not in row.inferred]
    right = tuple(any(matches(one, row) for one in gold) for row in explicit)
    missed = [f"saknas i {name}: {one}" for one, hit in zip(wanted, found, strict=True) if not hit]
    wrong = [
        f"fel i {name}: {row.actor} | {row.verb} | {row.task} | {row.modality} {row.to} {row.with_}"
        f" {row.frequency} {row.deadline} {row.condition}"
        for row, hit in zip(explicit, right, strict=True)
        if not hit
    ]
    return Judged(found, right, tuple(missed + wrong))


def make_section(case: Case) -> Section:
    """A section with the case's text."""
    size = len(case.text)
    return Section(
        "d/a",
        "d",
        "section",
        case.heading,
        None,
        1,
        (case.heading,),
        "plan",
        None,
        None,
        case.text,
        (Segment(0, size, 0, size),),
        (0, size),
    )


def judge_sentences(cases: Sequence[Case]) -> Iterator[Judged]:
    """Each made-up text by itself."""
    for case in cases:
        yield judge_rows(case.gold, read_responsibilities([make_section(case)]), case.text[:60])


def judge_documents() -> Iterator[Judged]:
    """The bundled documents that have rows written by hand."""
    names = dict(read_manifest(BUNDLED))
    for document, gold in read_gold().items():
        edition = read_edition(BUNDLED / names[document], document, (), lambda _step, _share: None)
        yield judge_rows(gold, edition.responsibilities, document)


def judge_plans() -> Iterator[Judged]:
    """The invented plans, read from their files."""
    for name, gold in read_gold(INVENTED).items():
        edition = read_edition(PLANS / name, Path(name).stem, (), lambda _step, _share: None)
        yield judge_rows(gold, edition.responsibilities, name)


def summarize(judged: Sequence[Judged]) -> dict[str, Estimate | None]:
    """(share found with the right actor, share of explicit rows right)."""
    return {
        "found": estimate_share([hit for one in judged for hit in one.found]),
        "right": estimate_share([hit for one in judged for hit in one.right]),
    }


def main() -> None:
    """Print the shares of the four sets, and every row that was missed or wrong."""
    sets = {
        "meningar": judge_sentences(read_cases()),
        "stycken": judge_sentences([case for path in PASSAGES for case in read_cases(path)]),
        "dokument": judge_documents(),
        "påhittade planer": judge_plans(),
    }
    for name, judged in ((name, list(found)) for name, found in sets.items()):
        for one in judged:
            print(*one.notes, sep="\n", end="\n" if one.notes else "")
        for measure, estimate in summarize(judged).items():
            print(f"{name}: {measure} {show_estimate(estimate)}")


if __name__ == "__main__":
    main()
