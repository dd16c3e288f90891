"""The memory of everyday phrases, in two dimensions."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.encoder import load_folder
from corpus.encoders import MEMORY, SHIPPED, load_encoder
from corpus.errors import EncoderUnavailable
from corpus.memory import FROM, MOST, Memory, join_ranges, load_memory
from corpus.settings import MODELS, Settings
from eval.train.encoder_export import save_memory
from eval.train.encoder_text import Item
from tests.test_encoder import save_model

TABLE = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)  # three pieces
VALUES = np.array([[0, 1], [0, 1]], dtype=np.float32)
ITEMS = [Item("skola", ("barn", "barn väg", "barn", "barn", "barn"), (), "x"), Item("väg", ("väg",) * 5, (), "y")]


def make(values=VALUES):
    """Item 0 is said as piece 0 or as piece 2, item 1 as piece 1 twice."""
    keys = np.array([[0.9, 0.44], [0, 1]], dtype=np.float32)
    pieces, starts, items = np.array([0, 2, 1, 1]), np.array([0, 1, 2, 4]), np.array([0, 2, 3])
    return Memory(TABLE, keys, values, pieces, starts, items, np.array([1, 1, 2], dtype=np.float32))


def test_ranges_are_joined():
    numbers, firsts = join_ranges(np.array([0, 2, 5, 6]), np.array([2, 0, 1]))
    assert (numbers.tolist(), firsts.tolist()) == ([5, 0, 1, 2, 3, 4], [0, 1, 3])


def test_a_known_phrase_moves_towards_what_it_meant():
    moved = make().recall(np.array([[1, 0]], dtype=np.float32))[0]
    assert moved == pytest.approx(np.array([1, MOST]) / np.hypot(1, MOST), abs=1e-4)


def test_the_nearest_phrase_of_an_item_counts_not_their_mean():
    memory = make(np.array([[1, 0], [0, 1]], dtype=np.float32))
    told = memory.tell(np.array([0.6, 0.8], dtype=np.float32))  # as item 0 is said once (1.0), and near item 1 (0.8)
    assert told == pytest.approx(np.array([1, np.exp(-12 * 0.2)]) / np.hypot(1, np.exp(-12 * 0.2)), abs=1e-4)


def test_what_is_like_nothing_stays():
    rows = np.array([[-1, 0], [0, 0]], dtype=np.float32)
    assert (make().recall(rows) == rows).all()
    assert make().recall(rows[:0]).shape == (0, 2)
    assert not make().tell(np.array([-np.sqrt(1 - (FROM / 2) ** 2), FROM / 2], dtype=np.float32)).any()


def test_what_was_told_is_remembered():
    memory, row = make(), np.array([1, 0], dtype=np.float32)
    assert memory.tell(row) is memory.tell(row.copy())


def test_a_saved_memory_is_found_beside_its_model(tmp_path):
    folder = save_model(tmp_path / "m")
    plain = load_folder(folder)
    save_memory(folder / MEMORY, plain, ITEMS)
    loaded = load_encoder(replace(Settings.read(tmp_path), encoder=str(folder), query_prefix=None, passage_prefix=None))
    assert loaded.id == plain.id
    assert loaded.recall("barn") == pytest.approx(plain.encode(["skola"])[0], abs=0.2)  # the other item has a small vote
    assert loaded.memory.values == pytest.approx(plain.encode(["skola", "väg"]), abs=0.01)
    assert (loaded.encode(["barn"]) == plain.encode(["barn"])).all()  # passages stay where they are
    target = plain.encode(["skola"])[0]
    assert loaded.encode_questions(["barn"])[0] @ target > plain.encode(["barn"])[0] @ target


def test_another_models_memory_is_left_alone(tmp_path):
    folder = save_model(tmp_path / "m")
    save_memory(folder / MEMORY, load_folder(folder), ITEMS)
    assert load_memory(folder / MEMORY, "0" * 16, TABLE) is None
    assert load_memory(tmp_path / "none", "0" * 16, TABLE) is None


def test_a_damaged_memory_is_named(tmp_path):
    folder = save_model(tmp_path / "m")
    encoder = load_folder(folder)
    save_memory(folder / MEMORY, encoder, ITEMS)
    content = bytearray((folder / MEMORY).read_bytes())
    content[-1] ^= 1
    (folder / MEMORY).write_bytes(content)
    with pytest.raises(EncoderUnavailable, match="skadad"):
        load_memory(folder / MEMORY, encoder.id, encoder.table)
    (folder / MEMORY).write_bytes(b"x")
    with pytest.raises(EncoderUnavailable, match="skadad"):
        load_memory(folder / MEMORY, encoder.id, encoder.table)


def test_the_shipped_memory_belongs_to_the_shipped_encoder():
    encoder = load_folder(SHIPPED)
    memory = load_memory(MODELS / "everyday" / MEMORY, encoder.id, encoder.table)
    assert memory is not None and len(memory.keys) > 9000
    question = encoder.encode(["farfar ramlar jämt, vem kan sätta upp en stång i duschen"])
    answer, other = encoder.encode(["Bostadsanpassning för att förebygga fallolyckor", "Bygglov för garage och carport"])
    moved = memory.recall(question)[0]
    assert moved @ answer - moved @ other > question[0] @ answer - question[0] @ other
