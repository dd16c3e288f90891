"""Questions with and without an answer -> the chance that the documents answer (assistant/evidence/refuse.py), and how far to trust it.

In: a library and a checked question set. Out: the weights of the logistic curve in refuse's order, with leave-one-out AUC and calibration
error (Naeini et al. 2015). Logistic regression with a ridge, by Newton's steps. Knows nothing of answers.

Run it with `python -m eval.train.doubt`; the weights shipped are its output, rounded.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import numpy as np

from assistant.answer import inquire
from assistant.evidence.refuse import ALIKE, ANSWERS, BIAS, LITTLE, NEARNESS, REACHES, UNKNOWN, unknown_share
from assistant.question.understand import read_question
from assistant.retrieval.search import put_right
from corpus.library import Library
from eval.bundled import bundled_settings, ingest_bundled
from eval.questionset import DEVELOPMENT, Question, read_questions

NAMES = ("BIAS", "REACHES", "ALIKE", "NEARNESS", "UNKNOWN")
SHIPPED = np.array([BIAS, REACHES, ALIKE, NEARNESS, UNKNOWN])
RIDGE = 0.05  # of the slopes; the bias is free
STEPS, BINS = 30, 5
REFUSED = 0.03  # share of the answerable questions that may fall below ANSWERS; the rest of the 5 % is left to the other rules

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Row = np.ndarray[tuple[int], np.dtype[np.float64]]


def collect_rows(library: Library, questions: Sequence[Question]) -> tuple[Matrix, Row]:
    """(questions, NAMES) of the best statement of each question, and whether it can be answered. Those without topic are left out."""
    rows, answerable = [], []
    for question in questions:
        text = put_right(question.question, library).text
        inquiry = inquire(library, read_question(text, question.history, library.store.documents(), None), date(2026, 1, 1))
        if inquiry.evidence and sum(word.weight for word in inquiry.words) >= LITTLE:
            best = inquiry.evidence[0]
            rows.append([1.0, best.reaches, best.alike, best.near, unknown_share(inquiry)])
            answerable.append(float(question.answerable))
    return np.array(rows), np.array(answerable)


def fit_curve(rows: Matrix, answerable: Row) -> Row:
    """Weights of the columns that make the outcomes likeliest; both outcomes weigh the same in all."""
    balance = np.where(answerable > 0, 0.5 / max(answerable.sum(), 1), 0.5 / max((1 - answerable).sum(), 1)) * len(rows)
    ridge = RIDGE * len(rows) / 100 * np.diag([1e-6, *np.ones(rows.shape[1] - 1)])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (balance * (chance - answerable)) + ridge @ weights
        curve = rows.T @ (rows * (balance * chance * (1 - chance))[:, None]) + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return np.asarray(weights)


def place_bias(rows: Matrix, answerable: Row, weights: Row) -> Row:
    """The weights with the bias that leaves REFUSED of the answerable questions below ANSWERS."""
    sums = np.sort(rows[answerable > 0, 1:] @ weights[1:])
    edge = sums[int(REFUSED * len(sums))]
    return np.array([np.log(ANSWERS / (1 - ANSWERS)) - edge, *weights[1:]])


def predict(rows: Matrix, weights: Row) -> Row:
    """The chance of each row."""
    return np.asarray(1 / (1 + np.exp(-rows @ weights)))


def leave_out(rows: Matrix, answerable: Row) -> Row:
    """The chance of each question by weights fitted on all others."""
    found = []
    for place in range(len(rows)):
        others = np.arange(len(rows)) != place
        weights = place_bias(rows[others], answerable[others], fit_curve(rows[others], answerable[others]))
        found.append(predict(rows[place : place + 1], weights)[0])
    return np.array(found)


def area_under(chances: Row, answerable: Row) -> float:
    """AUC: how often an answerable question's chance is above an unanswerable one's; half for a tie."""
    right, wrong = chances[answerable > 0][:, None], chances[answerable == 0][None, :]
    return float(((right > wrong) + 0.5 * (right == wrong)).mean()) if right.size and wrong.size else float("nan")


def calibration_error(chances: Row, answerable: Row) -> float:
    """ECE: mean distance of chance and share over BINS bins of equal width, weighed by their questions."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(chances[bins == one].mean() - answerable[bins == one].mean()) * (bins == one).mean() for one in set(bins.tolist())]
    return float(sum(gaps))


def main() -> int:
    """Fit on the development questions and print the weights, beside those shipped."""
    questions = read_questions(DEVELOPMENT)
    with bundled_settings() as settings, Library.open(settings, child=False) as library:
        ingest_bundled(library)
        rows, answerable = collect_rows(library, questions)
    fitted = place_bias(rows, answerable, fit_curve(rows, answerable))
    for name, weights, chances in (
        ("nya, en fråga undanhållen i taget", fitted, leave_out(rows, answerable)),
        ("nuvarande", SHIPPED, predict(rows, SHIPPED)),
    ):
        shown = ", ".join(f"{label}={value:.2f}" for label, value in zip(NAMES, weights, strict=True))
        below = float((chances[answerable > 0] < ANSWERS).mean())
        print(
            f"{name}: n={len(rows)} AUC {area_under(chances, answerable):.3f} ECE {calibration_error(chances, answerable):.3f} "
            f"under gränsen: {below:.3f} av de besvarbara, {float((chances[answerable == 0] < ANSWERS).mean()):.3f} av de andra: {shown}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
