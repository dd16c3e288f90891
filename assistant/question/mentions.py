"""Names in a question that only some documents speak of: "i Granfors", "överenskommelsen i Vretland", "ekbackens skola".

In: a question and who holds a word. Out: rows of documents and the words that name them. A plan's place often stands only in its page
heads or its text, not in its title. Knows how rare words are in ordinary Swedish; no name is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.lexicon import load_lexicon
from corpus.records import Span

Holders = Callable[[str], tuple[str, ...]]  # a word in lower case -> ids of the documents that have it; "klimat*": that speak most of it

SHORTEST = 4  # letters
SHARE = 3  # a name told by more than a third of the documents tells none apart
COMMON = 8.0  # log2 count in 15 million words from which a capital makes no name of a word
WORD = re.compile(r"[^\W\d_]+")
ENDING = re.compile(r"(?:s|en|n|et|t|ar|er|or|arna|erna|orna|na)$")  # "byalagen" is a form of a word, no name
PLACES = re.compile(
    r"(?:\b(?:i|på|pa|från|fran|för|for|hos|enligt|mellan|och|till)|[.?!:,–-])\s*$|^\s*$"
)  # what stands before a name in small letters
# a plan called by what it is about, where a plan is named: "enligt klimatplanen", "vad säger LSS-programmet"
CALLED = re.compile(
    r"\b(?:i|enligt|ur|från|fran|av|för|for|inom|till|bakom|och|gjorde|gjordes|skrev|skrevs|bygger|vilar|säger|sager|skriver|gäller|galler|omfattar)\s+"
    r"(?P<name>(?P<subject>[^\W\d_]{3,}?)s?-?(?:plan|program|strategi|rutin|riktlinje|avtal)(?:en|ens|n|ns|et|ets|met|mets|rna|rnas))\b",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:^|[.?!:–-]|[\"”])\s*$")  # before the first word of a sentence


def find_mentions(question: str, known: Iterable[Span], holders: Holders, documents: int) -> list[tuple[tuple[str, ...], Span]]:
    """Each name outside the known spans that at most a third of the documents has, with those documents."""
    taken = tuple(known)
    rows = []
    for found in WORD.finditer(question):
        if any(start <= found.start() and found.end() <= end for start, end in taken) or not is_name(question, found):
            continue
        ids = find_holders(found.group().lower(), holders)
        if ids and len(ids) <= max(1, documents // SHARE) and len(ids) < documents:
            rows.append((ids, found.span()))
    return rows


def find_called(question: str, holders: Holders) -> tuple[tuple[str, ...], Span] | None:
    """The document that a plan called by its subject must be, and the word: the only one that has it, or that is full of the subject."""
    for found in CALLED.finditer(question):
        word, subject = found["name"].lower(), found["subject"].lower()
        if len(subject) < SHORTEST and word.startswith(f"{subject}s"):
            subject = f"{subject}s"  # the s is its own: "krisplanen"
        ids = find_holders(word, holders) or (holders(f"{subject}*") if len(subject) >= SHORTEST else ())
        if len(ids) == 1:
            return ids, found.span("name")
    return None


def is_name(question: str, found: re.Match[str]) -> bool:
    """Whether a word looks like a name: a capital inside a sentence and no common word, or unknown letters where a name stands."""
    word = found.group()
    if len(word) < SHORTEST or word.isupper():
        return False
    lexicon, lowered = load_lexicon(), word.lower()
    frequency = max(lexicon.frequency(lowered), lexicon.frequency(lowered.removesuffix("s")))
    if word[0].isupper() and not OPENS.search(question[: found.start()]):
        return frequency < COMMON
    base = ENDING.sub("", lowered)
    known = lexicon.knows(lowered) or (len(base) >= SHORTEST and lexicon.knows(base))
    placed = bool(PLACES.search(question[: found.start()].lower())) or (lowered.endswith("s") and question[found.end() :].strip() != "")
    return frequency == 0 and not known and placed


def find_holders(word: str, holders: Holders) -> tuple[str, ...]:
    """The documents that have the word, or it with or without the genitive's s."""
    forms = (word, word.removesuffix("s"), f"{word}s")
    return tuple(sorted({name for form in forms for name in holders(form)}))
