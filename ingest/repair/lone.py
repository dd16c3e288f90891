"""A lone a, A, &, @ or 4 between two words -> the word å, where the words around it ask for it.

In: the tokens of a document, its readings and the models. Out: the changes of such signs. Swedish has no word "a", and old statutes and
set phrases have å: "å ena sidan", "anteckning å beviset". Other languages are left alone. Knows nothing of candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from corpus.records import Change
from ingest.repair.adapt import Reading
from ingest.repair.detect import FOREIGN, guess_language
from ingest.repair.language import FIRST_WORD, NUMBER, START, LanguageModel
from ingest.repair.lexicon import key_of
from ingest.repair.load import Models
from ingest.repair.lock import Token
from ingest.repair.weave import RULE

WORD = "å"
# Read → nats by which å must be likelier there than a figure: an a stands for nothing else, the others mostly for themselves.
LEAST = {"a": -3.0, "A": 3.0, "@": 3.0, "&": 6.0, "4": 0.5}
MARGIN = 2.0  # nats: every such change is for a person to look at
GAP = 2  # signs between it and the word before: a comma and a space
FRENCH = frozenset(["la", "priori", "posteriori", "jour", "conto", "prima", "vista"])  # "a la carte": à was printed
PASSAGE = 12  # words on either side that tell in what language it stands
REACH = 2  # words on either side that the language model sees


def mend_lone(tokens: Sequence[Token], readings: Sequence[Reading], models: Models) -> list[Change]:
    """The changes of the signs that were an å, in order."""
    lone = [place for place, token in enumerate(tokens) if token.surface in LEAST and stands_between(tokens, place)]
    if not lone:
        return []
    number = models.lexicon.get("\t".join(key_of(WORD)))
    best = {reading.token.start: reading.candidates[int(np.argmax(reading.posteriors))].word for reading in readings}
    found = []
    for place in lone if number is not None else ():
        around = list(number_words(tokens[max(0, place - REACH) : place], best))[-REACH:]
        after = list(number_words(tokens[place + 1 : place + 1 + REACH], best))[:REACH]
        token = tokens[place]
        if lead([START] * (REACH - len(around)) + around, after, number + FIRST_WORD, models.language) > LEAST[token.surface]:
            found.append(Change(token.start, token.end, WORD, MARGIN, (token.surface,), RULE))
    return found


def stands_between(tokens: Sequence[Token], place: int) -> bool:
    """Between two words in small letters that repair may touch, in running text?"""
    if not 0 < place < len(tokens) - 1:
        return False
    before, token, after = tokens[place - 1 : place + 2]
    if before.kind != "word" or after.kind != "word" or not before.surface.islower() or not after.surface[0].islower():
        return False
    apart = (token.start - before.end, after.start - token.end)
    near = [one.surface.lower() for one in tokens[max(0, place - PASSAGE) : place + PASSAGE]]
    return 0 < apart[0] <= GAP and apart[1] == 1 and after.surface not in FRENCH and guess_language(near) not in FOREIGN


def number_words(tokens: Sequence[Token], best: Mapping[int, int]) -> Iterator[int]:
    """Word numbers of tokens: of the readings theirs, of the others those of figures and sentence starts."""
    for token in tokens:
        yield best.get(token.start, START if token.kind == "end" else NUMBER)


def lead(before: Sequence[int], after: Sequence[int], word: int, language: LanguageModel) -> float:
    """Nats by which the word is likelier than a figure between the words before and after."""
    line = [*before, word, *after]
    other = [*before, NUMBER, *after]
    windows = range(len(before), len(line))
    triples = [(text[place - 2], text[place - 1], text[place]) for text in (line, other) for place in windows]
    scores = language.score(*(np.array(column, np.int64) for column in zip(*triples, strict=True)))
    return float(scores[: len(windows)].sum() - scores[len(windows) :].sum())
