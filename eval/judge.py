"""People's judgement of answers, blind to the run: rounds, scores, agreement.

In: outcomes of one or more runs, and scores. Out: a round with its answers in an order that tells nothing, sums per run, agreement between
two people, tables to export. A sentence gets 100, 80 or 0 points, a citation 25, 20 or 0; an answer gets three quarters of the mean of its
sentences plus the mean of its citations, so at most 100. A refusal is scored on its message alone.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import Any

from corpus.errors import BadRequest
from eval.archive import Archive, now
from eval.measures import Estimate, estimate_mean
from eval.run import Cited, Outcome
from eval.session import read_outcomes
from eval.sheets import SheetTable

SENTENCE_POINTS: Mapping[int, str] = {
    100: "Stämmer och svarar på frågan",
    80: "Stämmer i huvudsak, eller är bara till viss hjälp",
    0: "Stämmer inte, eller hör inte hit",
}
CITATION_POINTS: Mapping[int, str] = {25: "Källan stöder meningen", 20: "Källan stöder delvis", 0: "Källan stöder inte"}
SENTENCE_WEIGHT = 0.75
ROUNDS, SCORES = "rounds", "scores"
JUDGE_CHARS = 40
DEFAULT_QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One answer to judge."""

    id: str  # tells nothing of the run
    question: str
    before: tuple[str, ...]  # earlier questions of the conversation
    lines: tuple[str, ...]  # what is scored as sentences
    line_sources: tuple[tuple[int, ...], ...]  # numbers of each sentence's citations
    sources: tuple[Cited, ...]
    runs: tuple[str, ...]  # ids of the runs that gave this very answer; never shown while judging
    question_id: str


@dataclass(frozen=True, slots=True)
class Round:
    """What a group of people judges."""

    id: str
    name: str
    created: str
    runs: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One person's points for one answer."""

    lines: tuple[int, ...]
    sources: tuple[int, ...]
    comment: str = ""

    @property
    def total(self) -> float:
        """0–100."""
        sentences = sum(self.lines) / len(self.lines)
        return SENTENCE_WEIGHT * sentences + sum(self.sources) / len(self.sources) if self.sources else sentences


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike two people judged the same sentences and citations."""

    one: str
    other: str
    equal: Estimate
    kappa: float | None  # weighted by the distance in points; None when chance alone explains all


Scores = dict[str, dict[str, Score]]  # judge -> item id -> score


def start_round(archive: Archive, runs: Sequence[str], name: str, questions: int = DEFAULT_QUESTIONS) -> Round:
    """A new round of the first `questions` questions, by a random draw, of each run. Raises BadRequest when they have no answers."""
    round_id = f"omgang-{secrets.token_hex(4)}"
    outcomes = {run: read_outcomes(archive, run) for run in runs}
    keys = sorted({one.question.question for several in outcomes.values() for one in several}, key=lambda key: shuffle_key(round_id, key))
    chosen = set(keys[: max(1, questions)])
    items: dict[tuple[str, str], Item] = {}
    for run, several in outcomes.items():
        for outcome in several:
            if outcome.question.question in chosen:
                add_item(items, make_item(round_id, run, outcome))
    if not items:
        raise BadRequest("Körningarna har inga svar att bedöma. Välj en körning som är klar.")
    ordered = sorted(items.values(), key=lambda item: shuffle_key(round_id, item.id))
    made = Round(round_id, " ".join(name.split())[:80] or f"Bedömning {now()[:10]}", now(), tuple(runs), tuple(ordered))
    archive.write_part(ROUNDS, made.id, asdict(made))
    return made


def add_item(items: dict[tuple[str, str], Item], item: Item) -> None:
    """Keep an answer; one that another run gave word for word is judged once."""
    key = (item.question, "\n".join((*item.before, *item.lines, *(source.quote for source in item.sources))))
    known = items.get(key)
    items[key] = item if known is None else replace(known, runs=(*known.runs, *item.runs))


def make_item(round_id: str, run: str, outcome: Outcome) -> Item:
    """An answer as it is shown to judges."""
    lines = tuple(line.text for line in outcome.lines) if not outcome.refused else ()
    shown = lines or (outcome.missing or outcome.error or "Dokumenten svarar inte på frågan.",)
    numbers = tuple(line.sources for line in outcome.lines) if lines else ((),)
    item_id = hashlib.sha256(f"{round_id}{run}{outcome.question.id}".encode()).hexdigest()[:10]
    before = tuple(turn.question for turn in outcome.question.history)
    return Item(item_id, outcome.question.question, before, shown, numbers, outcome.sources if lines else (), (run,), outcome.question.id)


def shuffle_key(round_id: str, text: str) -> str:
    """An order that depends on the round alone."""
    return hashlib.sha256(f"{round_id}|{text}".encode()).hexdigest()


def read_round(archive: Archive, round_id: str) -> Round:
    """A round by id. Raises Unknown."""
    row = archive.read_part(ROUNDS, round_id, "Bedömningen")
    return Round(**{**row, "runs": tuple(row["runs"]), "items": tuple(read_item(item) for item in row["items"])})


def read_item(row: Mapping[str, Any]) -> Item:
    """An item of its JSON."""
    sources = tuple(Cited(**{**one, "path": tuple(one["path"])}) for one in row["sources"])
    numbers = tuple(tuple(one) for one in row["line_sources"])
    plain = {name: tuple(row[name]) for name in ("before", "lines", "runs")}
    return Item(**{**row, **plain, "sources": sources, "line_sources": numbers})


def name_judge(text: str) -> str:
    """A judge's name as it is kept. Raises BadRequest when there is none."""
    name = " ".join(text.split())[:JUDGE_CHARS]
    if not re.search(r"\w", name):
        raise BadRequest("Skriv ditt namn eller din signatur, så att bedömningarna kan hållas isär.")
    return name


def save_score(archive: Archive, round_id: str, judge: str, item: Item, score: Score) -> None:
    """Keep one person's points for one answer; scoring it again replaces them. Raises BadRequest for points that are not on the scale."""
    fits = len(score.lines) == len(item.lines) and len(score.sources) == len(item.sources)
    if not fits or not set(score.lines) <= set(SENTENCE_POINTS) or not set(score.sources) <= set(CITATION_POINTS):
        raise BadRequest("Alla meningar och källor har inte fått poäng. Välj ett alternativ för var och en.")
    name = score_file(round_id, judge)
    begun = name in archive.list_parts(SCORES)
    kept: dict[str, Any] = archive.read_part(SCORES, name, "Bedömningen") if begun else {"judge": judge, "scores": {}}
    kept["scores"][item.id] = asdict(score)
    archive.write_part(SCORES, name, kept)


def score_file(round_id: str, judge: str) -> str:
    """Where a person's scores lie."""
    return f"{round_id}-{hashlib.sha256(judge.casefold().encode()).hexdigest()[:12]}"


def read_scores(archive: Archive, round_id: str) -> Scores:
    """Everyone's scores in a round, by name."""
    found: Scores = {}
    for name in archive.list_parts(SCORES):
        if name.startswith(f"{round_id}-"):
            row = archive.read_part(SCORES, name, "Bedömningen")
            found[row["judge"]] = {
                item: Score(tuple(one["lines"]), tuple(one["sources"]), one["comment"]) for item, one in row["scores"].items()
            }
    return dict(sorted(found.items()))


def next_item(judged: Round, done: Mapping[str, Score]) -> int | None:
    """Place, from 1, of the first answer without a score; None when all have one."""
    return next((place for place, item in enumerate(judged.items, start=1) if item.id not in done), None)


def summarize_round(judged: Round, scores: Scores) -> dict[str, Estimate | None]:
    """Mean points of each run, 0–100, over all judges' scores."""
    items = {item.id: item for item in judged.items}
    points: dict[str, list[float]] = {run: [] for run in judged.runs}
    for given in scores.values():
        for item_id, score in given.items():
            for run in items[item_id].runs if item_id in items else ():
                points[run].append(score.total)
    return {run: estimate_mean(values) if values else None for run, values in points.items()}


def measure_agreement(scores: Scores) -> list[Agreement]:
    """Agreement of every two people who judged the same answers."""
    found = []
    for one, other in combinations(scores, 2):
        pairs = [
            (left, right)
            for item in scores[one].keys() & scores[other].keys()
            for left, right in zip(points_of(scores[one][item]), points_of(scores[other][item]), strict=True)
        ]
        equal = estimate_mean([float(left == right) for left, right in pairs]) if pairs else None
        if equal:
            found.append(Agreement(one, other, equal, weighted_kappa(pairs)))
    return found


def points_of(score: Score) -> list[float]:
    """Every piece's share of its full points."""
    return [points / 100 for points in score.lines] + [points / 25 for points in score.sources]


def weighted_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """1 − observed / expected distance, linear weights (Cohen 1968); None when none is expected."""
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    expected = sum(abs(one - other) for one in left for other in right) / len(pairs) ** 2
    observed = sum(abs(one - other) for one, other in pairs) / len(pairs)
    return 1 - observed / expected if expected else None


def score_table(judged: Round, scores: Scores) -> SheetTable:
    """A row for every sentence and citation that someone scored."""
    headers = ("Fråga", "Fråge-id", "Svar", "Del", "Nr", "Text", "Poäng", "Svarets poäng", "Bedömare", "Körning", "Kommentar")
    rows = tuple(
        row
        for judge, given in scores.items()
        for item in judged.items
        if item.id in given
        for row in score_rows(judge, item, given[item.id])
    )
    return SheetTable("Bedömningar", headers, (44, 10, 12, 10, 6, 60, 8, 10, 18, 24, 30), rows)


def score_rows(judge: str, item: Item, score: Score) -> Iterable[tuple[str | int | float, ...]]:
    """One answer's rows."""
    pieces = [("mening", place, text, points) for place, (text, points) in enumerate(zip(item.lines, score.lines, strict=True), start=1)]
    pieces += [("källa", source.number, source.quote, points) for source, points in zip(item.sources, score.sources, strict=True)]
    rest = (round(score.total, 1), judge, ", ".join(item.runs), score.comment)
    for part, number, text, points in pieces:
        yield (item.question, item.question_id, item.id, part, number, text, points, *rest)
