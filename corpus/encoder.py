"""Texts -> unit vectors whose dot product says how much two texts mean the same.

In: the folder of a static embedding model as sentence-transformers saves it (tokenizer.json, model.safetensors). Out: an Encoder.
Knows tokenizers and safetensors, runs on NumPy alone. Knows nothing of torch, hubs, passages or the index; `encoders` chooses the model.

A static model is a table with one row for each word piece: a text's vector is the mean of its pieces' rows, made one long. Its order
of words is lost; in return a question costs a tenth of a millisecond.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

from corpus.errors import EncoderUnavailable
from corpus.memory import Memory
from corpus.records import Span

CHECKSUMS = "SHA256SUMS"  # beside the model, as sha256sum writes it; folders made by others need not have one
BLOCK = 64  # texts at a time: 64 passages' rows (about 7 MB) stay near the processor's cache
REMEMBERED = 100_000  # chunks of text whose pieces are kept, about 20 MB; then all are forgotten
WORD = re.compile(r"\w+")
PROBE = "Vem gör vad, och när?  Före 30 juni (§ 5–7) ska\tÅRSPLANEN:\nfoljas upp – e.g. x"
CURE = "Installera om Planlots eller peka PLANLOTS_ENCODER på en hel modellmapp."

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class TextEncoder(Protocol):
    """What search needs of a model, whichever it is."""

    @property
    def id(self) -> str:
        """16 hex digits: the same for the same vectors."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def static(self) -> Encoder:
        """The model for single words and sentences: thousands a question, so always a static one."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of passages, (texts, dimension)."""

    def encode_questions(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of questions, (texts, dimension)."""

    def recall(self, text: str) -> Floats | None:
        """What everyday phrases like this one meant: a row as long as they are like it, at most 1; None without a memory."""

    def level(self, cosines: Floats) -> Floats:
        """Cosines between questions and passages on the shipped model's scale, which the weights of search were fitted for."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model wants to read before a text, such as "query: "."""

    question: str = ""
    passage: str = ""


NO_PROMPTS = Prompts()


@dataclass(eq=False)
class Encoder:
    """A static embedding model, ready to run. Read-only but for the memory of pieces, so threads may share it."""

    id: str  # 16 hex digits: hash of weights and tokenizer
    dimension: int
    table: Floats = field(repr=False)  # (pieces, dimension)
    tokenizer: Tokenizer = field(repr=False)
    by_chunk: bool = field(repr=False, default=False)  # pieces never cross a blank, so chunks between blanks can be remembered
    prompts: Prompts = NO_PROMPTS
    memory: Memory | None = field(repr=False, default=None)  # of everyday phrases, for questions
    known: dict[str, list[int]] = field(repr=False, default_factory=dict)

    @property
    def static(self) -> Encoder:
        """Itself."""
        return self

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, dimension) float32, rows of length one; a row of zeros for a text without known pieces."""
        return self._encode(texts, self.prompts.passage)

    def encode_questions(self, texts: Sequence[str]) -> Floats:
        """As `encode`, with the prompt for questions, and moved towards what everyday phrases like them meant."""
        rows = self._encode(texts, self.prompts.question)
        return self.memory.recall(rows) if self.memory else rows

    def recall(self, text: str) -> Floats | None:
        """What phrases like this one meant."""
        return self.memory.tell(self._encode([text], self.prompts.question)[0]) if self.memory else None

    def level(self, cosines: Floats) -> Floats:
        """As they are."""
        return cosines

    def _encode(self, texts: Sequence[str], prompt: str) -> Floats:
        """Rows of the texts, each after the prompt."""
        texts = [prompt + text for text in texts] if prompt else texts
        result = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BLOCK):
            pieces = self.split(texts[start : start + BLOCK])
            result[start : start + BLOCK] = self._sum(pieces)
        lengths = np.linalg.norm(result, axis=1, keepdims=True)
        np.divide(result, lengths, out=result, where=lengths > 0)
        return result

    def token_vectors(self, text: str) -> tuple[Floats, list[Span]]:
        """One row for each word, with its place in `text`, for late interaction. (words, dimension) float32.

        Rows are sums of pieces and not made one long: their length is the weight that training gave the word.
        """
        spans = [match.span() for match in WORD.finditer(text)]
        return self._sum(self.split([text[start:end] for start, end in spans])), spans

    def encode_words(self, words: Sequence[str]) -> Floats:
        """Sums of the rows of each word's pieces, (words, dimension), not made one long: as `token_vectors`, many words at once."""
        return self._sum(self.split(words))

    def split(self, texts: Sequence[str]) -> list[list[int]]:
        """Piece numbers of each text."""
        if not self.by_chunk:
            return [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        chunks = [text.split() for text in texts]
        known = self._learn(set(chain.from_iterable(chunks)))
        return [list(chain.from_iterable(map(known.__getitem__, row))) for row in chunks]

    def _learn(self, chunks: set[str]) -> dict[str, list[int]]:
        """The memory of pieces, with at least `chunks` in it."""
        if len(self.known) > REMEMBERED:
            self.known = {}
        known = self.known
        new = [chunk for chunk in chunks if chunk not in known]
        encodings = self.tokenizer.encode_batch_fast(new, add_special_tokens=False) if new else ()  # no offsets: a fifth faster
        known.update((chunk, encoding.ids) for chunk, encoding in zip(new, encodings, strict=True))
        return known

    def _sum(self, pieces: Sequence[list[int]]) -> Floats:
        """Sum of the rows of each list of pieces; zeros for an empty list."""
        result = np.zeros((len(pieces), self.dimension), dtype=np.float32)
        for row, numbers in enumerate(pieces):
            if numbers:
                self.table.take(numbers, axis=0).sum(axis=0, out=result[row])
        return result


def load_folder(folder: Path, prompts: Prompts = NO_PROMPTS) -> Encoder:
    """The static model in `folder`; only safetensors are read, never pickles. Raises EncoderUnavailable."""
    weights, words = _read(folder, "model.safetensors"), _read(folder, "tokenizer.json")
    sums = {"model.safetensors": hashlib.sha256(weights).hexdigest(), "tokenizer.json": hashlib.sha256(words).hexdigest()}
    _verify(folder, sums)
    table = _read_table(folder, weights)
    tokenizer = _read_tokenizer(folder, words)
    if tokenizer.get_vocab_size() > len(table):
        count = f"{tokenizer.get_vocab_size()} ordbitar men {len(table)} vektorer"
        raise EncoderUnavailable(f"Modellen i {folder} hänger inte ihop: {count}. {CURE}")
    asked = (prompts.question, prompts.passage) if prompts != NO_PROMPTS else ()
    identity = hashlib.sha256("".join((*sums.values(), *asked)).encode()).hexdigest()[:16]
    return Encoder(identity, table.shape[1], table, tokenizer, _keeps_chunks(tokenizer), prompts)


def _read(folder: Path, name: str) -> bytes:
    """A file of the model, whole."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EncoderUnavailable(f"Filen {name} saknas eller kan inte läsas i modellmappen {folder} ({reason}). {CURE}") from error


def _verify(folder: Path, sums: dict[str, str]) -> None:
    """Compare the files' sha256 sums with those written beside them, if there are any."""
    listed = folder / CHECKSUMS
    if not listed.is_file():
        return
    lines = [line.split() for line in listed.read_text(encoding="utf-8", errors="replace").splitlines()]
    expected = {line[1]: line[0] for line in lines if len(line) == 2}
    for name, found in sums.items():
        if expected.get(name) != found:
            raise EncoderUnavailable(f"Filen {name} i modellmappen {folder} är skadad: kontrollsumman stämmer inte. {CURE}")


def _read_table(folder: Path, weights: bytes) -> Floats:
    """The rows as float32. Two layouts: `embedding.weight`, or Model2Vec's `embeddings` with optional `mapping` and `weights`."""
    try:
        tensors = load_tensors(weights)
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise EncoderUnavailable(f"Filen model.safetensors i modellmappen {folder} är skadad ({error}). {CURE}") from error
    rows = tensors.get("embedding.weight", tensors.get("embeddings"))
    if rows is None or rows.ndim != 2:
        names = ", ".join(sorted(tensors)[:3]) or "ingenting"
        raise EncoderUnavailable(f"Modellen i {folder} är ingen statisk modell: filen innehåller {names}. {CURE}")
    try:
        table = (rows[tensors["mapping"]] if "mapping" in tensors else rows).astype(np.float32)
        table *= tensors["weights"].astype(np.float32)[:, None] if "weights" in tensors else 1
    except (IndexError, ValueError) as error:
        raise EncoderUnavailable(f"Tabellerna i modellen i {folder} passar inte ihop ({error}). {CURE}") from error
    return table


def _read_tokenizer(folder: Path, words: bytes) -> Tokenizer:
    """The tokenizer, set to neither pad nor cut, in the caller's thread: a question's few words cost 8 ms more to share out than to cut."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        tokenizer = Tokenizer.from_str(words.decode("utf-8"))
    except Exception as error:  # tokenizers raises bare Exception for every fault of the file
        raise EncoderUnavailable(f"Filen tokenizer.json i modellmappen {folder} är skadad ({error}). {CURE}") from error
    tokenizer.no_padding()
    return tokenizer


def _keeps_chunks(tokenizer: Tokenizer) -> bool:
    """True if pieces never cross a blank: then a text's pieces are those of its chunks, one after the other."""
    if tokenizer.truncation is not None:
        return False
    whole = tokenizer.encode(PROBE, add_special_tokens=False).ids
    return whole == [number for chunk in PROBE.split() for number in tokenizer.encode(chunk, add_special_tokens=False).ids]
