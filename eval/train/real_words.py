"""Everyday items -> words that are right as they are typed, though the analyser's lexicon lacks them: "smöret", "vabba", "elscooter".

In: everyday phrases, hand-written. Out: words, for `assistant/question/lexicon/real.txt`. The lexicon is made of government text: it has
no butter. Phrases in telegram style are left out: their slips are meant.
Run: `python -m eval.train.real_words > assistant/question/lexicon/real.txt`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from corpus.folding import list_words
from corpus.lexicon import load_lexicon
from eval.train.encoder_text import Item, read_everyday

EVERYDAY = Path(__file__).parent / "data" / "everyday.jsonl"
SHORTEST = 4  # letters: shorter words are never put right
TELEGRAM = 3  # place of the phrase with slips
HEADER = "# words of everyday phrases that the analyser's lexicon lacks; made by eval/train/real_words.py"


def find_real(items: Iterable[Item]) -> list[str]:
    """The words of all phrases but the telegrams that the lexicon does not know, sorted."""
    phrases = (phrase for item in items for place, phrase in enumerate(item.everyday) if place != TELEGRAM)
    words = {word for phrase in phrases for word in list_words(phrase) if word.isalpha() and len(word) >= SHORTEST}
    return sorted(word for word in words if not load_lexicon().knows(word))


def main() -> None:
    """Write the list to standard output."""
    sys.stdout.write("\n".join([HEADER, *find_real(read_everyday(EVERYDAY)[0]), ""]))


if __name__ == "__main__":
    main()
