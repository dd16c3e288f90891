"""Readings of a document -> the same, weighed by how their words fit the text around them.

In: readings with the probability of each candidate, the tokens they stand among, and the models. Out: readings. Trigrams see two words on
either side and only those they have met; here words further off count, and words like those met. Probability moves between words of the
lexicon only. Knows nothing of how candidates are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.context import AROUND, NOTHING, PIECES, ContextModel, Rows, cut_rows
from ingest.repair.language import FIRST_WORD, NUMBER, START, UNKNOWN, Logs
from ingest.repair.lexicon import key_of
from ingest.repair.load import Models
from ingest.repair.lock import Token

TRUST = 0.35  # of what the model says: trigrams have said a part of it
RARE_TRUST = 0.5  # of that for words that have no row of their own
MOST = 12.0  # nats that it may say of a word
RIVAL = 9.0  # nats behind the best candidate that a rival may lie

Word = tuple[int, str]  # number in the language model, text


class Wordlist:
    """The distinct words of a document and their rows in a model's table."""

    def __init__(self, models: Models, model: ContextModel) -> None:
        self.lexicon = models.lexicon
        self.model = model
        self.places: dict[Word, int] = {}
        self.rows: list[tuple[int, ...]] = []

    def place(self, number: int, text: str) -> int:
        """The word's place in the list, where it is put when it is new."""
        known = self.places.get((number, text))
        if known is None:
            known = self.places[number, text] = len(self.rows)
            self.rows.append(self._find_rows(number, text))
        return known

    def number(self, text: str) -> int:
        """The word's number in the language model, UNKNOWN outside the lexicon."""
        place = self.lexicon.get("\t".join(key_of(text)))
        return UNKNOWN if place is None else place + FIRST_WORD

    def _find_rows(self, number: int, text: str) -> tuple[int, ...]:
        own = self.model.own_row(number) if number != UNKNOWN or not text.isalpha() else NOTHING
        if own:
            return (own, *[NOTHING] * (PIECES - 1))
        return cut_rows(text, self._own_row, self.model.first_bucket)

    def _own_row(self, text: str) -> int:
        number = self.number(text)
        return NOTHING if number == UNKNOWN else self.model.own_row(number)


def fit_readings(readings: Sequence[Reading], tokens: Sequence[Token], models: Models) -> list[Reading]:
    """The readings in the same order, their posteriors moved by what the words around say."""
    model = models.context
    doubtful = [place for place, reading in enumerate(readings) if len(find_rivals(reading)) > 1]
    if not doubtful or not len(model.words):
        return list(readings)
    words = Wordlist(models, model)
    text, places = lay_out(readings, tokens, words)
    pairs = [(place, rival) for place in doubtful for rival in find_rivals(readings[place])]
    rivals = np.array([words.place(*name_word(readings[place].candidates[rival])) for place, rival in pairs])
    rows = np.array(words.rows, np.int32).reshape(-1, PIECES)
    own = np.where(rows[:, 1] == NOTHING, rows[:, 0], NOTHING)
    vectors, bias = model.spread(rows)
    expected = model.expect(vectors, text, own[text], np.array([places[place] for place in doubtful], np.int32))
    order = np.repeat(np.arange(len(doubtful)), [len(find_rivals(readings[place])) for place in doubtful])
    said = np.clip((expected[order] * vectors[rivals]).sum(axis=1) + bias[rivals], -MOST, MOST)
    said *= np.where(own[rivals] == NOTHING, RARE_TRUST, 1.0) * TRUST
    fitted = list(readings)
    for place, nats in zip(doubtful, np.split(said, np.flatnonzero(np.diff(order)) + 1), strict=True):
        fitted[place] = replace(readings[place], posteriors=shift(readings[place], nats))
    return fitted


def name_word(candidate: Candidate) -> Word:
    """Number and text of a candidate."""
    return candidate.word, candidate.text


def find_rivals(reading: Reading) -> list[int]:
    """Places of the candidates that are words of the lexicon and not far behind the best of all."""
    least = float(reading.posteriors.max()) - RIVAL
    return [
        place
        for place, (one, log) in enumerate(zip(reading.candidates, reading.posteriors.tolist(), strict=True))
        if one.word >= FIRST_WORD and log > least
    ]


def shift(reading: Reading, nats: NDArray[np.float32]) -> Logs:
    """The posteriors with `nats` added to the rivals, whose sum stays what it is."""
    rivals = find_rivals(reading)
    before = reading.posteriors[rivals].astype(np.float64)
    after = before + nats
    logs = reading.posteriors.copy()
    logs[rivals] = after + np.logaddexp.reduce(before) - np.logaddexp.reduce(after)
    return logs


def lay_out(readings: Sequence[Reading], tokens: Sequence[Token], words: Wordlist) -> tuple[Rows, list[int]]:
    """The text as places of the word list, sentence starts around it, and where each reading stands in it."""
    edge = [words.place(START, "")] * AROUND
    line, places = list(edge), []
    waiting = 0
    for token in tokens:
        if waiting < len(readings) and readings[waiting].token.start == token.start:
            best = readings[waiting].candidates[int(np.argmax(readings[waiting].posteriors))]
            places.append(len(line))
            waiting += 1
            line.append(words.place(*name_word(best)))
        elif token.kind == "end":
            line.append(edge[0])
        elif token.kind == "number" or token.surface.isdigit():
            line.append(words.place(NUMBER, ""))
        else:
            text = token.surface.lower()
            line.append(words.place(words.number(text), text))
    return np.array([*line, *edge], np.int32), places
