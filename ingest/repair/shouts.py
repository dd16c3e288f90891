"""Short words in capitals -> those that a common word with å ä ö may have been: "FOR" beside "SKA GORAS".

In: the tokens of a document, the models and the document's channel. Out: the words to doubt, for most short words in capitals are
abbreviations; and the changes of those that are no words as read and that the document also has in small letters. Knows nothing of context.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.records import Change
from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate, Finder
from ingest.repair.channel import SWEDISH, Channel
from ingest.repair.load import Models
from ingest.repair.lock import Token
from ingest.repair.weave import RULE

COMMON = -9.5  # log P of a word and its misreading: för, år, rätt, görs
BETTER = 1.0  # nats by which it must beat the word as it stands
LEAST_LETTERS = 4  # of a word that is changed: three capitals are an abbreviation
SURELY_BETTER = 5.0  # nats by which such a word must beat the word as it stands
LEAST_SEEN = 2  # places where it stands in small letters
MARGIN = 2.0  # nats: every such change is for a person to look at
LONGEST = 6  # letters: longer ones are repaired like other words


def find_shouts(tokens: Sequence[Token], models: Models, channel: Channel) -> set[str]:
    """The locked words in capitals that are rather misread words than abbreviations."""
    finder = Finder(models, channel)
    short = {token.surface for token in tokens if is_short_shout(token)}
    return {surface for surface in short if find_word(surface.rstrip("-").lower(), finder, BETTER)}


def mend_shouts(tokens: Sequence[Token], readings: Sequence[Reading], models: Models, channel: Channel) -> list[Change]:
    """Changes of the words in capitals that are none as read, and that stand elsewhere in the document: "VARD" beside "vård"."""
    finder = Finder(models, channel)
    seen = Counter(max(zip(reading.posteriors, reading.candidates, strict=True), key=lambda pair: pair[0])[1].text for reading in readings)
    changes = []
    for token in tokens:
        if is_short_shout(token) and len(token.surface) >= LEAST_LETTERS:
            word = find_word(token.surface.lower(), finder, SURELY_BETTER)
            if word and seen[word] >= LEAST_SEEN:
                changes.append(Change(token.start, token.end, word.upper(), MARGIN, (token.surface,), RULE))
    return changes


def is_short_shout(token: Token) -> bool:
    """A short word in capitals that repair has locked."""
    return token.kind == "locked" and 1 < len(token.surface) <= LONGEST and token.surface.isupper()


def find_word(word: str, finder: Finder, better: float) -> str:
    """The word with å, ä or ö that is common enough to have been read so, and `better` than the word as it stands; or nothing."""
    found = finder.find_known(word) if word.isalpha() else []
    swedish = [(score_word(one, finder), one.text) for one in found if SWEDISH & set(one.text)]
    score, text = max(swedish, default=(COMMON, ""))
    same = max((score_word(one, finder) for one in found if one.text == word), default=score - better)
    return text if score > COMMON and score >= same + better else ""


def score_word(candidate: Candidate, finder: Finder) -> float:
    """log P of the word and of its misreading."""
    return float(finder.models.language.unigrams[candidate.word]) + candidate.channel
