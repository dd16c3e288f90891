"""Trained table and tokenizer -> a model folder that sentence-transformers and Planlots load.

In: float32 rows. Out: modules.json, config, tokenizer.json, model.safetensors, SHA256SUMS. Knows safetensors.

Rows are kept as 8-bit numbers with one scale a row (Model2Vec's layout: `embeddings` times `weights`): half of fp16, and the vectors of
texts differ from unrounded ones by less than 1e-2 in cosine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer

from corpus.encoder import CHECKSUMS, Encoder
from corpus.memory import checksum
from eval.train.encoder_text import Item

LONGEST = 255  # pieces of a phrase that are kept: its length takes one byte
HALVED = 2  # the half dimension, which is trained apart (Matryoshka), sifts as well as the whole and takes half the time
LIMIT = 127  # largest 8-bit number used, so that rounding is symmetric
STATIC = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"


def save_model(folder: Path, table: np.ndarray, tokenizer: Tokenizer) -> None:
    """Write the model; files of an earlier one are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers, scales = round_rows(table)
    files = {
        "model.safetensors": save({"embeddings": numbers, "weights": scales}),
        "tokenizer.json": tokenizer.to_str(pretty=False).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    (folder / CHECKSUMS).write_text(sums, encoding="ascii")
    _write_json(folder / "modules.json", _modules())
    _write_json(folder / "config_sentence_transformers.json", _config())
    (folder / "1_Normalize").mkdir(exist_ok=True)
    _write_json(folder / "1_Normalize" / "config.json", {f"module_{side}_name": "sentence_embedding" for side in ("input", "output")})


def save_memory(path: Path, encoder: Encoder, items: Sequence[Item]) -> None:
    """Write what the items' phrases mean to the encoder: their pieces, for each item the mean of its phrases, and its officialese."""
    phrases = [[phrase for phrase in item.everyday if any(encoder.split([phrase]))] for item in items]
    kept = [(own, item.official) for own, item in zip(phrases, items, strict=True) if own]
    every = [phrase for own, _ in kept for phrase in own]
    pieces = [own[:LONGEST] for own in encoder.split(every)]
    firsts = np.cumsum([0, *(len(own) for own, _ in kept)])[:-1]
    keys = np.add.reduceat(encoder.encode(every), firsts)[:, : max(1, encoder.dimension // HALVED)]
    tables = {
        "pieces": np.concatenate([np.array(own, dtype=np.min_scalar_type(len(encoder.table) - 1)) for own in pieces]),
        "phrases": np.array([len(own) for own in pieces], dtype=np.uint8),
        "items": np.array([len(own) for own, _ in kept], dtype=np.uint8),
        "lengths": np.linalg.norm(encoder.encode_words(every), axis=1).astype(np.float16),
    }
    for name, rows in (("keys", keys), ("values", encoder.encode([official for _, official in kept]))):
        tables[name], tables[f"{name}.scales"] = round_rows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save(tables, metadata={"encoder": encoder.id, "sum": checksum(tables)}))


def round_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(int8 rows, float32 scales): rows * scales is the table to within half a scale."""
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12).astype(np.float32) / LIMIT
    return np.rint(table / scales[:, None]).astype(np.int8), scales


def _modules() -> list[dict[str, object]]:
    """What sentence-transformers builds: mean of rows, then length one."""
    steps = (("", STATIC), ("1_Normalize", NORMALIZE))
    return [{"idx": number, "name": str(number), "path": path, "type": kind} for number, (path, kind) in enumerate(steps)]


def _config() -> dict[str, object]:
    """Cosine similarity, no prompts."""
    prompts = {"query": "", "document": ""}
    return {"model_type": "SentenceTransformer", "prompts": prompts, "default_prompt_name": None, "similarity_fn_name": "cosine"}


def _write_json(path: Path, value: object) -> None:
    """Indented JSON."""
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
