"""Short words in capitals -> those that a common word with å ä ö may have been: "FOR" beside "SKA GORAS".

In: the tokens of a document, the models and the document's channel. Out: the words to doubt, never to change: most short words in capitals
are abbreviations. Knows nothing of context.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.repair.candidates import Candidate, Finder
from ingest.repair.channel import SWEDISH, Channel
from ingest.repair.load import Models
from ingest.repair.lock import Token

COMMON = -9.5  # log P of a word and its misreading: för, år, rätt, görs
BETTER = 1.0  # nats by which it must beat the word as it stands
LONGEST = 6  # letters: longer ones are repaired like other words


def find_shouts(tokens: Sequence[Token], models: Models, channel: Channel) -> set[str]:
    """The locked words in capitals that are rather misread words than abbreviations."""
    finder = Finder(models, channel)
    short = {token.surface for token in tokens if token.kind == "locked" and 1 < len(token.surface) <= LONGEST}
    return {surface for surface in short if surface.isupper() and stands_for_word(surface.rstrip("-").lower(), finder)}


def stands_for_word(word: str, finder: Finder) -> bool:
    """Is a word with å, ä or ö common enough to have been read so, and likelier than the word as it stands?"""
    if not word.isalpha():
        return False
    found = finder.find_known(word)
    best = max((score_word(one, finder) for one in found if SWEDISH & set(one.text)), default=COMMON)
    same = max((score_word(one, finder) for one in found if one.text == word), default=best - BETTER)
    return best > COMMON and best >= same + BETTER


def score_word(candidate: Candidate, finder: Finder) -> float:
    """log P of the word and of its misreading."""
    return float(finder.models.language.unigrams[candidate.word]) + candidate.channel
