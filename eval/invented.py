"""Made-up plans that no rule was written with in view -> how much of each is read: outline, areas, duties, terms and where it points.

In: `eval/questions/plans-unseen*.txt`, which say what each plan holds. Out: shares of what was found and of what was right, with 95 %
intervals, and every miss. Does not know how plans are read. Run it: `python -m eval.invented [PART OF A FILE NAME]`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from assistant.registers.glossary import list_meanings
from corpus.library import Library
from corpus.records import Area, Edition, Responsibility, Section
from corpus.settings import Settings
from eval.measures import Estimate, estimate_share
from eval.registers import PLANS, QUESTIONS, Gold, fold, matches
from eval.report import show_estimate
from ingest.editions import read_edition
from ingest.registers.verbs import FORMS

UNSEEN = tuple(
    QUESTIONS / name for name in ("plans-unseen.txt", "plans-unseen2.txt", "plans-unseen3.txt", "plans-unseen4.txt", "plans-unseen5.txt")
)
SORTS = {"h": "rubriker", "o": "områden", "r": "ansvar", "t": "termer", "p": "hänvisningar"}
ANY = "*"
LIGHT = frozenset({"ta", "ge", "ha", "vara", "få", "göra", "stå", "ställa"})  # tell nothing without the word that follows


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the gold: its sort, what it says, and whether it may be missing."""

    sort: str
    text: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one sort in one plan, and what of the product's own is right."""

    sort: str
    found: tuple[bool, ...]
    right: tuple[bool, ...]
    notes: tuple[str, ...]


def read_plans(paths: Sequence[Path] = UNSEEN) -> dict[str, tuple[Line, ...]]:
    """The lines of each plan, by the name of its file below `tests/files/plans`."""
    plans: dict[str, list[Line]] = {}
    name = ""
    for line in (line for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("== "):
            name = line[3:]
            plans[name] = []
        elif line.strip() and not line.startswith("#"):
            mark, _, rest = line.partition(" ")
            plans[name].append(Line(mark.removeprefix("?"), rest.strip(), mark.startswith("?")))
    return {plan: tuple(lines) for plan, lines in plans.items()}


def judge_plan(name: str, lines: Sequence[Line]) -> tuple[Score, ...]:
    """Read one plan from its file and compare it with its lines."""
    edition = read_edition(PLANS / name, Path(name).stem, (), lambda _step, _share: None)
    return (
        judge_headings(edition.sections, lines),
        judge_areas(edition.areas, lines),
        judge_duties(edition.responsibilities, lines),
        judge_terms(edition, lines),
        judge_pointers(edition, lines),
    )


def judge_headings(sections: Sequence[Section], lines: Sequence[Line]) -> Score:
    """A heading is found when its text is the same and it stands below the right one."""
    gold = list(nest_headings([line for line in lines if line.sort == "h"]))
    outline = [section for section in sections if section.kind == "section"]
    known = {fold(heading) for heading, _, _ in gold}

    def hits(heading: str, parent: str, section: Section) -> bool:
        above = [one for one in map(fold, section.path[:-1]) if one in known and one not in optional]
        return fold(section.heading) == fold(heading) and (above[-1] if above else "") == fold(parent)

    optional = {fold(heading) for heading, _, line in gold if line.optional}
    wanted = [(heading, parent) for heading, parent, line in gold if not line.optional]
    found = tuple(any(hits(*one, section) for section in outline) for one in wanted)
    right = tuple(fold(section.heading) in known for section in outline)
    missed = [f"saknas: {heading} under {parent or '-'}" for (heading, parent), hit in zip(wanted, found, strict=True) if not hit]
    wrong = [f"fel: {' > '.join(section.path)}" for section, hit in zip(outline, right, strict=True) if not hit]
    return Score("h", found, right, tuple(missed + wrong))


def nest_headings(lines: Sequence[Line]) -> Iterator[tuple[str, str, Line]]:
    """(heading, the heading above it that must be there or "", its line)."""
    above: dict[int, str] = {}
    for line in lines:
        depth, _, heading = line.text.partition(" ")
        yield heading, next((above[at] for at in range(int(depth) - 1, 0, -1) if at in above), ""), line
        if not line.optional:
            above = {at: one for at, one in above.items() if at < int(depth)} | {int(depth): heading}


def judge_areas(areas: Sequence[Area], lines: Sequence[Line]) -> Score:
    """An area is found when it holds the words and stands under the focus area."""
    gold = [(line, *split_pair(line.text, " > ")) for line in lines if line.sort == "o"]

    def hits(focus: str, text: str, area: Area) -> bool:
        return any(fold(one) in fold(area.focus_area) for one in focus.split("/")) and (text == ANY or fold(text) in fold(area.text))

    wanted = [(focus, text) for line, focus, text in gold if not line.optional]
    found = tuple(any(hits(*one, area) for area in areas) for one in wanted)
    right = tuple(any(hits(focus, text, area) for _, focus, text in gold) for area in areas)
    missed = [f"saknas: {focus} > {text}" for (focus, text), hit in zip(wanted, found, strict=True) if not hit]
    wrong = [f"fel: {area.focus_area} > {area.text}" for area, hit in zip(areas, right, strict=True) if not hit]
    return Score("o", found, right, tuple(missed + wrong))


def split_pair(text: str, sign: str) -> tuple[str, str]:
    """What stands before and after a sign."""
    before, _, after = text.partition(sign)
    return before.strip(), after.strip()


def judge_duties(rows: Sequence[Responsibility], lines: Sequence[Line]) -> Score:
    """A duty is found when actor, verb, task and the fields told are right."""
    gold = [(line, read_duty(line.text)) for line in lines if line.sort == "r"]
    wanted = [(line, readings) for line, readings in gold if not line.optional]
    found = tuple(any(fits(one, row) for one in readings for row in rows) for _, readings in wanted)
    explicit = [row for row in rows if "actor" not in row.inferred]
    right = tuple(any(fits(one, row) for _, readings in gold for one in readings) for row in explicit)
    missed = [f"saknas: {line.text}" for (line, _), hit in zip(wanted, found, strict=True) if not hit]
    wrong = [f"fel: {show_row(row)}" for row, hit in zip(explicit, right, strict=True) if not hit]
    return Score("r", found, right, tuple(missed + wrong))


def read_duty(text: str) -> tuple[Gold, ...]:
    """All readings of one line: actor | verb | task | field=words, each of the first three with its variants."""
    actor, verb, task, *rest = [part.strip() for part in text.split("|")]
    fields = dict(part.split("=", 1) for part in rest if part)
    return tuple(Gold(*one, fields) for one in product(actor.split("/"), verb.split("/"), task.split("/")))


def fits(gold: Gold, row: Responsibility) -> bool:
    """Is the row this reading of it?"""
    actor, verb = (row.actor if gold.actor == ANY else gold.actor), (row.verb if gold.verb == ANY else gold.verb)
    also = () if gold.verb == ANY else name_verb(gold.verb)
    return matches(Gold(actor, verb, "" if gold.task == ANY else gold.task, gold.fields, also=also), row)


@cache
def name_verb(verb: str) -> tuple[str, ...]:
    """What the register calls a verb that the hand wrote as the text has it: "fastställa" is `besluta`, "hålla i" is `leda`."""
    first, _, rest = verb.partition(" ")
    if first in LIGHT and not rest:
        return ()
    readings = [reading.verb for reading in FORMS.get(first, ()) if reading.form == "infinitive"]
    return tuple(one.register for one in readings if not rest or (one.then is not None and one.then.fullmatch(f" {rest}", 1)))


def show_row(row: Responsibility) -> str:
    """For the list of what was wrong."""
    told = {"to": row.to, "with": row.with_, "frequency": row.frequency, "deadline": row.deadline, "condition": row.condition}
    fields = " ".join(f"{name}={value}" for name, value in told.items() if value)
    return f"{row.actor} | {row.verb} | {row.task} | {row.modality}{' NOT' if row.negated else ''} {fields}"


def judge_terms(edition: Edition, lines: Sequence[Line]) -> Score:
    """A definition or abbreviation is found when term and words of the meaning are right."""
    gold = [(line, *split_pair(line.text, "|")) for line in lines if line.sort == "t"]
    with tempfile.TemporaryDirectory() as folder, Library.open(Settings(Path(folder), "", None), child=False) as library:
        library.store.publish(edition)
        rows = [(row.term, row.meaning) for row in list_meanings(library, library.store.documents())]

    def hits(term: str, meaning: str, row: tuple[str, str]) -> bool:
        return fold(row[0]) in map(fold, term.split("/")) and fold(meaning) in fold(row[1])

    wanted = [(term, meaning) for line, term, meaning in gold if not line.optional]
    found = tuple(any(hits(*one, row) for row in rows) for one in wanted)
    right = tuple(any(hits(term, meaning, row) for _, term, meaning in gold) for row in rows)
    missed = [f"saknas: {term} = {meaning}" for (term, meaning), hit in zip(wanted, found, strict=True) if not hit]
    wrong = [f"fel: {term} = {meaning}" for (term, meaning), hit in zip(rows, right, strict=True) if not hit]
    return Score("t", found, right, tuple(missed + wrong))


def judge_pointers(edition: Edition, lines: Sequence[Line]) -> Score:
    """Where a plan points is found when a reference holds the words; others are not judged, for few of them are written by hand."""
    wanted = [line.text for line in lines if line.sort == "p" and not line.optional]
    found = tuple(any(fold(one) in fold(f"{row.text} {row.target}") for row in edition.references) for one in wanted)
    return Score("p", found, (), tuple(f"saknas: {one}" for one, hit in zip(wanted, found, strict=True) if not hit))


def summarize_scores(scores: Sequence[Score]) -> dict[str, tuple[Estimate | None, Estimate | None]]:
    """By sort: (share found, share right)."""
    return {
        name: (
            estimate_share([hit for score in scores if score.sort == sort for hit in score.found]),
            estimate_share([hit for score in scores if score.sort == sort for hit in score.right]),
        )
        for sort, name in SORTS.items()
    }


def show_share(hits: Sequence[bool]) -> str:
    """Hits of all, "12/14"."""
    return f"{sum(hits)}/{len(hits)}"


def main() -> None:
    """Print what was missed or wrong in each plan, then the shares."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    scores: list[Score] = []
    for name, lines in read_plans().items():
        if wanted not in name:
            continue
        read = judge_plan(name, lines)
        scores.extend(read)
        print(f"== {name}: " + ", ".join(f"{SORTS[one.sort]} {show_share(one.found)} {show_share(one.right)}" for one in read))
        for score in read:
            print(*(f"  {SORTS[score.sort]} {note}" for note in score.notes), sep="\n", end="\n" if score.notes else "")
    for sort, (found, right) in summarize_scores(scores).items():
        print(f"{sort}: funna {show_estimate(found)} · rätt {show_estimate(right) if right else '–'}")


if __name__ == "__main__":
    main()
