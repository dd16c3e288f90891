"""Abbreviations and what they stand for: those that the documents spell out themselves, and a short general list.

In: a library, a question. Out: what to look for besides, and the passages that spell an abbreviation of the question out. Learnt over all
documents, since one plan spells out what another only abbreviates; acts on the question alone. Knows nothing of vectors or scores.
Source: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), in both orders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from weakref import WeakKeyDictionary

from assistant.question.vocabulary import MOST_PASSAGES
from assistant.question.words import LEXICON, Word, stem
from corpus.analysis import stop_words
from corpus.folding import find_words, fold
from corpus.library import Library
from corpus.store import Store

BRACKET = re.compile(r"\(([^()\n]{2,80})\)")
SHORT = re.compile(r"(?=[^\W\d_a-zåäö]?[^\W\d_]*[A-ZÅÄÖ][^\W\d_]*[A-ZÅÄÖ])[^\W\d_]{2,10}")  # letters only, two of them capitals
LAST_SHORT = re.compile(rf"({SHORT.pattern})\s*$")
NAMED = re.compile(rf"(?P<long>[^\W\d_][^,]*[^\W\d_]),\s*(?P<short>{SHORT.pattern})")  # "(lokal samordnare, LSA)"
SPELT = re.compile(  # "SIP = samordnad individuell plan", "BPSD står för ..."
    rf"(?<!\w)(?P<short>{SHORT.pattern})[*_]{{0,2}}(?:\s=\s| (?:står för|uttyds|utläses|är en förkortning (?:av|för)) )"
    r"(?P<long>[^\W\d_][^=.,;()\n]{3,80})"
)
CALLED = re.compile(rf",? (?:förkortat|förkortas|förkortad|i fortsättningen) (?P<short>{SHORT.pattern})(?!\w)")
ENDINGS = ("erna", "arna", "aren", "are", "en", "et", "er", "ar", "na", "n", "t", "s")  # of an abbreviation said as a word
LEAST = 3  # letters of such an abbreviation
SPELLS = re.compile(rf"{BRACKET.pattern}|\s=\s|{CALLED.pattern.replace('?P<short>', '?:')}| (?:står för|uttyds|utläses|förkortning) ")
LAW = re.compile(r"\b[Ll]ag(?:en)? (?:\([\d:]+\) )?(?:om|med)\b.*$")
CLAUSE = re.compile(r"[.,;:!?()\n]")  # what no spelt-out form has in it


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """One place that says what an abbreviation stands for."""

    short: str  # folded, in lower case
    long: str
    words: str  # its folded words with single spaces
    passage_id: str


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """All that is known of abbreviations, by their folded letters."""

    places: dict[str, tuple[SpeltOut, ...]]

    def expand(self, question: str) -> tuple[str, ...]:
        """What the question's abbreviations stand for, and the abbreviations of what it spells out; each once, in order."""
        words = [fold(word) for _, _, word in find_words(question)]
        found = [long for word in words for long in self.long_forms(word)]
        spaced = f" {' '.join(words)} "
        found += [short for short, places in self.places.items() if any(f" {one.words} " in spaced for one in places)]
        return tuple(dict.fromkeys(found))

    def long_forms(self, word: str) -> list[str]:
        """What a folded word stands for in the documents; else in general."""
        places = [
            one for one in self.places.get(word, ()) if one.long.split()[0].lower() not in stop_words()
        ]  # "kring …": letters by chance
        forms: dict[str, str] = {one.words: one.long for one in places}
        return list(forms.values()) or list(general_list().get(word, ()))

    def without_ending(self, word: Word) -> Word:
        """A word that is an abbreviation of the documents with a Swedish ending, as that: "säbot" where they spell out SÄBO."""
        folded = fold(word.surface)
        short = next((folded[: -len(end)] for end in ENDINGS if folded.endswith(end) and folded[: -len(end)] in self.places), None)
        long_enough = short is not None and len(short) >= LEAST and folded not in self.places
        return replace(word, surface=word.surface[: len(short)], term=stem(short)) if short and long_enough else word

    def explained(self, question: str) -> frozenset[str]:
        """Ids of the passages that spell out an abbreviation of the question."""
        return frozenset(one.passage_id for _, _, word in find_words(question) for one in self.places.get(fold(word), ()))


_kept: WeakKeyDictionary[Store, tuple[int, Abbreviations, dict[tuple[str, str], tuple[SpeltOut, ...]]]] = WeakKeyDictionary()


def collection_abbreviations(library: Library) -> Abbreviations:
    """What the active passages spell out; read anew only for documents that changed. Nothing of a very large collection."""
    store = library.store
    kept = _kept.get(store)
    if kept and kept[0] == store.revision():
        return kept[1]
    if sum(points for points, _ in store.manifest().values()) > MOST_PASSAGES:
        return Abbreviations({})
    known = kept[2] if kept else {}
    read = {key: known[key] if key in known else read_document(library, key[0]) for key in store.generations().items()}
    made = gather_places(one for places in read.values() for one in places)
    _kept[store] = (store.revision(), made, read)
    return made


def gather_places(found: Iterable[SpeltOut]) -> Abbreviations:
    """Arrange by abbreviation."""
    places: dict[str, list[SpeltOut]] = {}
    for one in found:
        places.setdefault(one.short, []).append(one)
    return Abbreviations({short: tuple(rows) for short, rows in places.items()})


def read_document(library: Library, document_id: str) -> tuple[SpeltOut, ...]:
    """All that a document spells out."""
    return tuple(
        SpeltOut(fold(short.lower()), long, join_words(long), passage.id)
        for passage in library.store.document_passages(document_id)
        for short, long in find_pairs(passage.text)
    )


def find_pairs(text: str) -> Iterator[tuple[str, str]]:
    """(abbreviation, what it stands for) wherever one stands in brackets after the other."""
    for found in BRACKET.finditer(text):
        inside, before = found.group(1).strip(), CLAUSE.split(text[: found.start()])[-1]
        if SHORT.fullmatch(inside):
            words = before.split()
            long = find_law(inside, before) or match_letters(inside, " ".join(words[-min(len(inside) + 5, 2 * len(inside)) :]))
            if long:
                yield inside, long
        elif named := NAMED.fullmatch(inside):
            yield named["short"], named["long"].strip()
        elif (last := LAST_SHORT.search(before)) and match_letters(last.group(1), inside) == inside:
            yield last.group(1), inside
    for found in SPELT.finditer(text):
        yield found["short"], found["long"].strip()
    for found in CALLED.finditer(text):
        words = CLAUSE.split(text[: found.start()])[-1].split()
        if long := match_letters(found["short"], " ".join(words[-2 * len(found["short"]) :])):
            yield found["short"], long


def find_law(short: str, before: str) -> str | None:
    """The name of the law that an abbreviation such as "LOV" stands for, from the word "lag" on; longer than its letters tell."""
    law = LAW.search(before) if short.startswith("L") else None
    return law.group().strip() if law and all(letter in fold(law.group().lower()) for letter in fold(short.lower())) else None


def match_letters(short: str, text: str) -> str | None:
    """The end of the text whose letters give the abbreviation, read backwards; its first letter begins a word. None when there is none."""
    place = len(text)
    letters = fold(text.lower())
    if len(letters) != len(text):
        return None
    for number, letter in reversed(list(enumerate(fold(short.lower())))):
        place = letters.rfind(letter, 0, place)
        while number == 0 and place > 0 and letters[place - 1].isalnum():
            place = letters.rfind(letter, 0, place)
        if place < 0:
            return None
    long = text[place:].strip()
    return long if len(long) > len(short) + 1 and not SHORT.search(long.split()[-1]) else None


def join_words(text: str) -> str:
    """Folded words with single spaces."""
    return " ".join(fold(word) for _, _, word in find_words(text))


@cache
def general_list() -> dict[str, tuple[str, ...]]:
    """Folded abbreviation -> what it stands for, of the shipped list."""
    lines = (LEXICON / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {fold(short): (long,) for short, long in pairs}
