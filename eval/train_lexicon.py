"""Ordinary Swedish text -> the analyser's lexicon: words with frequencies, and which of them begin or end compounds.

In: text files (plain or .xz, one paragraph a line). Out: `words.marisa`, `words.bin`, `unfold.marisa` in a folder, see `corpus.lexicon`.
Knows nothing of plans or questions: run on any Swedish text, `python -m eval.train_lexicon OUT TEXT...`.
"""

from __future__ import annotations

import lzma
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie

from corpus.folding import fold
from corpus.lexicon import HEAD, MODIFIER, WORD

WORDS = re.compile(r"[^\W\d_]+")
SWEDISH = re.compile(r"[a-zåäöéèüáà]+")
LEAST_COUNT = 4  # rarer words are mostly names and misprints
LONGEST = 26  # longer words are compounds whose parts are known
LEAST_HEADS = 3  # words that a first part must precede to count as one
LEAST_MODIFIERS = 3  # first parts that a last part must follow
COMMON = 12  # lower-case occurrences of a word that may be part of a compound: names and chance strings have fewer
SHORT = 3  # letters; no part is shorter
COMMON_AT = {3: 120, 4: 30}  # short parts must be more common than COMMON, by their length
# verbal prefixes and particles: "samordning" is no kind of ordning
PREFIXES = frozenset(
    WORDS.findall(
        "an av be bi efter ent er fort fram från för före förut genom hop ihop igen in inom kring med mellan miss mot ned ner nu när om "
        "oss på sam se ska som sig till und under upp ur ut utan vid väl åt åter över vara det den dess dem där här men man mer kan har "
        "att och inte"
    )
)
# endings that derive a word, even when they are spelt like one: "trygghet" is no kind of het
SUFFIXES = re.compile(
    r"(het|ning|else|lig|isk|bar|sam|ell|ens|mens|erna|arna|orna|ande|ende|are|inna|skap|dom|mässig|aktig|fald|vis|eri|iv|ant|ent|ism|ist|ges|ras|tas|nas)"
    r"(a|s|n|t|en|er|et|ar|na|ens|ers|ets|arna|erna|ernas|ena|enas|ades|ade|at)?"
)
VOWEL_LINKS = {"o": "a", "u": "a", "e": "a", "a": ""}  # kvinno-, gatu-; barna-


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a plain or compressed text file."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from lines


def count_words(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """Occurrences of each word in lower case, and of those only the ones printed in lower case."""
    seen: Counter[str] = Counter()
    for path in paths:
        for line in read_lines(path):
            seen.update(WORDS.findall(unicodedata.normalize("NFC", line)))
    every: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for word, number in seen.items():
        every[word.lower()] += number
        if word.islower():
            lower[word] += number
    return every, lower


def may_join(part: str, lower: Counter[str]) -> bool:
    """Whether a word is common enough, for its length, to be part of a compound."""
    if part in PREFIXES or len(part) < SHORT:
        return False
    return lower[part] >= COMMON_AT.get(len(part), COMMON)


def base_of(left: str, lower: Counter[str]) -> str | None:
    """The word that a first part stands for: arbets -> arbete, skol -> skola, kvinno -> kvinna; None if there is none."""
    candidates = [left]
    if left.endswith("s"):
        candidates += [left[:-1], left[:-1] + "e"]
    candidates += [left + "a", left + "e"]
    if left[-1] in VOWEL_LINKS:
        candidates.append(left[:-1] + VOWEL_LINKS[left[-1]])
    return next((word for word in candidates if may_join(word, lower)), None)


def find_parts(lower: Counter[str]) -> tuple[set[str], set[str]]:
    """First parts and last parts of compounds, learnt from how often each meets different partners."""
    rights: dict[str, set[str]] = defaultdict(set)
    lefts: dict[str, set[str]] = defaultdict(set)
    for word in lower:
        for cut in range(SHORT, len(word) - SHORT + 1):
            left, right = word[:cut], word[cut:]
            if may_join(right, lower) and base_of(left, lower):
                rights[left].add(right)
                lefts[right].add(left)
    modifiers = {left for left, found in rights.items() if len(found) >= LEAST_HEADS and left not in PREFIXES}
    heads = {right for right, found in lefts.items() if len(found) >= LEAST_MODIFIERS and not SUFFIXES.fullmatch(right)}
    return modifiers, heads


def train_lexicon(paths: Iterable[Path], out: Path) -> int:
    """Write the lexicon; returns how many entries it has."""
    every, lower = count_words(paths)
    kept = Counter({word: n for word, n in every.items() if n >= LEAST_COUNT and len(word) <= LONGEST and SWEDISH.fullmatch(word)})
    modifiers, heads = find_parts(Counter({word: n for word, n in lower.items() if n > 1 and SWEDISH.fullmatch(word)}))
    trie = marisa_trie.Trie(sorted(kept.keys() | modifiers))
    table = bytearray(2 * len(trie))
    for word, key in trie.items():
        flags = WORD * (word in kept) | MODIFIER * (word in modifiers) | HEAD * (word in heads)
        table[2 * key : 2 * key + 2] = bytes((min(255, round(10 * math.log2(1 + kept[word]))), flags))
    out.mkdir(parents=True, exist_ok=True)
    trie.save(str(out / "words.marisa"))
    (out / "words.bin").write_bytes(bytes(table))
    marisa_trie.Trie(sorted(f"{fold(word)}\t{word}" for word in kept if fold(word) != word)).save(str(out / "unfold.marisa"))
    return len(trie)


if __name__ == "__main__":
    print(train_lexicon([Path(name) for name in sys.argv[2:]], Path(sys.argv[1])))
