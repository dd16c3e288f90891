"""Everyday phrases of a question -> the words that officials use, when several words mean one thing together ("kolla läget").

In: a question in Swedish. Out: the question with such phrases put in official words. The list lies in the lexicon folder.
Knows nothing of documents or kinds.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.question.words import LEXICON, fold


@cache
def read_phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds any phrase of the list, the longest first, and what to write instead of each."""
    rows = [line.split("\t") for line in (LEXICON / "phrases.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    instead = {row[0]: row[1] for row in rows if len(row) == 2}
    longest = sorted(instead, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), instead


def put_officially(question: str) -> str:
    """The question with its everyday phrases in official words; all else as it is."""
    pattern, instead = read_phrases()
    out, last = "", 0
    for found in pattern.finditer(fold(question)):
        out += question[last : found.start()] + instead[found.group()]
        last = found.end()
    return out + question[last:]


def find_phrases(question: str) -> str:
    """The everyday phrases of a question as they were typed."""
    return " ".join(question[found.start() : found.end()] for found in read_phrases()[0].finditer(fold(question)))


def name_officially(question: str) -> str:
    """The official words for the everyday phrases of a question."""
    pattern, instead = read_phrases()
    return " ".join(dict.fromkeys(instead[found.group()] for found in pattern.finditer(fold(question))))
