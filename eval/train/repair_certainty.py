"""Line pairs of the noise lab -> the weights that tell sure readings from doubtful ones.

In: pairs that are not held out, and the other models of repair in a folder. Out: certainty.npy in it, one weight per feature of
ingest/repair/certainty.py. Logistic regression with a ridge, by Newton's method (Hastie et al. 2009, 4.4.1).
Knows nothing of the held-out pairs, and nothing of the bundled documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.records import DOUBTFUL, Change, Source
from eval.ocr_align import pair_words
from eval.ocr_score import differs, repair_token
from eval.train.repair_channel import MIN_DPI, open_pairs
from ingest.repair import list_tokens, read_tokens
from ingest.repair.certainty import count_features, measure_readings
from ingest.repair.detect import find_stretches, measure_pages
from ingest.repair.load import load_models
from ingest.repair.weave import make_changes, rank_readings

RIDGE = 5.0
SURE = 20.0  # logit of a word that nothing is learnt of: its margin alone decides
ROUNDS = 60
LEAST_LETTERS = 300  # as the gate needs to judge a text
LEAST_DOCUMENTS = 5  # with fewer there is nothing to learn from, and every word is sure
Rows = NDArray[np.float64]


def read_documents(pairs: Path) -> Iterator[tuple[str, str]]:
    """True and misread text of each rendered document that is not held out."""
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    with open_pairs(pairs) as lines:
        for pair in map(json.loads, lines):
            if not pair["heldout"] and pair["lang"] == "eng" and pair["dpi"] >= MIN_DPI:
                key = tuple(str(pair.get(name)) for name in ("font", "dpi", "doc", "style", "noise"))
                groups.setdefault(key, []).append((pair["clean"], pair["noisy"]))
    for members in groups.values():
        true, misread = ("\n".join(side) for side in zip(*members, strict=True))
        if len(misread) >= LEAST_LETTERS:
            yield true, misread


def label_readings(true: str, misread: str, folder: Path) -> tuple[Rows, NDArray[np.bool_]]:
    """Features of every reading that stands for a true word, and whether it is right."""
    models = load_models(folder)
    source = Source(misread, (), "text")
    tokens = list_tokens(misread, find_stretches(misread, measure_pages(source)))
    readings, channel = read_tokens(tokens, models)
    if not readings:
        return np.zeros((0, count_features())), np.zeros(0, np.bool_)
    ranked = [rank_readings(reading) for reading in readings]
    rows = measure_readings(readings, ranked, models)
    made: dict[int, list[Change]] = {
        reading.token.start: list(make_changes(reading, rank, DOUBTFUL, channel, models))
        for reading, rank in zip(readings, ranked, strict=True)
    }
    places = {reading.token.start: place for place, reading in enumerate(readings)}
    pairs = [pair for pair in pair_words(true, misread)[0] if pair.token.start in places]
    right = [not differs(repair_token(pair.token, made[pair.token.start]), pair) for pair in pairs]
    return rows[[places[pair.token.start] for pair in pairs]], np.array(right, np.bool_)


def fit_weights(rows: Rows, right: NDArray[np.bool_]) -> Rows:
    """Weights whose sum over a row is the logit of P(right). The first column is the constant and has no ridge."""
    weights = np.zeros(rows.shape[1])
    weights[0] = np.log(right.mean() / (1 - right.mean()))
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(ROUNDS):
        shares = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - shares) - ridge * weights
        curve = (rows * (shares * (1 - shares))[:, None]).T @ rows + np.diag(ridge)
        weights = climb(rows, right, ridge, weights, np.asarray(np.linalg.solve(curve, slope), np.float64))
    return weights


def climb(rows: Rows, right: NDArray[np.bool_], ridge: Rows, weights: Rows, step: Rows) -> Rows:
    """The step, halved until it does not lose."""
    before, length = measure_fit(rows, right, ridge, weights), 1.0
    while length > 1e-4 and measure_fit(rows, right, ridge, weights + length * step) < before:
        length /= 2
    return weights + length * step if length > 1e-4 else weights


def measure_fit(rows: Rows, right: NDArray[np.bool_], ridge: Rows, weights: Rows) -> float:
    """Penalised log-likelihood."""
    signed = np.where(right, 1.0, -1.0) * (rows @ weights)
    return float(-np.logaddexp(0, -signed).sum() - 0.5 * (ridge * weights**2).sum())


def build_certainty(pairs: Path, folder: Path) -> None:
    """Learn and save the weights; every word is sure where the pairs hold too little to learn from."""
    weights = np.zeros(count_features())
    weights[0] = SURE
    np.save(folder / "certainty.npy", weights.astype(np.float32))
    documents: Sequence[tuple[str, str]] = list(read_documents(pairs))
    if len(documents) < LEAST_DOCUMENTS:
        return
    parts = [label_readings(true, misread, folder) for true, misread in documents]
    load_models.cache_clear()  # they hold the provisional weights
    rows, right = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    print("readings", len(right), "wrong", int((~right).sum()))
    np.save(folder / "certainty.npy", fit_weights(rows, right).astype(np.float32))
