"""Swedish text -> a tokenizer of word pieces.

In: texts. Out: a Unigram tokenizer (Kudo 2018) whose pieces never cross a blank or a mark.
Knows tokenizers. Knows nothing of vectors.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from eval.train.encoder_text import drop_diacritics

LONGEST = 24  # characters in a piece; longer Swedish compounds are better read as their parts
SCORE_DECIMALS = 6
FOLDED_SHARE = 0.04  # of the texts without å ä ö, so that "atgard" and "aldre" become pieces too
UNKNOWN, PADDING = "[UNK]", "[PAD]"


def train_tokenizer(texts: Sequence[str], pieces: int, rng: random.Random) -> Tokenizer:
    """A lower-casing tokenizer of at most `pieces` pieces, learnt from `texts`."""
    tokenizer = Tokenizer(models.Unigram())
    soft_hyphens = normalizers.Replace(Regex("[\u00ad\u200b-\u200d\ufeff]"), "")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), soft_hyphens, normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Metaspace()])
    mixed = [drop_diacritics(text) if rng.random() < FOLDED_SHARE else text for text in texts]
    trainer = trainers.UnigramTrainer(
        vocab_size=pieces, unk_token=UNKNOWN, special_tokens=[UNKNOWN, PADDING], max_piece_length=LONGEST, show_progress=False
    )
    tokenizer.train_from_iterator(mixed, trainer)
    tokenizer.model = _settle(tokenizer)
    return tokenizer


def _settle(tokenizer: Tokenizer) -> models.Unigram:
    """The trained model with rounded scores, best piece first: the trainer's last decimals and its order differ from run to run."""
    vocabulary = [(piece, round(score, SCORE_DECIMALS)) for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"]]
    special = [entry for entry in vocabulary if entry[0] in (UNKNOWN, PADDING)]
    pieces = [entry for entry in vocabulary if entry[0] not in (UNKNOWN, PADDING)]
    return models.Unigram([*special, *sorted(pieces, key=lambda entry: (-entry[1], entry[0]))], unk_id=0)


class Bags:
    """Texts as piece numbers, end to end: text i is ids[starts[i]:starts[i+1]]. Never empty: a text without pieces is one unknown."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        filled = [row or [0] for row in rows]
        self.starts = np.cumsum([0, *map(len, filled)], dtype=np.int64)
        self.ids = np.fromiter((number for row in filled for number in row), dtype=np.int32, count=int(self.starts[-1]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, index: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        """The pieces of one text."""
        return self.ids[self.starts[index] : self.starts[index + 1]]


def split_texts(tokenizer: Tokenizer, texts: Sequence[str], longest: int) -> Bags:
    """The first `longest` pieces of each text."""
    rows: list[list[int]] = []
    for start in range(0, len(texts), 10_000):
        encodings = tokenizer.encode_batch_fast(list(texts[start : start + 10_000]), add_special_tokens=False)
        rows += [encoding.ids[:longest] for encoding in encodings]
    return Bags(rows)


def split_pieces(tokenizer: Tokenizer) -> Bags:
    """For each piece the best way to write it with smaller ones; the piece itself where there is none."""
    vocabulary = json.loads(tokenizer.to_str())["model"]["vocab"]
    scores = {piece: (number, score) for number, (piece, score) in enumerate(vocabulary)}
    return Bags([_split_piece(piece, scores) or [number] for number, (piece, _) in enumerate(vocabulary)])


def _split_piece(piece: str, scores: dict[str, tuple[int, float]]) -> list[int]:
    """Viterbi over all pieces but `piece` itself; empty if it cannot be written."""
    if piece in (UNKNOWN, PADDING):
        return []
    best: list[tuple[float, list[int]] | None] = [(0.0, []), *[None] * len(piece)]
    for end in range(1, len(piece) + 1):
        for start in range(end):
            before, part = best[start], scores.get(piece[start:end])
            if before is None or part is None or end - start == len(piece):
                continue
            here = best[end]
            if here is None or before[0] + part[1] > here[0]:
                best[end] = (before[0] + part[1], [*before[1], part[0]])
    last = best[-1]
    return last[1] if last else []
