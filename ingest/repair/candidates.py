"""A misread word -> the words that may have been printed.

In: a word as read. Out: candidates with their word number, what they cost beyond it, and the runs that OCR must have misread.
Words of the lexicon first; where it has none, lost letters, compounds of known parts, other fillings of the word's shape, and the word as
it stands. Knows nothing of context.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Container, Iterable
from dataclasses import dataclass

from ingest.repair.channel import LONGEST, SWEDISH, Channel
from ingest.repair.language import FIRST_WORD, STEP, UNKNOWN
from ingest.repair.lexicon import MARK, RUN, fill_shape
from ingest.repair.load import Models
from ingest.repair.lookalikes import MADE_UP, change_letter, drop_letters, drop_stroke, vary_word

MOST_FILLINGS = 160  # fillings tried for a shape that the lexicon lacks
LEAST_CHANNEL = -18.0  # log P of a misreading that is worth considering
LOOKS = frozenset(
    ["ti", "it", "tt", "t", "ii", "il", "ri", "u", "e", "s", "b", "g", "ik"]
)  # letters that slanted å ä ö are read as, beside those of a run
LEAST_REPLACED = 5  # letters of a word in which these are looked for
LEAST_FILLING = -7.0  # the same for one run of a word that no lexicon knows: only what the document shows to be common
MIN_HEAD, MIN_TAIL = 3, 3  # letters of a compound's parts
MIN_COMPOUND = 6
COMPOUND_COST = 3.0  # nats for putting a word together instead of finding it in the lexicon
LEAST_WORD = 5  # letters of a word that no known compound ends in
NEW_PART = 1.0  # nats such a part costs beyond the word
OPTIONS = {"a": "aåä", "d": "dåäö", "é": "éåäö", "i": "iäå", "o": "oö", "1": "i", "6": "ö", "0": "ö", "4": "äå", "&": "åä", "@": "äåö"}
FIRST_SIGNS = {"i": ("l", -6.2), "1": ("l", -6.2), "|": ("l", -4.0), "g": ("@", -1.0), "s": ("6", -3.0)}  # first sign → stands for, log P

COMMON = -12.0  # log P of a word beside which a stroke may have been read
LEAST_SWAPPED = 9  # letters of a compound in which a letter is put back
Runs = tuple[tuple[str, str], ...]  # (read, printed) for every run that can have been misread
Part = tuple[str, float, Runs]  # of a compound: text, log P, runs


@dataclass(slots=True)
class Candidate:
    """One reading of a word."""

    text: str  # lower case
    word: int  # number in the language model; UNKNOWN outside the lexicon
    cost: float  # log P of the spelling, for words outside the lexicon, and of capitals
    runs: Runs
    channel: float = 0.0  # log P(read | printed) under the document's channel
    memory: float = 0.0  # what it gains by standing elsewhere in the document
    small: bool = False  # its first letter is no capital although one was read
    compound: bool = False  # put together of known parts
    parts: tuple[str, ...] = ()  # of a compound
    swapped: bool = False  # a letter beside å ä ö was put back too
    spelt: bool = False  # the cost holds the letter model's log P
    weighed: bool = False  # the cost holds that of a capital inside a sentence


def split_word(word: str) -> tuple[str, list[str]]:
    """Shape and runs of a lower-case word."""
    return RUN.sub(MARK, word), RUN.findall(word)


class Finder:
    """Finds candidates of lower-case words under a document's channel."""

    def __init__(self, models: Models, channel: Channel) -> None:
        self.models = models
        self.channel = channel
        self._parts: dict[tuple[str, bool], list[Part]] = {}

    def score(self, runs: Iterable[tuple[str, str]]) -> float:
        """log P(read | printed) over all runs."""
        align = self.channel.align
        return sum(align(read, printed)[0] for read, printed in runs)

    def find_shape(self, shape: str, read: list[str]) -> list[Candidate]:
        """Lexicon words of this shape that OCR could have misread as these runs."""
        return self._fill_keys(shape, read, self.models.lexicon.items(shape + "\t"))

    def _fill_keys(self, shape: str, read: list[str], keys: list[tuple[str, int]]) -> list[Candidate]:
        found = []
        skip = len(shape) + 1
        for key, place in keys:
            fills = key[skip:]
            runs = tuple(zip(read, fills.split(MARK), strict=True)) if read else ()
            channel = self.score(runs)
            if channel > LEAST_CHANNEL:
                found.append(Candidate(fill_shape(shape, fills), place + FIRST_WORD, 0.0, runs, channel))
        return found

    def find_known(self, word: str) -> list[Candidate]:
        """Lexicon words of the same shape."""
        shape = RUN.sub(MARK, word)
        keys = self.models.lexicon.items(shape + "\t")
        return self._fill_keys(shape, RUN.findall(word), keys) if keys else []

    def find_first(self, word: str) -> list[Candidate]:
        """Lexicon words whose first letter was misread as one that no run holds: "Ian" for län, "Gver" for över. It was a small one."""
        if word[0] not in FIRST_SIGNS:
            return []
        sign, cost = FIRST_SIGNS[word[0]]
        found = self.find_known(sign + word[1:])
        if sign != "l" or word[1:2] in "aiéd":
            found = [candidate for candidate in found if set(candidate.text[:2]) & SWEDISH]
        for candidate in found:
            candidate.cost, candidate.small = cost, True
        return found

    def find_hidden(self, word: str) -> list[Candidate]:
        """Lexicon words with an å, ä or ö where OCR saw nothing, or other letters ("ti", "u")."""
        shape, read = split_word(word)
        places = [place for place, sign in enumerate(shape) if sign == MARK]
        found = []
        for start, length in itertools.product(range(len(shape) + 1), range(LONGEST)):
            end = start + length
            if end > len(shape) or MARK in (shape[max(0, start - 1) : start], shape[end : end + 1]):
                continue
            first, last = bisect_left(places, start), bisect_left(places, end)
            fill = fill_shape(shape[start:end], MARK.join(read[first:last]))
            if fill and (fill not in LOOKS or len(word) < LEAST_REPLACED):
                continue
            found += self.find_shape(shape[:start] + MARK + shape[end:], [*read[:first], fill, *read[last:]])
        return found

    def find_lookalikes(self, word: str, *, compound: bool) -> list[Candidate]:
        """Lexicon words, or compounds if `compound` and there are none, that differ by one letter that looks like the one read."""
        found = []
        for variant, cost in vary_word(word):
            for candidate in self.find_known(variant):
                candidate.cost, candidate.swapped = cost, True
                found.append(candidate)
        return found or (self.find_swapped(word) if compound and len(word) >= LEAST_SWAPPED else [])

    def find_swapped(self, word: str) -> list[Candidate]:
        """Compounds of two known parts, one of them with a letter that looks like the one read."""
        found = []
        for cut in range(MIN_HEAD, len(word) - MIN_TAIL + 1):
            head, tail = word[:cut], word[cut:]
            for side in (True, False):
                kept = self.find_parts(head if side else tail, head=side)
                for variant, cost in vary_word(tail if side else head) if kept else ():
                    parts = self.find_parts(variant, head=not side)
                    pairs = itertools.product(kept, parts) if side else itertools.product(parts, kept)
                    found += [self._join_parts(first, last, cost) for first, last in pairs]
        return found

    def _join_parts(self, head: Part, tail: Part, cost: float) -> Candidate:
        text, runs = head[0] + tail[0], head[2] + tail[2]
        whole = head[1] + tail[1] - COMPOUND_COST + cost
        return Candidate(text, UNKNOWN, whole, runs, self.score(runs), compound=True, swapped=True, spelt=True)

    def find_shorter(self, word: str, printed: Container[str]) -> list[Candidate]:
        """Words that stand elsewhere in the document (`printed`) and have one letter less."""
        found = [candidate for shorter in drop_letters(word) for candidate in self.find_known(shorter) if candidate.text in printed]
        for candidate in found:
            candidate.cost, candidate.swapped = MADE_UP, True
        return found

    def find_stroked(self, word: str) -> list[Candidate]:
        """Common words beside which a stroke was read as an i."""
        unigrams = self.models.language.unigrams
        found = [one for shorter in drop_stroke(word) for one in self.find_known(shorter) if float(unigrams[one.word]) > COMMON]
        for candidate in found:
            candidate.cost, candidate.swapped = MADE_UP, True
        return found

    def find_changed(self, word: str, cost: float) -> list[Candidate]:
        """Common words that differ by any one letter, or lack one: debris of a common word is likelier than a strange one."""
        unigrams = self.models.language.unigrams
        found = [one for changed in change_letter(word) for one in self.find_known(changed) if float(unigrams[one.word]) > COMMON]
        for candidate in found:
            candidate.cost, candidate.swapped = cost, True
        return found

    def find_parts(self, part: str, *, head: bool) -> list[Part]:
        """Compound parts that OCR could have misread as `part`: text, log P of the part, runs. Looked up once per document."""
        known = self._parts.get((part, head))
        if known is None:
            known = self._parts[(part, head)] = self._look_up(part, head=head)
        return known

    def _look_up(self, part: str, *, head: bool) -> list[Part]:
        trie = self.models.heads if head else self.models.tails
        shape, read = split_word(part)
        found = []
        for key, weight in trie.items(shape + "\t"):
            fills = key[len(shape) + 1 :]
            runs = tuple(zip(read, fills.split(MARK), strict=True)) if read else ()
            if self.score(runs) > LEAST_CHANNEL:
                found.append((fill_shape(shape, fills), -STEP * weight[0], runs))
        return found or (self.find_words(part) if len(part) >= LEAST_WORD and not head else [])

    def find_words(self, part: str) -> list[Part]:
        """Words of the lexicon as a compound's last part, where no compound that we know ends so."""
        unigrams = self.models.language.unigrams
        return [(word.text, float(unigrams[word.word]) - NEW_PART, word.runs) for word in self.find_known(part)]

    def find_compounds(self, word: str, depth: int = 2) -> list[Candidate]:
        """Compounds of known parts, two or three."""
        found: dict[str, Candidate] = {}
        for cut in range(MIN_HEAD, len(word) - MIN_TAIL + 1):
            heads = self.find_parts(word[:cut], head=True)
            if not heads:
                continue
            tails = self.find_parts(word[cut:], head=False)
            if not tails and depth > 1 and len(word) - cut >= MIN_COMPOUND:
                tails = [(tail.text, tail.cost, tail.runs) for tail in self.find_compounds(word[cut:], depth - 1)]
            for (head, head_cost, head_runs), (tail, tail_cost, tail_runs) in itertools.product(heads, tails):
                cost = head_cost + tail_cost - COMPOUND_COST
                known = found.get(head + tail)
                if known is None or known.cost < cost:
                    runs = head_runs + tail_runs
                    parts = (head, tail)
                    found[head + tail] = Candidate(head + tail, UNKNOWN, cost, runs, self.score(runs), compound=True, parts=parts)
        return list(found.values())

    def find_fillings(self, word: str) -> list[Candidate]:
        """Other fillings of the word's shape, the likeliest misreadings first."""
        shape, read = split_word(word)
        fillings: list[tuple[float, list[str]]] = [(0.0, [])]
        for run in read:
            options = [(self.channel.align(run, printed)[0], printed) for printed in fill_run(run)]
            fillings = [(score + more, [*fills, printed]) for score, fills in fillings for more, printed in options if more > LEAST_FILLING]
            fillings = sorted(fillings, key=lambda filling: -filling[0])[:MOST_FILLINGS]
        return [
            Candidate(fill_shape(shape, MARK.join(fills)), UNKNOWN, 0.0, tuple(zip(read, fills, strict=True)), score)
            for score, fills in fillings
        ]

    def find_unknown(self, word: str) -> list[Candidate]:
        """What a word may be that has no shape in the lexicon: lost letters, compounds, fillings; the word itself is always among them."""
        found = self.find_first(word)
        if len(word) >= MIN_COMPOUND:
            found += self.find_compounds(word)
        return found + self.find_fillings(word) + [self.keep_word(word)]

    def keep_word(self, word: str) -> Candidate:
        """The word as it stands, outside the lexicon."""
        runs = tuple((run, run) for run in RUN.findall(word))
        return Candidate(word, UNKNOWN, 0.0, runs, self.score(runs))


def fill_run(run: str) -> list[str]:
    """What may have been printed where `run` was read: each sign by itself, or two signs as one letter."""
    if len(run) > 3:
        return [run]
    single = ["".join(letters) for letters in itertools.product(*(OPTIONS.get(sign, sign) for sign in run))]
    joined = [run[:place] + letter + run[place + 2 :] for place in range(len(run) - 1) for letter in "åäö"]
    return list(dict.fromkeys(single + joined))
