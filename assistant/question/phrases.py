"""Everyday phrases of a question -> the words that officials use, when several words mean one thing together ("kolla läget").

In: a question in Swedish. Out: the question with such phrases put in official words. The list lies in the lexicon folder.
Knows nothing of documents or kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from assistant.question.words import LEXICON, STOP, Word, fold, stem
from corpus.records import Span

KEPT_QUESTIONS = 64  # questions, and what is searched for in them: one is looked through five times while it is answered
WORD = re.compile(r"\w+")
SUBJECT = re.compile(r"(?P<verb>\w+[rt]) (?P<who>man|vi|ni|jag|du|de|dom) (?P<rest>.+)")  # in a question the verb comes first


@cache
def read_phrases() -> tuple[dict[str, str], int]:
    """What to write instead of each phrase of the list, and how many words the longest has."""
    rows = [line.split("\t") for line in (LEXICON / "phrases.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    instead = {row[0]: row[1] for row in rows if len(row) == 2}
    return instead, max(len(WORD.findall(phrase)) for phrase in instead)


@lru_cache(maxsize=KEPT_QUESTIONS)
def scan_phrases(question: str) -> tuple[tuple[Span, str], ...]:
    """Where the question has phrases, the longest at each place, and the official words for each."""
    return tuple(find_spans(question))


def find_spans(question: str) -> Iterator[tuple[Span, str]]:
    """The same, one by one."""
    _, longest = read_phrases()
    folded = fold(question)
    words = [found.span() for found in WORD.finditer(folded)]
    at = 0
    while at < len(words):
        ends = range(min(at + longest, len(words)), at, -1)
        spans = ((end, (words[at][0], words[end - 1][1])) for end in ends)
        found = next(((end, span, said) for end, span in spans if (said := put_phrase(folded[slice(*span)]))), None)
        if found:
            yield found[1:]
        at = found[0] if found else at + 1


def put_phrase(folded: str) -> str | None:
    """The official words for a phrase, also with who does it after the verb: "kollar man läget", "följer man upp"; None for others."""
    instead, _ = read_phrases()
    inner = SUBJECT.match(folded)
    if folded in instead or not inner:
        return instead.get(folded)
    said = instead.get(f"{inner['verb']} {inner['rest']}")
    first, _, last = (said or "").partition(" ")
    return f"{first} {inner['who']} {last}".rstrip() if said else None


def put_officially(question: str) -> str:
    """The question with its everyday phrases in official words; all else as it is."""
    out, last = "", 0
    for (start, end), official in scan_phrases(question):
        out += question[last:start] + official
        last = end
    return out + question[last:]


def find_phrases(question: str) -> str:
    """The everyday phrases of a question as they were typed."""
    return " ".join(question[start:end] for (start, end), _ in scan_phrases(question))


def name_typed(question: str, word: str) -> str:
    """What was typed where the official words have this one; the word itself when it was typed."""
    if fold(word) in WORD.findall(fold(question)):
        return word
    typed = (question[start:end] for (start, end), said in scan_phrases(question) if fold(word) in WORD.findall(fold(said)))
    return next(typed, word)


def tie_phrases(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words, those of an everyday phrase met by its official words too: "mår" of "mår dåligt" by "ohälsa"."""
    tied = [(span, frozenset(stem(one) for one in WORD.findall(said) if fold(one) not in STOP)) for span, said in scan_phrases(text)]
    return tuple(
        replace(word, others=word.others.union(*(terms for (start, end), terms in tied if start <= word.span[0] < end))) for word in words
    )


def name_officially(question: str) -> str:
    """The official words for the everyday phrases of a question."""
    return " ".join(dict.fromkeys(official for _, official in scan_phrases(question)))
