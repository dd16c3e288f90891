"""A text as numbers -> the model of which words fit together.

In: the text, the lexicon, and how probable each word is alone. Out: context.npz, a model of ingest/repair/context.py. It learns at places
drawn from the text to tell the word that stands there from those that OCR takes for it, and, less, from words drawn at random; what it
says is nats beyond the word's own probability. Knows nothing of noise or documents, nor how the network learns (repair_network.py).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import marisa_trie
import numpy as np

from eval.train.repair_rivals import Numbers, choose_own, find_rivals, lay_rows, list_words
from ingest.repair.context import AROUND, BUCKETS, COMMON, NEAR, ContextModel, Floats, Rows, save_context
from ingest.repair.language import FIRST_WORD

SIZE, WIDTH = 80, 448  # numbers of a row, and of the hidden layer
STEPS, BATCH = 2600, 4096  # of learning, and places in each
LEAST_TEXT = 1_000_000  # words: less teaches nothing of how words stand together
MOST_SAME = 30_000, 400  # places of one word that has rivals, and of one that has none
RANDOM = 384  # words drawn at random for a batch
FLATTER = 0.75  # exponent on their shares


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from: all by word number, the text by place."""

    text: Numbers
    rows: Rows
    own: Rows  # words with a row of their own
    rivals: Numbers
    places: Numbers  # of the text, in the order drawn
    prior: Floats  # log P of each word, as often as it is drawn
    weights: Floats  # of a word among those further off
    chances: np.ndarray[tuple[int], np.dtype[np.float64]]  # of each of `own` to be drawn at random


def build_context(text: Numbers, lexicon: marisa_trie.Trie, unigrams: Floats, path: Path) -> None:
    """Learn and save the model; with too little text one that has no words, and says nothing."""
    counts = np.bincount(text, minlength=len(lexicon) + FIRST_WORD)
    enough = len(text) >= LEAST_TEXT
    own = choose_own(counts) if enough else np.zeros(0, np.int32)
    tables = start_tables(len(own))
    if enough:  # torch is the extra `models`, and needed for nothing else here
        lesson = prepare(text, counts, own, list_words(lexicon), unigrams)
        tables = importlib.import_module("eval.train.repair_network").train(lesson, tables)
    save_context(shrink(own, tables, weigh_far(own, counts)), path)


def prepare(text: Numbers, counts: Numbers, own: Rows, words: list[str], unigrams: Floats) -> Lesson:
    """Draw the places, rarer words more often than they stand."""
    rivals = find_rivals(words, counts)
    most = np.where(rivals[:, 0] > 0, *MOST_SAME)
    kept = np.minimum(counts, most) / np.maximum(counts, 1)
    kept[:FIRST_WORD] = 0
    rng = np.random.default_rng(3)
    places = np.flatnonzero(rng.random(len(text)) < kept[text])
    places = rng.permutation(places[(places >= AROUND) & (places < len(text) - AROUND)])[: STEPS * BATCH]
    prior = unigrams + np.log(np.where(kept > 0, kept, 1.0)).astype(np.float32)
    prior -= np.logaddexp.reduce(prior)
    chances = counts[own] ** FLATTER
    print("places", len(places), "words with rivals", int((rivals[:, 0] > 0).sum()))
    return Lesson(text, lay_rows(words, own), own, rivals, places, prior, weigh_far(own, counts), chances / chances.sum())


def weigh_far(own: Rows, counts: Numbers) -> Floats:
    """By row: common words say little of what a text is about."""
    weights = np.zeros(FIRST_WORD + 1 + len(own) + BUCKETS, np.float32)
    weights[FIRST_WORD + 1 : FIRST_WORD + 1 + len(own)] = COMMON / (COMMON + counts[own] / max(1, counts.sum()))
    return weights


def draw_batches(lesson: Lesson) -> Iterator[tuple[Numbers, Numbers]]:
    """Places, in the order of the text, and random words; the places anew when all have been drawn."""
    rng = np.random.default_rng(5)
    places, at = lesson.places, 0
    for _ in range(STEPS):
        if at + BATCH > len(places):
            places, at = rng.permutation(places), 0
        yield np.sort(places[at : at + BATCH]), lesson.own[rng.choice(len(lesson.own), RANDOM, p=lesson.chances)].astype(np.int64)
        at += BATCH


def start_tables(words: int) -> dict[str, Floats]:
    """The numbers that learning starts from."""
    rng = np.random.default_rng(1)
    rows, inputs = FIRST_WORD + 1 + words + BUCKETS, (len(NEAR) + 1) * SIZE
    scales = {"hidden": (inputs, WIDTH, inputs**-0.5), "output": (WIDTH, SIZE, WIDTH**-0.5), "direct": (inputs, SIZE, 0.01)}
    drawn = {name: (rng.standard_normal((a, b)) * scale).astype(np.float32) for name, (a, b, scale) in scales.items()}
    empty = {"bias": np.zeros(rows, np.float32), "hidden_bias": np.zeros(WIDTH, np.float32), "output_bias": np.zeros(SIZE, np.float32)}
    return {"table": (rng.standard_normal((rows, SIZE)) * 0.1).astype(np.float32)} | drawn | empty


def shrink(own: Rows, tables: dict[str, Floats], weights: Floats) -> ContextModel:
    """A byte a number of the table, with one step for each row."""
    table = tables["table"]
    steps = (np.abs(table).max(axis=1) / 127).astype(np.float16).astype(np.float32)
    small = np.clip(np.rint(table / np.maximum(steps, 1e-7)[:, None]), -127, 127).astype(np.int8)
    return ContextModel(
        own,
        small,
        steps,
        tables["bias"],
        weights,
        (tables["hidden"], tables["hidden_bias"]),
        (tables["output"], tables["output_bias"]),
        tables["direct"],
    )
