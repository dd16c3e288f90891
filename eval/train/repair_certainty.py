"""Line pairs of the noise lab -> the forest that tells sure readings from doubtful ones.

In: pairs that are not held out, rendered or drawn, and the other models of repair in a folder. Out: certainty.npz in it, a forest over the
measures of ingest/repair/measures.py. Knows nothing of the held-out pairs, and nothing of the bundled documents.
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
from eval.train.packed import open_text
from eval.train.repair_channel import MIN_DPI
from eval.train.repair_forest import fit_forest
from ingest.repair import list_tokens, read_tokens
from ingest.repair.detect import find_stretches, measure_pages
from ingest.repair.forest import LEAVES, NODES, Forest, Rows, save_forest
from ingest.repair.load import load_models
from ingest.repair.measures import count_measures, measure_readings
from ingest.repair.weave import make_changes, rank_readings

NAME = "certainty.npz"
SURE = 20.0  # log odds of a word that nothing is learnt of
THINNED = 3  # right readings that one stands for: there are two hundred to every wrong one
LEAST_LETTERS = 300  # as the gate needs to judge a text
LEAST_DOCUMENTS = 5  # with fewer there is nothing to learn from, and every word is sure


def read_documents(pairs: Path) -> Iterator[tuple[str, str]]:
    """True and misread text of each rendered document that is not held out."""
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    with open_text(pairs) as lines:
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
        return np.zeros((0, count_measures()), np.float32), np.zeros(0, np.bool_)
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


def build_certainty(pairs: Path, folder: Path) -> None:
    """Learn and save the forest; every word is sure where the pairs hold too little to learn from."""
    save_forest(
        Forest(SURE, *(np.zeros((0, size), kind) for size, kind in ((NODES, np.uint8), (NODES, np.float32), (LEAVES, np.float32)))),
        folder / NAME,
    )
    documents: Sequence[tuple[str, str]] = list(read_documents(pairs))
    if len(documents) < LEAST_DOCUMENTS:
        return
    parts = [label_readings(true, misread, folder) for true, misread in documents]
    load_models.cache_clear()  # they hold the provisional forest
    rows, right = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    print("readings", len(right), "wrong", int((~right).sum()))
    kept, weights = thin_out(right)
    save_forest(fit_forest(rows[kept], right[kept], weights[kept]), folder / NAME)


def thin_out(right: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Every wrong reading and one in THINNED of the right ones, which then stand for the others."""
    kept = ~right | (np.cumsum(right) % THINNED == 0)
    return kept, np.where(right, float(THINNED), 1.0)
