"""The models folder -> the models of OCR repair, loaded once per process.

In: a folder made by `planlots train repair`. Out: lexicon, compound parts, language model, context model, letter model, channel prior,
forest of doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from ingest.repair.channel import load_prior
from ingest.repair.context import ContextModel, load_context
from ingest.repair.forest import Forest, load_forest
from ingest.repair.language import STEP, LanguageModel
from ingest.repair.letters import LetterModel
from ingest.repair.tables import HashTable

FOLDER = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True)
class Models:
    """Everything that repair knows of Swedish."""

    lexicon: marisa_trie.Trie  # shape and fills → place
    heads: marisa_trie.BytesTrie  # shape and fills of a compound's first part → cost in units of STEP nats
    tails: marisa_trie.BytesTrie
    capitals: NDArray[np.float32]  # by word number: share of its places inside sentences where it begins with a capital
    language: LanguageModel
    letters: LetterModel
    context: ContextModel
    prior: dict[str, dict[str, float]]
    certainty: Forest  # of what makes a reading sure


@lru_cache(maxsize=2)
def load_models(folder: Path = FOLDER) -> Models:
    """Read all models; a later call with the same folder costs nothing."""
    with np.load(folder / "ngrams.npz") as data:
        table = HashTable(data["slots"])
        logs = [-STEP * data[name].astype(np.float32) for name in ("unigrams", "backoffs")]
    with np.load(folder / "letters.npz") as data:
        letters = LetterModel(HashTable(data["slots"]))
    return Models(
        lexicon=marisa_trie.Trie().load(str(folder / "lexicon.marisa")),
        heads=marisa_trie.BytesTrie().load(str(folder / "heads.marisa")),
        tails=marisa_trie.BytesTrie().load(str(folder / "tails.marisa")),
        capitals=(np.load(folder / "capitals.npy").astype(np.float32) + 0.5) / 256,
        language=LanguageModel(logs[0], logs[1], table),
        letters=letters,
        context=load_context(folder / "context.npz"),
        prior=load_prior(folder / "channel.json"),
        certainty=load_forest(folder / "certainty.npz"),
    )
