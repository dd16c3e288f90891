"""Pairs -> those to train on, and questions kept out of training to measure retrieval with.

In: all pairs. Out: the rest, and three sets of question and text as people meet them: headings that ask (like the questions and answers of
authorities), questions to ministers with their background, and questions to texts of authorities. Knows nothing of encoders or the store.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.train.encoder_text import Pair

ASKING = ("g0v-head", "g0v-title")  # kinds whose first text is a heading
BACKGROUND, TEXT = "ip-q", "swequad"
BACKGROUNDS, TEXTS = 100, 3  # one background in so many is held out, one text in so many


def hold_pairs(pairs: Sequence[Pair]) -> tuple[list[Pair], dict[str, list[Pair]]]:
    """(to train on, held out by set): no text of a held pair is left in any pair to train on."""
    sets = [(pair, _set_of(pair)) for pair in pairs]
    held: dict[str, list[Pair]] = {}
    for pair, name in sets:
        if name:
            held.setdefault(name, []).append(pair)
    texts = {text for group in held.values() for pair in group for text in (pair.first, pair.second)}
    return [pair for pair, name in sets if not name and pair.first not in texts and pair.second not in texts], held


def write_sets(held: Mapping[str, Sequence[Pair]], folder: Path) -> None:
    """Each set as passages (`NAME.jsonl`) and questions with the passage that answers (`NAME-questions.jsonl`), for `planlots eval`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, pairs in held.items():
        numbers = {text: str(number) for number, text in enumerate(dict.fromkeys(pair.second for pair in pairs))}
        passages = [{"id": number, "title": "", "text": text} for text, number in numbers.items()]
        questions = [{"question": pair.first, "relevant": [numbers[pair.second]]} for pair in pairs]
        for path, rows in ((folder / f"{name}.jsonl", passages), (folder / f"{name}-questions.jsonl", questions)):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _set_of(pair: Pair) -> str | None:
    """The set that a pair is held out for, if any; by its text alone, so that all questions to a text go together."""
    if pair.kind in ASKING and pair.first.rstrip().endswith("?"):
        return "rubriker"
    number = zlib.crc32(pair.second.encode())
    if pair.kind == BACKGROUND and number % BACKGROUNDS == 0:
        return "interpellationer"
    return "texter" if pair.kind == TEXT and number % TEXTS == 0 else None
