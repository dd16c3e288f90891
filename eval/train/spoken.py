"""Everyday items -> words that people speak with whatever they speak of: "massa", "kollegan", "golvet".

In: everyday phrases with the officialese that they mean, and an encoder. Out: stems, for `assistant/question/lexicon/spoken.txt`. A word
that many phrases have and officialese has not tells a topic only when the officialese of its phrases is alike: "blöja" does, "grejer"
does not.
Run: `python -m eval.train.spoken > assistant/question/lexicon/spoken.txt`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.question.words import STOP, fold, stem
from corpus.encoder import Floats, load_folder
from corpus.settings import MODELS

EVERYDAY = Path(__file__).parent / "data" / "everyday.jsonl"
LEAST = 6  # items a word must be in: of fewer, how alike they are says little
OFFICIAL = 0.08  # share of its everyday items in whose officialese a word may be
ALIKE = 0.03  # mean cosine between the items of a word, the mean of all taken away, from which it tells a topic
WORD = re.compile(r"[^\W\d_]+")
HEADER = "# stems of words that people speak with whatever they speak of; made by eval/train/spoken.py"

Item = tuple[str, Sequence[str]]  # officialese, everyday phrases


def read_items(path: Path) -> list[Item]:
    """The items that have both."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [(row["official"], row["everyday"]) for row in rows if row.get("everyday")]


def find_words(texts: Iterable[str]) -> set[str]:
    """The stems of the words of texts, stop words left out."""
    return {stem(word) for text in texts for word in WORD.findall(text) if fold(word) not in STOP}


def center(rows: Floats) -> Floats:
    """Unit rows (n, d) with the mean of all taken away."""
    moved = rows - rows.mean(axis=0)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def measure_likeness(rows: Floats) -> float:
    """Mean cosine between different unit rows (n > 1, d)."""
    total = rows.sum(axis=0)
    return float((total @ total - len(rows)) / (len(rows) * (len(rows) - 1)))


def find_spoken(items: Sequence[Item], rows: Floats) -> list[str]:
    """Stems of words spoken of anything, sorted. `rows` (items, d): unit rows of what the items mean."""
    places: Mapping[str, list[int]] = defaultdict(list)
    official: Counter[str] = Counter()
    for place, (told, phrases) in enumerate(items):
        official.update(find_words([told]))
        for word in find_words(phrases):
            places[word].append(place)
    often = ((word, at) for word, at in places.items() if len(at) >= LEAST and official[word] <= OFFICIAL * len(at))
    return sorted(word for word, at in often if measure_likeness(rows[at]) < ALIKE)


def main() -> None:
    """Write the list to standard output."""
    items = read_items(EVERYDAY)
    rows = center(load_folder(MODELS / "encoder").encode([told for told, _ in items]))
    sys.stdout.write("\n".join([HEADER, *find_spoken(items, rows), ""]))


if __name__ == "__main__":
    main()
