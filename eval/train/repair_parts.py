"""Words with counts -> the parts that Swedish compounds are made of.

In: word → count. Out: two tries, heads ("socialnämnds", "äldre", "omsorgs") and tails, each with the cost of the part as a byte.
Each word that can be split into two known words votes for one head and one tail. Knows no grammar but the joining s and hyphen.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import marisa_trie

from ingest.repair.language import STEP
from ingest.repair.lexicon import key_of

MIN_HEAD, MIN_TAIL = 3, 3  # letters
MIN_WORD = 7
COMMON = 5  # occurrences of a part as a word of its own: rarer ones are chance strings
MIN_KINDS = 2  # compounds that a part must have been seen in


def is_head(part: str, counts: dict[str, int]) -> bool:
    """Known as a word, with a joining s, or before a hanging hyphen ("hälso-")."""
    plain = counts.get(part, 0) >= COMMON or counts.get(part + "-", 0) > 0
    return plain or (part[-1] == "s" and counts.get(part[:-1], 0) >= COMMON)


def split_word(word: str, counts: dict[str, int]) -> tuple[str, str] | None:
    """The likeliest head and tail of a compound, or None."""
    splits = [
        (math.log(counts[word[cut:]]) + 1.5 * min(cut, len(word) - cut), word[:cut], word[cut:])
        for cut in range(MIN_HEAD, len(word) - MIN_TAIL + 1)
        if counts.get(word[cut:], 0) >= COMMON and is_head(word[:cut], counts)
    ]
    return max(splits)[1:] if splits else None


def save_parts(kinds: Counter[str], path: Path) -> None:
    """Trie of shape and fills → cost, log of the share of compounds, in units of STEP nats."""
    total = sum(kinds.values())
    kept = {part: number for part, number in kinds.items() if number >= MIN_KINDS}
    rows = [("\t".join(key_of(part)), bytes([min(254, round(math.log(total / number) / STEP))])) for part, number in kept.items()]
    marisa_trie.BytesTrie(rows).save(str(path))


def build_parts(counts: dict[str, int], out: Path) -> None:
    """Count heads and tails over all words and save them as heads.marisa and tails.marisa."""
    heads: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    for word in counts:
        split = split_word(word, counts) if len(word) >= MIN_WORD and word.isalpha() else None
        if split:
            heads[split[0]] += 1
            tails[split[1]] += 1
    save_parts(heads, out / "heads.marisa")
    save_parts(tails, out / "tails.marisa")
