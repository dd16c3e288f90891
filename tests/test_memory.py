"""The memory of everyday phrases, in two dimensions."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.encoder import load_folder
from corpus.encoders import MEMORY, SHIPPED, load_encoder
from corpus.errors import EncoderUnavailable
from corpus.memory import MOST, Memory, load_memory
from corpus.settings import MODELS, Settings
from eval.train.encoder_export import save_memory
from eval.train.encoder_text import Item
from tests.test_encoder import save_model

KEYS = np.array([[1, 0], [0, 1]], dtype=np.float32)
VALUES = np.array([[0, 1], [0, 1]], dtype=np.float32)
ITEMS = [Item("skola", ("barn", "barn väg", "barn", "barn", "barn"), (), "x"), Item("väg", ("väg",) * 5, (), "y")]


def test_a_known_phrase_moves_towards_what_it_meant():
    moved = Memory(KEYS, VALUES).recall(np.array([[1, 0]], dtype=np.float32))[0]
    assert moved == pytest.approx(np.array([1, MOST]) / np.hypot(1, MOST), abs=1e-4)  # the other item is far off and hardly votes


def test_what_is_like_nothing_stays():
    rows = np.array([[-1, 0], [0, 0]], dtype=np.float32)
    assert (Memory(KEYS, VALUES).recall(rows) == rows).all()
    assert Memory(KEYS, VALUES).recall(rows[:0]).shape == (0, 2)


def test_a_saved_memory_is_found_beside_its_model(tmp_path):
    folder = save_model(tmp_path / "m")
    plain = load_folder(folder)
    save_memory(folder / MEMORY, plain, ITEMS)
    loaded = load_encoder(replace(Settings.read(tmp_path), encoder=str(folder), query_prefix=None, passage_prefix=None))
    assert loaded.id == plain.id
    assert loaded.memory.values == pytest.approx(plain.encode(["skola", "väg"]), abs=0.01)
    assert (loaded.encode(["barn"]) == plain.encode(["barn"])).all()  # passages stay where they are
    target = plain.encode(["skola"])[0]
    assert loaded.encode_questions(["barn"])[0] @ target > plain.encode(["barn"])[0] @ target


def test_another_models_memory_is_left_alone(tmp_path):
    folder = save_model(tmp_path / "m")
    save_memory(folder / MEMORY, load_folder(folder), ITEMS)
    assert load_memory(folder / MEMORY, "0" * 16, 2) is None
    assert load_memory(tmp_path / "none", "0" * 16, 2) is None


def test_a_damaged_memory_is_named(tmp_path):
    folder = save_model(tmp_path / "m")
    encoder = load_folder(folder)
    save_memory(folder / MEMORY, encoder, ITEMS)
    content = bytearray((folder / MEMORY).read_bytes())
    content[-1] ^= 1
    (folder / MEMORY).write_bytes(content)
    with pytest.raises(EncoderUnavailable, match="skadad"):
        load_memory(folder / MEMORY, encoder.id, 2)
    (folder / MEMORY).write_bytes(b"x")
    with pytest.raises(EncoderUnavailable, match="skadad"):
        load_memory(folder / MEMORY, encoder.id, 2)


def test_the_shipped_memory_belongs_to_the_shipped_encoder():
    encoder = load_folder(SHIPPED)
    memory = load_memory(MODELS / "everyday" / MEMORY, encoder.id, encoder.dimension)
    assert memory is not None and len(memory.keys) > 9000
    question = encoder.encode(["farfar ramlar jämt, vem kan sätta upp en stång i duschen"])
    answer, other = encoder.encode(["Bostadsanpassning för att förebygga fallolyckor", "Bygglov för garage och carport"])
    moved = memory.recall(question)[0]
    assert moved @ answer - moved @ other > question[0] @ answer - question[0] @ other
