"""Words by their shape: what remains of a word when everything that OCR confuses with å ä ö is a star.

In: a word as printed or as misread. Out: its shape and its fills; from the lexicon, all words of a shape in one look-up.
"för", "for", "f6r" and "fdr" all have the shape "f*r"; the fills are "ö", "o", "6" and "d". Knows nothing of probabilities.
"""

from __future__ import annotations

import re

import marisa_trie

RUN = re.compile(
    "[aåäöédoi&641@0]+"
)  # letters and signs that stand for å ä ö, and what these may be taken for; neighbours count as one run
MARK = "*"


def key_of(word: str) -> tuple[str, str]:
    """Shape and fills of a lower-case word: "vård" → ("v*r*", "å*d")."""
    return RUN.sub(MARK, word), MARK.join(RUN.findall(word))


def is_known(word: str, lexicon: marisa_trie.Trie) -> bool:
    """Is a lower-case word in the lexicon?"""
    return "\t".join(key_of(word)) in lexicon


def fill_shape(shape: str, fills: str) -> str:
    """The word that has this shape and these fills."""
    if not fills:
        return shape
    parts = shape.split(MARK)
    return "".join(part + fill for part, fill in zip(parts, [*fills.split(MARK), ""], strict=True))
