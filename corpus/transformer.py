"""The one home of sentence-transformers: models with attention, as encoders and as rerankers. Imported only when one is named.

In: a folder, or a hub name that is fetched into the hub's own cache. Out: a TransformerEncoder or a CrossReranker. Only safetensors are
read, no code of the model's is run. Knows nothing of passages, the index or settings.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from huggingface_hub import snapshot_download
from sentence_transformers import CrossEncoder, SentenceTransformer

from corpus.encoder import Encoder, Floats, Prompts
from corpus.errors import EncoderUnavailable

FETCHED = ("*.safetensors", "*.json", "*.txt", "*.model")  # of a model on the hub: weights, settings, words; never pickles or code
PICKLES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")
IDENTITY = (".safetensors", ".json", ".txt", ".model")  # what the vectors depend on
BATCH = 32
CURE = "Kontrollera PLANLOTS_ENCODER och PLANLOTS_RERANKER, eller ta bort dem för att använda modellen som följer med."
# Questions and what answers them, on matters that have nothing to do with each other: how near the unrelated and the related lie differs
# between models (0.1 and 0.6 in one, 0.75 and 0.9 in another), and the weights of search were fitted for the shipped one.
RELATED = (
    ("när öppnar badhuset på söndagar?", "Simhallens öppettider på helger är 10 till 16."),
    ("vem lagar hål i vägen?", "Underhåll av gator och cykelbanor sköts av den tekniska enheten."),
    ("min granne spelar för hög musik", "Störande ljud i flerbostadshus anmäls till hyresvärden."),
    ("hur får man hjälp med läxorna?", "Elever erbjuds stöd med sina hemuppgifter efter lektionstid."),
    ("farmor har ramlat igen", "Fallolyckor bland äldre personer ska förebyggas."),
    ("vad kostar det att låna böcker?", "Lån på biblioteket är avgiftsfria."),
    ("jag blev av med jobbet", "Arbetssökande erbjuds vägledning till en ny anställning."),
    ("får jag bygga ett uterum?", "För tillbyggnad av bostadshus krävs normalt bygglov."),
)

PromptFinder = Callable[[Path], Prompts]


@dataclass(frozen=True, slots=True)
class Level:
    """A straight line from this model's cosines to the shipped one's."""

    slope: float
    shift: float


@dataclass(eq=False)
class TransformerEncoder:
    """A model of sentence-transformers. One text at a time runs through it: tokenizers are not made for several threads."""

    id: str  # 16 hex digits: hash of weights, settings and prompts
    dimension: int
    static: Encoder = field(repr=False)
    model: Any = field(repr=False)
    prompts: Prompts
    scale: Level = Level(1.0, 0.0)
    lock: threading.Lock = field(repr=False, default_factory=threading.Lock)

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, dimension) float32, rows of length one."""
        return self._encode(texts, self.prompts.passage)

    def encode_questions(self, texts: Sequence[str]) -> Floats:
        """As `encode`, with the prompt for questions."""
        return self._encode(texts, self.prompts.question)

    def recall(self, text: str) -> Floats | None:
        """Nothing: the shipped memory was made with another model."""
        return None

    def level(self, cosines: Floats) -> Floats:
        """The cosines as they would lie in the shipped model."""
        return (cosines * np.float32(self.scale.slope) + np.float32(self.scale.shift)).astype(np.float32)

    def _encode(self, texts: Sequence[str], prompt: str) -> Floats:
        """Rows of the texts, each after the prompt."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self.lock:
            rows: Floats = self.model.encode(
                list(texts), batch_size=BATCH, prompt=prompt or None, normalize_embeddings=True, convert_to_numpy=True,
                show_progress_bar=False,
            ).astype(np.float32)  # fmt: skip
        return rows


@dataclass(eq=False)
class CrossReranker:
    """A cross-encoder with one output."""

    model: Any = field(repr=False)
    lock: threading.Lock = field(repr=False, default_factory=threading.Lock)

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """How well each text answers, 0 to 1."""
        if not texts:
            return []
        pairs = [(question, text) for text in texts]
        with self.lock:
            found = self.model.predict(pairs, batch_size=BATCH, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
        return [float(value) for value in np.asarray(found).reshape(len(texts))]


def load_transformer(folder: Path, find_prompts: PromptFinder, static: Encoder) -> TransformerEncoder:
    """The model in a folder; the network is not used. Raises EncoderUnavailable."""
    check_folder(folder)
    prompts = find_prompts(folder)
    try:
        model = SentenceTransformer(
            str(folder), local_files_only=True, trust_remote_code=False, model_kwargs={"use_safetensors": True}
        )  # fmt: skip
        model.default_prompt_name = None  # prompts are given with every call
        dimension = int(model.encode(["prov"], show_progress_bar=False).shape[1])
    except Exception as error:  # each kind of damage has its own exception, from five libraries
        raise EncoderUnavailable(f"Modellen i {folder} kan inte laddas ({shorten(error)}). {CURE}") from error
    made = TransformerEncoder(identify(folder, prompts), dimension, static, model, prompts)
    made.scale = find_level(made, static)
    return made


def load_hub(name: str, find_prompts: PromptFinder, static: Encoder) -> TransformerEncoder:
    """A model by its name on the hub, fetched once. Raises EncoderUnavailable."""
    return load_transformer(fetch(name), find_prompts, static)


def load_reranker(where: Path | str) -> CrossReranker:
    """The cross-encoder in a folder or with a hub name. Raises EncoderUnavailable."""
    folder = fetch(where) if isinstance(where, str) else where
    check_folder(folder)
    try:
        model = CrossEncoder(str(folder), local_files_only=True, trust_remote_code=False, model_kwargs={"use_safetensors": True})
        made, labels = CrossReranker(model), int(model.num_labels)
        if labels == 1:
            made.scores("prov", ["prov"])
    except Exception as error:  # as above
        raise EncoderUnavailable(f"Omsorteraren i {folder} kan inte laddas ({shorten(error)}). {CURE}") from error
    if labels != 1:
        raise EncoderUnavailable(f"Omsorteraren i {folder} ger {labels} tal per par, men ska ge ett. {CURE}")
    return made


def fetch(name: str) -> Path:
    """The folder of a hub model in the hub's cache; fetched if it is not there. Raises EncoderUnavailable."""
    try:
        return Path(snapshot_download(name, allow_patterns=list(FETCHED)))
    except Exception as error:  # no network, no such model, no room: each has its own
        raise EncoderUnavailable(
            f"Modellen {name} kan inte hämtas ({shorten(error)}). Ange en mapp på den här maskinen i stället. {CURE}"
        ) from error


def check_folder(folder: Path) -> None:
    """Refuse what is not there, and weights in any form but safetensors. Raises EncoderUnavailable."""
    if not folder.is_dir():
        raise EncoderUnavailable(f"Modellmappen {folder} finns inte. {CURE}")
    files = [path for path in folder.rglob("*") if path.is_file()]
    safe = {path.parent for path in files if path.suffix == ".safetensors"}
    pickled = sorted(path for path in files if path.suffix in PICKLES and path.parent not in safe)
    if pickled:
        raise EncoderUnavailable(f"Vikterna i {pickled[0]} kan bära kod och läses inte. Spara modellen som safetensors.")
    if not safe:
        raise EncoderUnavailable(f"Modellmappen {folder} har inga vikter (model.safetensors). {CURE}")


def identify(folder: Path, prompts: Prompts) -> str:
    """The same 16 hex digits for the same vectors."""
    digest = hashlib.sha256("\0".join((prompts.question, prompts.passage)).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in IDENTITY):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:16]


def find_level(model: TransformerEncoder, static: Encoder) -> Level:
    """The line through two points: where unrelated texts lie in both models, and where related ones do."""
    (apart, together), (wanted_apart, wanted_together) = (measure_spread(one) for one in (model, static))
    slope = (wanted_together - wanted_apart) / (together - apart) if together - apart > 0.01 else 1.0
    return Level(slope, wanted_apart - slope * apart)


def measure_spread(model: TransformerEncoder | Encoder) -> tuple[float, float]:
    """Mean cosine of questions with what does not answer them, and with what does."""
    questions, answers = (list(side) for side in zip(*RELATED, strict=True))
    cosines = model.encode_questions(questions) @ model.encode(answers).T
    own = np.eye(len(RELATED), dtype=bool)
    return float(cosines[~own].mean()), float(cosines[own].mean())


def shorten(error: BaseException) -> str:
    """The first line of an error of another library, or its name."""
    return next(iter(str(error).splitlines()), "")[:160] or type(error).__name__
