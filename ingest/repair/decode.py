"""Candidates of a whole text -> how probable each is in its context.

In: for every place in the text its candidates (word number, log-probability of spelling and misreading). Out: posterior probabilities by
the forward-backward algorithm over pairs of words (Rabiner 1989), all sentences side by side. Knows nothing of letters or documents.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.repair.language import Ids, LanguageModel, Logs

Counts = NDArray[np.int64]


def starts_of(lengths: Counts) -> Counts:
    """Where each row of a ragged array starts."""
    return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)


def spread(lengths: Counts) -> tuple[Counts, Counts]:
    """For every cell of a ragged array: its row, and its place within the row."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    return rows, np.arange(len(rows)) - starts_of(lengths)[rows]


def reduce_logs(values: Logs, starts: Counts) -> Logs:
    """log of the sum of exponentials of each stretch that begins at `starts`; stretches are never empty."""
    peaks = np.maximum.reduceat(values, starts)
    lengths = np.diff(np.append(starts, len(values)))
    sums = np.add.reduceat(np.exp(values - np.repeat(peaks, lengths)), starts)
    return (peaks + np.log(sums)).astype(np.float32)


class Lattice:
    """Places of a text with their candidates; `words` holds the word numbers place by place, `counts` how many each place has.

    The text must begin with two places of one candidate each (sentence starts). Where two such neighbours stand, the chain is cut: what
    follows depends on nothing before. Steps count places since the last cut, and all places of one step are worked out at once.
    """

    def __init__(self, words: Ids, counts: Counts, language: LanguageModel) -> None:
        self.counts = counts
        self.first = starts_of(counts)
        single = counts == 1
        self.places = np.flatnonzero(~(single & np.roll(single, 1) & np.roll(single, 2)))
        self.places = self.places[self.places >= 2]
        cut = single & np.roll(single, 1)
        cut[:2] = True
        since = np.arange(len(counts)) - np.maximum.accumulate(np.where(cut, np.arange(len(counts)), 0))
        fixed = np.flatnonzero(cut)
        since[fixed] = since[fixed - 1] + 1  # the place that closes a chain still belongs to it
        self.steps = since[self.places]
        order = np.argsort(self.steps, kind="stable")
        self.places, self.steps = self.places[order], self.steps[order]
        self._lay_out(words, language)

    def _lay_out(self, words: Ids, language: LanguageModel) -> None:
        """Every triple of candidates (i, j, k) at places t-2, t-1, t, ordered by place, j, k, i; and the n-gram score of each."""
        t = self.places
        older, old, new = self.counts[t - 2], self.counts[t - 1], self.counts[t]
        rows, cell = spread(older * old * new)
        i = cell % older[rows]
        k = cell // older[rows] % new[rows]
        j = cell // (older * new)[rows]
        self.rows, self.i, self.j, self.k = rows, i, j, k
        self.triple_starts = starts_of(older * old * new)
        self.emit = self.first[t][rows] + k
        self.ngrams = language.score(words[self.first[t - 2][rows] + i], words[self.first[t - 1][rows] + j], words[self.emit])
        self.state_starts = starts_of(old * new)  # states (j, k) of each place
        self.states = int((old * new).sum())
        place_row = np.full(len(self.counts), -1, np.int64)
        place_row[t] = np.arange(len(t))
        before = place_row[t - 1]
        first_step = (self.counts[t - 1] == 1) & (self.counts[t - 2] == 1)
        before = np.where(first_step, -1, before)
        self.state_before = np.where(before[rows] >= 0, self.state_starts[before[rows]] + i * old[rows] + j, -1)
        self.state = self.state_starts[rows] + j * new[rows] + k
        self.bounds = np.searchsorted(self.steps, np.unique(self.steps))

    def _slices(self) -> list[slice]:
        starts = self.triple_starts[self.bounds]
        return [slice(a, b) for a, b in zip(starts, [*starts[1:], len(self.rows)], strict=True)]

    def weigh(self, scores: Logs) -> Logs:
        """Posterior log-probability of every candidate, given its score outside the context; places that stand alone get 0."""
        scores = scores.astype(np.float32)
        posterior = np.zeros(len(scores), np.float32)
        if not len(self.places):
            return posterior
        local = self.ngrams + scores[self.emit]
        forward = np.full(self.states + 1, 0.0, np.float32)  # the last cell, index -1, is the empty past
        for part in self._slices():
            value = local[part] + forward[self.state_before[part]]
            states = self.state[part]
            heads = np.flatnonzero(np.diff(states, prepend=-1))
            forward[states[heads]] = reduce_logs(value, heads)
        forward[-1] = 0.0
        backward = np.full(self.states, 0.0, np.float32)
        for part in reversed(self._slices()):
            inside = np.flatnonzero(self.state_before[part] >= 0)
            if not len(inside):
                continue
            before = self.state_before[part][inside]
            order = np.argsort(before, kind="stable")
            value = (local[part] + backward[self.state[part]])[inside][order]
            heads = np.flatnonzero(np.diff(before[order], prepend=-1))
            backward[before[order][heads]] = reduce_logs(value, heads)
        total = forward[: self.states] + backward
        return self._collect(total, posterior)

    def _collect(self, total: Logs, posterior: Logs) -> Logs:
        """From states (j, k) to candidates k, normalised per place."""
        t = self.places
        old, new = self.counts[t - 1], self.counts[t]
        rows, cell = spread(old * new)
        k, j = cell // old[rows], cell % old[rows]  # order by candidate
        value = total[self.state_starts[rows] + j * new[rows] + k]
        heads = np.flatnonzero(j == 0)
        marginal = reduce_logs(value, heads)
        place_heads = starts_of(new)
        norm = reduce_logs(marginal, place_heads)
        posterior[self.first[t][rows[heads]] + k[heads]] = marginal - norm[rows[heads]]
        return posterior
