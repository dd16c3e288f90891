"""Questions with gold quotes -> the weights by which statements are ranked as answers (`assistant.evidence.statements`).

In: a library and a checked question set. Out: weights in the order of `Weights`, and the share of questions with a gold statement first,
cross-validated. Listwise logistic regression, after Cao et al. 2007 (ListNet, top one), with a ridge. Knows nothing of answers.

Run it with `python -m eval.train.ranker`; the weights shipped are its output, rounded. With question sets and the data folders that they
ask (`python -m eval.train.ranker questions.jsonl data more.jsonl other …`) it fits the weights of `assistant.compose.second` instead.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import numpy as np

from assistant.answer import inquire
from assistant.compose.second import WEIGHTS, measure
from assistant.evidence.refuse import TOPICS
from assistant.evidence.statements import Evidence, Weights, measure_length
from assistant.question.understand import read_question
from corpus.library import Library
from corpus.settings import MODELS, Settings
from eval.bundled import bundled_settings, ingest_bundled
from eval.gold import Target, Targets, load_sections, resolve_questions
from eval.measures import overlap_share
from eval.questionset import DEVELOPMENT, Question, read_questions

NAMES = tuple(field.name for field in fields(Weights))
DEPTH = 80  # statements per question that are learnt from
GOLD = 0.5  # share of the shorter of statement and gold quote that must be common
FOLDS, STEPS, RATE, RIDGE = 5, 400, 0.08, 1.0  # Adam, until the weights move by less than 0.01


@dataclass(frozen=True, slots=True)
class Example:
    """One question: a row of measures per statement, and which of them are gold."""

    rows: np.ndarray  # (statements, measures)
    gold: np.ndarray  # (statements,) bool


def measure_statement(evidence: Evidence) -> list[float]:
    """What each weight is multiplied by, in the order of NAMES."""
    words = [evidence.covers, evidence.reaches, evidence.alike, evidence.near, evidence.hit.score, 1 / (1 + evidence.rank)]
    form = [
        evidence.gives,
        evidence.passage.kind == "item",
        evidence.area,
        evidence.headed,
        measure_length(evidence.text),
        evidence.is_opinion,
    ]
    return [*words, *map(float, form)]


def is_gold(evidence: Evidence, places: Sequence[Target]) -> bool:
    """Whether a statement holds half of a gold quote."""
    span = evidence.start, evidence.end
    return any(place.anchor == evidence.section.anchor and overlap_share((place.start, place.end), span) >= GOLD for place in places)


def collect_examples(library: Library, questions: Sequence[Question], targets: Targets, *, topics: bool) -> list[Example]:
    """The answerable questions read as topics, or all others but lists and comparisons, with their statements."""
    examples = []
    for question in questions:
        reading = read_question(question.question, question.history, library.store.documents(), None)
        kind = reading.asked.kind
        if not question.answerable or kind in ("list", "comparison") or (kind in TOPICS) != topics:
            continue
        found = inquire(library, reading, date(2026, 1, 1)).evidence[:DEPTH]
        places = [place for quote in targets.get(question.id, ()) for place in quote]
        if found:
            gold = np.array([is_gold(one, places) for one in found])
            examples.append(Example(np.array([measure_statement(one) for one in found]), gold))
    return examples


def fit_weights(examples: Sequence[Example]) -> np.ndarray:
    """The weights that make gold statements likeliest to be first, one a measure. Examples without a gold statement teach nothing."""
    useful = [example for example in examples if example.gold.any()]
    weights, first, second = np.zeros((3, examples[0].rows.shape[1] if examples else 0))
    for step in range(1, STEPS + 1):
        slope = (RIDGE * weights + sum(slope_of(example, weights) for example in useful)) / max(len(useful), 1)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def slope_of(example: Example, weights: np.ndarray) -> np.ndarray:
    """The gradient of minus the logarithm of the chance that a gold statement is first."""
    scores = example.rows @ weights
    chance = np.exp(scores - scores.max())
    chance /= chance.sum()
    wanted = chance * example.gold
    return np.asarray(example.rows.T @ (chance - wanted / max(wanted.sum(), 1e-12)))


def share_first(examples: Sequence[Example], weights: np.ndarray) -> float:
    """The share of questions whose best statement is gold; ties go to the earlier statement."""
    return float(np.mean([example.gold[np.argmax(example.rows @ weights)] for example in examples])) if examples else 0.0


def cross_validate(examples: Sequence[Example], seed: int = 0) -> float:
    """The share of questions right with weights fitted on the other folds."""
    order = np.random.default_rng(seed).permutation(len(examples))
    folds = [[examples[place] for place in order[number::FOLDS]] for number in range(FOLDS)]
    shares = []
    for number, held in enumerate(folds):
        weights = fit_weights([example for other, fold in enumerate(folds) if other != number for example in fold])
        shares += [share_first([example], weights) for example in held]
    return float(np.mean(shares)) if shares else 0.0


def collect_second(questions: Path, data: Path) -> list[Example]:
    """The answerable questions of a set, lists and comparisons aside, with what `assistant.compose.second` measures of each statement."""
    examples = []
    with Library.open(Settings(data, str(MODELS / "encoder"), None), child=False) as library:
        asked = [one for one in read_questions(questions) if one.answerable and one.kind not in ("list", "comparison")]
        targets, _ = resolve_questions(asked, load_sections(library.store))
        for question in asked:
            reading = read_question(question.question, question.history, library.store.documents(), None)
            inquiry = inquire(library, reading, date(2026, 1, 1))
            places = [place for quote in targets.get(question.id, ()) for place in quote]
            found = inquiry.evidence[:DEPTH]
            if found:
                rows = np.array([list(measure(inquiry, one).values()) for one in found])
                examples.append(Example(rows, np.array([is_gold(one, places) for one in found])))
    return examples


def show_fit(name: str, labels: Sequence[str], examples: Sequence[Example]) -> None:
    """Print weights and how often a gold statement is first with those of other folds."""
    weights = fit_weights(examples)
    shown = ", ".join(f"{label}={value:.2f}" for label, value in zip(labels, weights, strict=True))
    print(f"{name} n={len(examples)} först {cross_validate(examples):.3f} (korsvaliderat): {shown}")


def main(arguments: Sequence[str]) -> int:
    """Fit both sets of weights on the development questions, or those of a second view on the sets given, and print them."""
    if arguments:
        pairs = zip(map(Path, arguments[::2]), map(Path, arguments[1::2]), strict=True)
        show_fit("SECOND", tuple(WEIGHTS), [example for questions, data in pairs for example in collect_second(questions, data)])
        return 0
    questions = read_questions(DEVELOPMENT)
    with bundled_settings() as settings, Library.open(settings, child=False) as library:
        ingest_bundled(library)
        targets, _ = resolve_questions(questions, load_sections(library.store))
        for name, topics in (("STATEMENT", False), ("TOPIC", True)):
            examples = collect_examples(library, questions, targets, topics=topics)
            show_fit(name, NAMES, examples)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
