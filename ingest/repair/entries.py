"""The tokens of a document -> its distinct words with their candidates.

In: tokens. Out: one entry per distinct word, and for each token which entry it is. A word is looked up once however often it stands there.
A capital inside a sentence counts: few words but names have one there, and OCR reads a small ä or ö as A or O.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.repair.candidates import Candidate, Finder, Runs
from ingest.repair.channel import SWEDISH
from ingest.repair.language import FIRST_WORD, NUMBER, UNKNOWN
from ingest.repair.lexicon import RUN, key_of
from ingest.repair.lines import find_wrapped
from ingest.repair.load import Models
from ingest.repair.lock import BREAK, INNER_CAPITALS, LOST_SIGNS, Token, is_doubled

MOST = 8  # candidates of one word: the ninth was never the right one
WORST_GAP = 11.0  # nats behind the best candidate without context: no context makes up for more
GAP = 2  # signs between two words of a sentence: a space, or a comma and a space
LONE_ONE = -2.0  # log P that a figure standing alone between words is 1
ONE_DEFINITE = -4.0  # the same before a word in the definite form: "1 arbetet"
DEFINITE = re.compile(r"(?=[^\W_]{7})[^\W_]+(?:(?<!h)(?<!it)et|en|an|na)")  # "verksamhet" and "universitet" are none
UNSEEN_NAME = -2.5  # nats that a name costs at a sentence's start where a common word was read: few documents speak of it
UNKNOWN_CAPITAL = 0.9  # share of the words outside the lexicon that begin with a capital inside a sentence: names
SMALL_AS_CAPITAL = 0.02  # share of small å ä ö that are read as A or O
VOWELS = frozenset("aeiouyåäöéü")
LETTER_WORDS = frozenset("iåö")  # words of one letter, which are locked
RARE_WORD = -10.0  # log P of a word and its misreading under which a letter hidden from the runs is as likely
LEAST_CAPITAL = 0.001  # no word is rarer with a capital than this: headings, and starts of sentences that we do not see

AFTER_NAME = 0.01  # of those words with a capital, how many stand behind a name: that is a surname's place
NAME_SHARE = 0.8  # share of capitals that makes a word a name
LEAST_GENERAL = 5  # letters of a word in which other letters than å ä ö are doubted
LEAST_NAME = 7  # the same of a word with a capital, that may be a name
LEAST_CHANGED = 4  # letters of a word in which any letter may have been misread, whatever it looks like
CHANGED, CHANGED_NAME = -9.0, -15.0  # log P of that; of a word with a capital, that may be a name
LETTER_TRUST = 0.75  # exponent on the letter model, which is too sure of itself about strange words

BEFORE_DEFINITE = "one before a definite form"  # kind of a key, as those of tokens
Capital = Literal["", "inside", "name"]  # does it have a capital inside a sentence, or even behind a name?
Key = tuple[str, str, Capital]  # kind, body, capital


@dataclass(slots=True)
class Entry:
    """One distinct word of the document."""

    body: str  # as read, without line break
    candidates: list[Candidate]
    count: int = 0  # how often it stands in the document
    kind: str = "word"
    capital: Capital = ""
    open: bool = False  # look further than the lexicon


def is_shout(body: str, kind: str = "word") -> bool:
    """All in capitals; "P4" at the start of a sentence is not."""
    return body.isupper() and len(body) > 1 and kind != "opening"


def lower_word(body: str, kind: str = "word") -> str:
    """Lower case; capitals inside a word are what OCR makes of å ä ö."""
    body = body[1:].lower() if is_doubled(body) else body.translate(LOST_SIGNS)
    return body.lower() if is_shout(body, kind) else body[0].lower() + body[1:].translate(INNER_CAPITALS).lower()


def case_runs(runs: Runs, body: str, kind: str) -> Runs:
    """Runs with the capitals that were printed: all of them, or the first letter's."""
    if is_shout(body, kind):
        return tuple((read.upper(), printed.upper()) for read, printed in runs)
    if runs and body[0].isupper() and RUN.match(body[0].lower()):
        (read, printed), rest = runs[0], runs[1:]
        return ((read[:1].upper() + read[1:], printed[:1].upper() + printed[1:]), *rest)
    return runs


def goes_on(before: Token) -> bool:
    """Does a word in small letters end here, after which a sentence goes on?"""
    return (before.kind == "word" and before.surface[-1].islower()) or before.surface in LETTER_WORDS


class EntryMaker:
    """Looks up the candidates of distinct words."""

    def __init__(self, models: Models, finder: Finder) -> None:
        self.models = models
        self.finder = finder

    def key_tokens(self, tokens: Sequence[Token]) -> list[Key | None]:
        """What each token is looked up by; None for sentence ends and figures."""
        keys: list[Key | None] = []
        before: Token | None = None
        wrapped = find_wrapped(tokens)
        for token, after in itertools.zip_longest(tokens, tokens[1:]):
            if token.kind in ("end", "number"):
                keys.append(None)
            elif token.kind == "one" and after is not None and DEFINITE.fullmatch(after.surface):
                keys.append((BEFORE_DEFINITE, token.surface, ""))
            else:
                body = BREAK.sub("", token.surface)
                capital = self._judge_capital(token, before, wrapped) if body[0].isupper() and not body.isupper() else ""
                keys.append((token.kind, body, capital))
            before = token
        return keys

    def _judge_capital(self, token: Token, before: Token | None, wrapped: Container[int]) -> Capital:
        if token.opened or (token.line_start and token.start not in wrapped):
            return ""  # a heading, a list item or a title may begin here
        if before is None or token.start - before.end > GAP or not goes_on(before):
            return ""
        named = token.start - before.end == 1 and before.surface[0].isupper()
        return "name" if named and self.models.capitals[self.number(before.surface.lower())] > NAME_SHARE else "inside"

    def make(self, keys: Sequence[Key]) -> list[Entry]:
        """One entry per key, each with at least one candidate; words outside the lexicon have only themselves until `complete`."""
        entries = [self._find(*key) for key in keys]
        self._finish(entries)
        return entries

    def complete(self, entries: list[Entry]) -> None:
        """Look for compounds, fillings and hidden letters, now that the document's channel is known."""
        open_entries = [entry for entry in entries if entry.open]
        printed = {entry.candidates[0].text for entry in entries if entry.candidates[0].word != UNKNOWN}
        for entry in open_entries:
            lower = lower_word(entry.body, entry.kind)
            known = [c for c in entry.candidates if c.word != UNKNOWN]
            more = [] if known else self.finder.find_unknown(lower)
            if not entry.capital:
                more += self.finder.find_hidden(lower)
                strange = not known and not any(candidate.compound for candidate in more)
                more += self._find_general(lower, printed, capital=entry.body[0].isupper(), strange=strange)
                more += self._find_debris(lower, small=entry.body.islower()) if strange and entry.body.isalpha() else []
                for candidate in more:
                    candidate.small = candidate.text[0] == "l" and entry.body[0] in "I1|"  # where a sentence begins, an ö is a capital one
            entry.candidates += self._dress(more, entry)
        self._finish(open_entries)

    def _find_general(self, lower: str, printed: Container[str], *, capital: bool, strange: bool) -> list[Candidate]:
        """What the word may be if OCR misread another letter than å ä ö, as it does now and then in any font."""
        if len(lower) < (LEAST_NAME if capital else LEAST_GENERAL) or not lower.isalpha():
            return []
        return self.finder.find_lookalikes(lower, compound=strange) + self.finder.find_shorter(lower, printed)

    def _find_debris(self, lower: str, *, small: bool) -> list[Candidate]:
        """The common word that a strange one is the debris of."""
        found = self.finder.find_stroked(lower) if small else []
        return found + self.finder.find_changed(lower, CHANGED if small else CHANGED_NAME) if len(lower) >= LEAST_CHANGED else found

    def _finish(self, entries: list[Entry]) -> None:
        """Cost of spelling and capitals for new candidates, and only the best of all."""
        self._score_spelling(entries)
        for entry in entries:
            self._weigh_capital(entry)
            entry.candidates = self._keep_best(entry.candidates)

    def _dress(self, candidates: list[Candidate], entry: Entry) -> list[Candidate]:
        """Runs with capitals, and their score."""
        for candidate in candidates:
            candidate.runs = case_runs(candidate.runs, entry.body, entry.kind)
            candidate.channel = self.finder.score(candidate.runs)
        return candidates

    def number(self, word: str) -> int:
        """The word's number in the language model, UNKNOWN outside the lexicon."""
        place = self.models.lexicon.get("\t".join(key_of(word)))
        return UNKNOWN if place is None else int(place) + FIRST_WORD

    def _find(self, kind: str, body: str, capital: Capital) -> Entry:
        if kind in ("one", BEFORE_DEFINITE):
            return self._find_one(body, LONE_ONE if kind == "one" else ONE_DEFINITE)
        if kind == "locked":
            return Entry(body, [Candidate(body.lower(), self.number(body.lower()), 0.0, ())])
        lower = lower_word(body, kind)
        found = self.finder.find_known(lower)
        entry = Entry(body, [], kind=kind, capital=capital, open=self._is_rare(found))
        if capital and body[0] in "IG":
            found += self.finder.find_first(lower)
        if not any(candidate.text == lower for candidate in found):
            found.append(self.finder.keep_word(lower))
        entry.candidates = self._dress(found, entry)
        return entry

    def _find_one(self, body: str, figure: float) -> Entry:
        """A figure, or the word i; what is read as "i1" teaches the channel nothing."""
        runs = (("1", "i"),) if body == "1" else ()
        return Entry(body, [Candidate(body, NUMBER, figure, ()), Candidate("i", self.number("i"), 0.0, runs, self.finder.score(runs))])

    def _is_rare(self, found: list[Candidate]) -> bool:
        """No known word, or only such as have no vowel or are rarer than a misreading beyond the runs."""
        unigrams = self.models.language.unigrams
        return all(float(unigrams[c.word]) + c.channel < RARE_WORD or not VOWELS & set(c.text) for c in found)

    def _score_spelling(self, entries: list[Entry]) -> None:
        """Put the letter model's log P on every candidate outside the lexicon; a compound keeps the better of the two."""
        unknown = [c for entry in entries for c in entry.candidates if c.word == UNKNOWN and not c.spelt]
        for candidate, score in zip(unknown, self.models.letters.score([c.text for c in unknown]), strict=True):
            candidate.cost = max(candidate.cost, LETTER_TRUST * float(score)) if candidate.cost else LETTER_TRUST * float(score)
            candidate.spelt = True

    def _weigh_capital(self, entry: Entry) -> None:
        """A capital inside a sentence: printed so, or a small å ä ö misread."""
        if not entry.capital and entry.body[0].isupper() and not is_shout(entry.body, entry.kind):
            self._weigh_names(entry)
        for candidate in entry.candidates if entry.capital else ():
            if candidate.weighed:
                continue
            share = UNKNOWN_CAPITAL if candidate.word == UNKNOWN else max(LEAST_CAPITAL, float(self.models.capitals[candidate.word]))
            if entry.capital == "name" and share < UNKNOWN_CAPITAL:
                share *= AFTER_NAME
            if candidate.small:
                share = 1 - share
            elif candidate.text[0] in SWEDISH:
                misread = (1 - share) * SMALL_AS_CAPITAL
                candidate.small = misread > share
                share += misread
            candidate.cost += math.log(share)
            candidate.weighed = True

    def _weigh_names(self, entry: Entry) -> None:
        """Where a sentence begins: names that the document would have to speak of, beside a common word that stands as read."""
        if not any(one.text == entry.body.lower() and self._is_common(one.word) for one in entry.candidates):
            return
        for candidate in entry.candidates:
            if candidate.word != UNKNOWN and float(self.models.capitals[candidate.word]) > NAME_SHARE and not candidate.weighed:
                candidate.cost += UNSEEN_NAME
                candidate.weighed = True

    def _is_common(self, word: int) -> bool:
        """A word that many texts have, in small letters."""
        rare = word == UNKNOWN or float(self.models.language.unigrams[word]) < RARE_WORD
        return not rare and float(self.models.capitals[word]) < 1 - NAME_SHARE

    def _keep_best(self, candidates: list[Candidate]) -> list[Candidate]:
        """The best few without context, each text once; among equals by spelling."""
        unigrams = self.models.language.unigrams
        scores = {id(c): float(unigrams[c.word]) + c.cost + c.channel for c in candidates}
        ranked = sorted(candidates, key=lambda c: (-scores[id(c)], c.text))
        once = list({c.text: c for c in reversed(ranked)}.values())[::-1]
        composed = {candidate.text: candidate.parts for candidate in candidates if candidate.compound}
        for candidate in once:
            candidate.compound, candidate.parts = candidate.text in composed, composed.get(candidate.text, ())
        floor = scores[id(ranked[0])] - WORST_GAP
        return [c for c in once[:MOST] if scores[id(c)] >= floor]
