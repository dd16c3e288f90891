"""An encoder -> how well it finds what was held out from its training.

In: a function from texts to unit vectors, everyday items it has not seen, SweQUAD questions. Out: recall and MRR as shares.
Knows nothing of how the vectors come about, nor of the bundled documents.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.train.encoder_text import Item, Pair, drop_diacritics, misspell
from eval.train.packed import open_text

Encode = Callable[[Sequence[str]], np.ndarray]
VARIANTS = ("fråga", "nyckelord", "situation", "telegram", "kollega")
BLOCK, EVERY, HELD = 10, 10, 7  # items come topic by topic: hold out whole runs of ten, one run in ten


def hold_out(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """(to train on, held out): a tenth of the items, in runs, so that no near neighbour of a held-out item is trained on."""
    parts: tuple[list[Item], list[Item]] = ([], [])
    for number, item in enumerate(items):
        parts[number // BLOCK % EVERY == HELD].append(item)
    return parts


def probe_everyday(encode: Encode, items: Sequence[Item]) -> dict[str, float]:
    """Share of phrases whose own officialese sentence is first ("@1") or among five ("@5") of all `items`', for each kind of phrase."""
    officials = encode([item.official for item in items])
    kinds = {name: [item.everyday[place] for item in items] for place, name in enumerate(VARIANTS)}
    result: dict[str, float] = {}
    for name, phrases in {**kinds, "engelska": [item.english for item in items]}.items():
        result |= _recalls(name, encode(phrases), officials, np.arange(len(items)))
    everything = [phrase for phrases in kinds.values() for phrase in phrases]
    own = np.tile(np.arange(len(items)), len(kinds))
    rng = random.Random(0)
    for name, phrases in (
        ("alla", everything),
        ("utan åäö", [drop_diacritics(phrase) for phrase in everything]),
        ("felskrivna", [misspell(phrase, rng) for phrase in everything]),
    ):
        result |= _recalls(name, encode(phrases), officials, own)
    return result


def probe_pairs(encode: Encode, sets: Mapping[str, Sequence[Pair]]) -> dict[str, float]:
    """MRR@10 of each set of pairs: the first texts against all second texts of the set; ties count against."""
    result = {}
    for name, pairs in sets.items():
        texts = {text: number for number, text in enumerate(dict.fromkeys(pair.second for pair in pairs))}
        scores = encode([pair.first for pair in pairs]) @ encode(list(texts)).T
        own = scores[np.arange(len(pairs)), [texts[pair.second] for pair in pairs]]
        ranks = (scores >= own[:, None]).sum(axis=1)
        result[f"{name} MRR@10"] = float(np.mean(np.where(ranks <= 10, 1 / ranks, 0.0)))
    return result


def probe_questions(encode: Encode, path: Path, longest: int = 500) -> dict[str, float]:
    """MRR@10 of SweQUAD: each question against pieces of about `longest` characters of all texts; right is what holds the answer."""
    with open_text(path) as source:
        rows = json.load(source)["data"]
    pieces, starts = _cut_contexts(sorted({row["context"] for row in rows}), longest)
    scores = encode([row["question"] for row in rows]) @ encode([text for _, text in pieces]).T
    ranks = []
    for row, score in zip(rows, scores, strict=True):
        answers = [choice["start"] for choice in row["choices"] if choice["type"] == "Correct answer"]
        own = [k for k, (context, _) in enumerate(pieces) if context == row["context"]]
        right = [k for k in own if any(0 <= answer - starts[k] < len(pieces[k][1]) for answer in answers)]
        ranks.append(1 + min(int((score > score[k]).sum()) for k in right))
    return {"swequad MRR@10": float(np.mean([1 / rank if rank <= 10 else 0.0 for rank in ranks]))}


def _recalls(name: str, questions: np.ndarray, answers: np.ndarray, own: np.ndarray) -> dict[str, float]:
    """Recall at one and five; ties count against."""
    scores = questions @ answers.T
    ranks = (scores >= scores[np.arange(len(own)), own][:, None]).sum(axis=1)
    return {f"{name} @{k}": float((ranks <= k).mean()) for k in (1, 5)}


def _cut_contexts(contexts: Sequence[str], longest: int) -> tuple[list[tuple[str, str]], list[int]]:
    """(context, piece) and where each piece begins in its context; cut at line breaks where one is near."""
    pieces, starts = [], []
    for context in contexts:
        start = 0
        while start < len(context):
            cut = context.rfind("\n", start + longest // 2, start + longest)
            end = cut + 1 if cut > 0 else start + longest
            pieces.append((context, context[start:end]))
            starts.append(start)
            start = end
    return pieces, starts
