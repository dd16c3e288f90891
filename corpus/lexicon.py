"""The analyser's lexicon: which words are common Swedish, how they are put together, and how they are spelt with å ä ö.

In: one word, normalised. Out: its frequency, its parts, its spellings. Learnt from ordinary text by `eval.train_lexicon`; the folder
`models/analyser` has its card. Knows nothing of passages, questions or the collection.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import marisa_trie

from corpus.folding import fold
from corpus.settings import MODELS

WORD, MODIFIER, HEAD = 1, 2, 4  # bits: is a word; may begin a compound; may end one
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7  # letters
PLAIN = 7.0  # log2 frequency of a last part that is surely no misprint
VOWELS = frozenset("aeiouyåäö")
LINK_BASE = {"o": "a", "u": "a"}  # kvinno -> kvinna, gatu -> gata


class Lexicon:
    """Words with frequency and place in compounds. Loads in a few milliseconds: the tries are memory-mapped."""

    def __init__(self, folder: Path) -> None:
        self._words = marisa_trie.Trie().mmap(str(folder / "words.marisa"))
        self._unfold = marisa_trie.Trie().mmap(str(folder / "unfold.marisa"))
        self._table = (folder / "words.bin").read_bytes()

    def frequency(self, word: str) -> float:
        """log2 of 1 + the word's count in 15 million running words; 0 when it is unknown."""
        key = self._words.get(word)
        return self._table[2 * key] / 10 if key is not None else 0.0

    def knows(self, word: str) -> bool:
        """Whether it is a word, or a compound of known parts."""
        return bool(self._flags(word) & WORD) or self._is_plain_compound(word)

    def _is_plain_compound(self, word: str) -> bool:
        """Whether both parts are so common that the compound is no misprint."""
        parts = self.split(word)
        return (
            parts is not None and len(parts[1]) > SHORTEST_PART and (self.frequency(parts[1]) >= PLAIN or self._is_plain_compound(parts[1]))
        )

    def spellings(self, folded: str) -> list[str]:
        """Known words with å ä ö that are written `folded` without them."""
        return [key.split("\t")[1] for key in self._unfold.keys(f"{folded}\t")]

    def words(self) -> list[str]:
        """Every word (not the bare first parts)."""
        return [word for word, key in self._words.items() if self._table[2 * key + 1] & WORD]

    @lru_cache(maxsize=100_000)  # noqa: B019 - one lexicon lives as long as the process
    def split(self, word: str) -> tuple[str, str] | None:
        """A compound's two parts, the first as its own word (kvinno -> kvinna); None for a word that is none."""
        if len(word) < SHORTEST_COMPOUND:
            return None
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        best = max(((self._weigh(word[:cut], word[cut:]), cut) for cut in cuts), default=(0.0, 0))
        return (self.base(word[: best[1]]), word[best[1] :]) if best[0] > 0 else None

    def _weigh(self, left: str, right: str) -> float:
        """How likely two strings are parts of a compound; 0 when they are not."""
        if not (self._flags(left) & MODIFIER and VOWELS & set(right)):
            return 0.0
        if self._flags(right) & HEAD:
            return 1 + min(self.frequency(self.base(left)), 12.0) + min(self.frequency(right), 12.0)
        return min(self.frequency(self.base(left)), 12.0) / 24 if self.split(right) else 0.0

    def begins(self, word: str) -> bool:
        """Whether compounds may begin with it."""
        return bool(self._flags(word) & MODIFIER)

    def ends(self, word: str) -> bool:
        """Whether compounds may end in it."""
        return bool(self._flags(word) & HEAD)

    def base(self, left: str) -> str:
        """The word that a first part stands for: kvinno -> kvinna, arbets -> arbets (its stem is that of arbete)."""
        swapped = left[:-1] + LINK_BASE.get(left[-1], left[-1])
        return swapped if self.frequency(swapped) > self.frequency(left) else left

    def _flags(self, word: str) -> int:
        key = self._words.get(word)
        return self._table[2 * key + 1] if key is not None else 0


@cache
def load_lexicon(folder: Path = MODELS / "analyser") -> Lexicon:
    """The shipped lexicon, loaded once."""
    return Lexicon(folder)


def restore(folded: str, lexicon: Lexicon) -> str | None:
    """The most frequent known word with å ä ö that is written so without them; None when there is none."""
    found = lexicon.spellings(fold(folded))
    return max(found, key=lambda word: (lexicon.frequency(word), word), default=None)
