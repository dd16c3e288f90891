"""The settings -> the model for meaning, and the reranker if one is named.

In: a folder or a hub name, prefixes. Out: a TextEncoder, a Reranker. Tells static models, which run on NumPy, from those that need the
extra `models`; only for the latter is torch imported. Knows nothing of how either kind runs.
"""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from corpus.encoder import CURE, Encoder, Prompts, TextEncoder, load_folder
from corpus.errors import EncoderUnavailable
from corpus.memory import Memory, load_memory
from corpus.settings import MODELS, Settings

SHIPPED = MODELS / "encoder"
MEMORY = "everyday.safetensors"
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")  # owner/model; anything else is a folder, for which the network is never used
STATIC = ("StaticEmbedding", "Normalize")  # modules that NumPy runs
QUESTION_PROMPTS, PASSAGE_PROMPTS = ("query",), ("document", "passage", "corpus")  # names under which models keep them
EXTRA = 'Kör: pip install "planlots[models]"'


class Reranker(Protocol):
    """A model that reads question and passage together."""

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """How well each text answers, 0 to 1."""


def load_encoder(settings: Settings) -> TextEncoder:
    """The encoder that the settings name. Raises EncoderUnavailable, which names it and the cure."""
    folder = Path(settings.encoder).expanduser()
    if is_hub_name(settings.encoder):
        return _load_transformer("load_hub", settings.encoder, settings)
    modules = read_json(folder / "modules.json", [])
    if is_static(folder, modules):
        encoder = load_folder(static_folder(folder, modules), find_prompts(folder, settings))
        return replace(encoder, memory=find_memory(folder, encoder))
    return _load_transformer("load_transformer", folder, settings)


def find_memory(folder: Path, encoder: Encoder) -> Memory | None:
    """The everyday phrases that go with a static model: in its own folder, or the shipped ones if they were made with it."""
    places = (path / MEMORY for path in (folder, MODELS / "everyday"))
    return next((memory for path in places if (memory := load_memory(path, encoder.id, encoder.table))), None)


def load_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that the settings name, if they do. Raises EncoderUnavailable, which names it and the cure."""
    if not settings.reranker:
        return None
    where = settings.reranker if is_hub_name(settings.reranker) else Path(settings.reranker).expanduser()
    loaded: Reranker = _import_transformer(settings.reranker).load_reranker(where)
    return loaded


def is_hub_name(name: str) -> bool:
    """Whether a name is one of a model hub: "owner/model", where neither that folder nor the folder it would lie in exists."""
    return HUB_NAME.fullmatch(name) is not None and not Path(name).exists() and not Path(name).parent.exists()


def is_static(folder: Path, modules: Any) -> bool:
    """Whether NumPy can run the model: it says so in modules.json, or there is neither that file nor a transformer's config."""
    if isinstance(modules, list) and modules:
        return all(str(one.get("type", "")).endswith(STATIC) for one in modules if isinstance(one, dict))
    return not (folder / "config.json").is_file() or "model2vec" in str(read_json(folder / "config.json", {}).get("model_type", ""))


def static_folder(folder: Path, modules: Any) -> Path:
    """Where the table lies: the folder itself, or the one of the first module."""
    path = modules[0].get("path") if isinstance(modules, list) and modules and isinstance(modules[0], dict) else ""
    return folder / path if isinstance(path, str) and path else folder


def find_prompts(folder: Path, settings: Settings) -> Prompts:
    """The prefixes: as the settings say, else as the model does."""
    config = read_json(folder / "config_sentence_transformers.json", {})
    own = config.get("prompts") if isinstance(config, dict) else None
    told = own if isinstance(own, dict) else {}

    def choose(given: str | None, names: tuple[str, ...]) -> str:
        return given if given is not None else next((str(told[name]) for name in names if told.get(name)), "")

    return Prompts(choose(settings.query_prefix, QUESTION_PROMPTS), choose(settings.passage_prefix, PASSAGE_PROMPTS))


def read_json(path: Path, missing: Any) -> Any:
    """The value in a JSON file; `missing` where there is no such file. Raises EncoderUnavailable for a damaged one."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return missing
    except ValueError as error:
        raise EncoderUnavailable(f"Filen {path.name} i modellmappen {path.parent} är skadad ({error}). {CURE}") from error


def _load_transformer(how: str, where: Path | str, settings: Settings) -> TextEncoder:
    """A model of sentence-transformers, beside the shipped one for words."""
    module = _import_transformer(str(where))
    loaded: TextEncoder = getattr(module, how)(where, lambda folder: find_prompts(folder, settings), load_folder(SHIPPED))
    return loaded


def _import_transformer(name: str) -> Any:
    """The module that knows torch. Raises EncoderUnavailable when the extra is not installed."""
    try:
        return importlib.import_module("corpus.transformer")
    except ImportError as error:
        raise EncoderUnavailable(f"Modellen {name} kräver tillägget models, som saknas ({error}). {EXTRA}") from error
