"""The words of one document -> its own channel, and the probability of every reading.

In: tokens. Out: per token its candidates with posterior log-probabilities. The channel is re-estimated on the document itself: first by
words alone, then in context (expectation maximisation, Dempster et al. 1977). Knows nothing of pages or of what is done with the readings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ingest.repair.candidates import Candidate, Finder
from ingest.repair.channel import SWEDISH, Channel, Emission
from ingest.repair.decode import Counts, Lattice, reduce_logs, starts_of
from ingest.repair.entries import Entry, EntryMaker, Key
from ingest.repair.language import NUMBER, START, UNKNOWN, Logs
from ingest.repair.load import Models
from ingest.repair.lock import Token

WORD_ROUNDS = 3  # re-estimations by words alone: the shares settle
TEXT_ROUNDS = 2  # re-estimations in context
MEMORY = 0.5  # weight of the document's own words beside the language model's
MOST_INSIDE = 3.0  # nats it can gain by longer words that hold it
MOST_GAIN = 2.5  # nats a reading can gain by it
PART = 0.5  # share of that gain for a part of a compound
CERTAIN = 0.995  # share of a word's places that are read so
LEAST_INSIDE, MIN_REST = 5, 3  # letters of a word inside a longer one, and of the rest
LEAST_SEEN = 0.5  # occurrences elsewhere that count
LEAST_POSTERIOR = -5.0  # log P under which a reading teaches the channel nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """One token as it was probably printed."""

    token: Token
    body: str  # as read, without line break
    kind: str
    named: bool  # it has a capital inside a sentence, as names have
    candidates: list[Candidate]
    posteriors: Logs  # log P of each candidate, given the whole document
    first: Literal["", "small", "large"] = ""  # how its first letter was printed, where the whole document tells


def weigh_memory(elsewhere: float, total: int, usual: float) -> float:
    """Nats that a word gains by standing `elsewhere` times among `total` words of the document, where it has the share `usual` in texts."""
    return float(np.log1p(MEMORY * elsewhere / total / usual))


def count_inside(sure: Mapping[str, float], wanted: Container[str]) -> dict[str, float]:
    """How often words of the document that are sure hold each wanted one as their first or last part: "sondmatning" holds "matning"."""
    found: dict[str, float] = defaultdict(float)
    for word, count in sure.items():
        for cut in range(MIN_REST, len(word) - MIN_REST + 1):
            if len(word) - cut >= LEAST_INSIDE and word[cut:] in wanted:
                found[word[cut:]] += count
            if cut >= LEAST_INSIDE and word[:cut] in wanted:
                found[word[:cut]] += count
    return found


class Reader:
    """Reads one document: finds candidates once per distinct word, re-estimates the channel, decodes in context."""

    def __init__(self, models: Models) -> None:
        self.models = models
        self.channel = Channel(models.prior)
        self.finder = Finder(models, self.channel)
        self.maker = EntryMaker(models, self.finder)
        self.entries: list[Entry] = []
        self.lengths: Counts = np.zeros(0, np.int64)  # candidates of each entry

    def read(self, tokens: Sequence[Token]) -> list[Reading]:
        """The readings of all words and lone ones, in order."""
        maker = self.maker
        keys = maker.key_tokens(tokens)
        numbers: dict[Key, int] = {key: number for number, key in enumerate(dict.fromkeys(key for key in keys if key))}
        if not numbers:
            return []
        self.entries = maker.make(list(numbers))
        for key in keys:
            if key:
                self.entries[numbers[key]].count += 1
        self._settle_words(WORD_ROUNDS)
        maker.complete(self.entries)
        self._settle_words(1)
        return self._read_text(tokens, [numbers[key] if key else -1 for key in keys])

    def _flat(self) -> tuple[Counts, Logs]:
        """Word numbers and context-free scores of all candidates, entry by entry."""
        candidates = [c for entry in self.entries for c in entry.candidates]
        return np.array([c.word for c in candidates], np.int64), np.array([c.cost + c.channel + c.memory for c in candidates], np.float32)

    def _learn(self, shares: Logs) -> None:
        """Re-estimate the channel from each candidate's expected number of occurrences, and score all candidates anew."""
        counts: dict[Emission, float] = defaultdict(float)
        candidates = [c for entry in self.entries for c in entry.candidates]
        for row in np.flatnonzero(shares > np.exp(LEAST_POSTERIOR)):
            for read, printed in candidates[row].runs:
                for step in self.channel.align(read, printed)[1]:
                    if step[0] in SWEDISH or step[0] == "i":
                        counts[step] += float(shares[row])
        self.channel.learn(counts)
        for candidate in candidates:
            if candidate.runs:
                candidate.channel = self.finder.score(candidate.runs)

    def _settle_words(self, rounds: int) -> None:
        """Re-estimate by words alone."""
        self.lengths = np.array([len(entry.candidates) for entry in self.entries], np.int64)
        starts = starts_of(self.lengths)
        weights = np.repeat([float(entry.count) for entry in self.entries], self.lengths)
        for _ in range(rounds):
            words, scores = self._flat()
            scores = scores + self.models.language.unigrams[words]
            posteriors = scores - np.repeat(reduce_logs(scores, starts), self.lengths)
            self._learn((np.exp(posteriors) * weights).astype(np.float32))

    def _remember(self, shares: Logs) -> None:
        """A reading gains by standing elsewhere in the document under another misreading: "fardtjanst" beside "férdtjénst"."""
        seen: dict[str, float] = defaultdict(float)
        sure: dict[str, float] = defaultdict(float)
        certain: dict[str, float] = defaultdict(float)
        owners = [entry for entry in self.entries for _ in entry.candidates]
        rows = [c for entry in self.entries for c in entry.candidates]
        for entry, candidate, share in zip(owners, rows, shares.tolist(), strict=True):
            seen[candidate.text] += share
            sure[candidate.text] += share if share > entry.count / 2 else 0.0
            certain[candidate.text] += share if share > CERTAIN * entry.count else 0.0
        total = sum(entry.count for entry in self.entries)
        inside = count_inside(certain, {c.text for entry in self.entries if len(entry.candidates) > 1 for c in entry.candidates})
        unigrams = self.models.language.unigrams
        for entry, candidate, share in zip(owners, rows, shares.tolist(), strict=True):
            if len(entry.candidates) < 2:
                continue
            elsewhere = seen[candidate.text] - (share if candidate.word == UNKNOWN else share / max(1, entry.count))
            usual = float(np.exp(unigrams[candidate.word] + (candidate.cost if candidate.word == UNKNOWN else 0.0)))
            gain = weigh_memory(elsewhere, total, usual) if elsewhere > LEAST_SEEN else 0.0
            gain += sum(self._recall(part, sure, total) for part in candidate.parts)
            held = inside.get(candidate.text, 0.0)
            more = PART * weigh_memory(held, total, usual) if held > LEAST_SEEN else 0.0
            candidate.memory = min(MOST_GAIN, gain) + min(MOST_INSIDE, more)

    def _recall(self, part: str, sure: dict[str, float], total: int) -> float:
        """What a compound gains by a part that stands in the document as a word: "låskolv" beside "lås"."""
        word = part if part in sure else part.removesuffix("s")
        if sure.get(word, 0.0) <= LEAST_SEEN:
            return 0.0
        return PART * weigh_memory(sure[word], total, float(np.exp(self.models.language.unigrams[self.maker.number(word)])))

    def _read_text(self, tokens: Sequence[Token], numbers: list[int]) -> list[Reading]:
        """Decode in context, re-estimating in between."""
        words, _ = self._flat()
        size = len(words)
        words = np.append(words, [START, NUMBER])
        starts = starts_of(self.lengths)
        cells, counts = [np.array([size, size])], [1, 1]
        heads: list[int] = []  # for each token, its place in the lattice
        for token, number in zip(tokens, numbers, strict=True):
            heads.append(len(counts))
            if number >= 0:
                cells.append(np.arange(starts[number], starts[number] + self.lengths[number]))
                counts.append(int(self.lengths[number]))
            elif token.kind == "end":
                cells.append(np.array([size, size]))
                counts += [1, 1]
            else:
                cells.append(np.array([size + 1]))
                counts.append(1)
        flat = np.concatenate(cells)
        lengths = np.array(counts, np.int64)
        lattice = Lattice(words[flat], lengths, self.models.language)
        for _ in range(TEXT_ROUNDS):
            posterior = lattice.weigh(np.append(self._flat()[1], [0.0, 0.0])[flat])
            shares = np.bincount(flat, np.exp(posterior), size + 2)[:size].astype(np.float32)
            self._learn(shares)
            self._remember(shares)
        posterior = lattice.weigh(np.append(self._flat()[1], [0.0, 0.0])[flat])
        first = starts_of(lengths)[heads]
        return [
            Reading(
                token,
                self.entries[number].body,
                token.kind,
                self.entries[number].capital != "",
                self.entries[number].candidates,
                posterior[start : start + self.lengths[number]],
            )
            for token, number, start in zip(tokens, numbers, first, strict=True)
            if token.kind in ("word", "one", "opening")
        ]
