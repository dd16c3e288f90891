"""The encoder on a model of five words and two dimensions, and the one that is shipped."""

import hashlib
import json

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from corpus.encoder import CHECKSUMS, REMEMBERED, load_folder
from corpus.errors import EncoderUnavailable
from corpus.settings import MODELS

WORDS = {"[UNK]": 0, "barn": 1, "skola": 2, "väg": 3, ",": 4}
ROWS = np.array([[0, 0], [3, 4], [4, 3], [0, -2], [0, 0]], dtype=np.float16)


def save_model(folder, words=WORDS, tensors=None, pre_tokenizer=None):
    folder.mkdir(exist_ok=True)
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizer or pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file(tensors or {"embedding.weight": ROWS}, folder / "model.safetensors")
    return folder


@pytest.fixture
def folder(tmp_path):
    return save_model(tmp_path / "modell")


def test_a_text_is_the_mean_of_its_pieces_made_one_long(folder):
    vectors = load_folder(folder).encode(["Barn", "barn skola", "väg, väg"])
    assert vectors == pytest.approx(np.array([[0.6, 0.8], [0.5**0.5, 0.5**0.5], [0, -1]]))
    assert vectors.dtype == np.float32


def test_a_text_without_known_pieces_is_a_row_of_zeros(folder):
    assert not load_folder(folder).encode(["", "  ", "cykel"]).any()


def test_no_texts_give_no_rows(folder):
    encoder = load_folder(folder)
    assert encoder.encode([]).shape == (0, 2)
    assert encoder.token_vectors("–")[0].shape == (0, 2)


def test_rows_do_not_depend_on_their_neighbours_or_their_number(folder):
    encoder = load_folder(folder)
    many = encoder.encode(["barn, skola", "väg"] * 100)
    assert (many == np.tile(load_folder(folder).encode(["barn, skola", "väg"]), (100, 1))).all()


def test_token_vectors_stand_for_words_with_their_places(folder):
    vectors, spans = load_folder(folder).token_vectors("Barn, väg till skola")
    assert spans == [(0, 4), (6, 9), (10, 14), (15, 20)]
    assert vectors.tolist() == [[3, 4], [0, -2], [0, 0], [4, 3]]


def test_remembered_chunks_are_forgotten_when_there_are_too_many(folder):
    encoder = load_folder(folder)
    encoder.known.update((str(number), [0]) for number in range(REMEMBERED + 1))
    assert encoder.encode(["barn"])[0] == pytest.approx([0.6, 0.8])
    assert len(encoder.known) == 1


def test_eight_bit_rows_with_scales_are_read(tmp_path):
    tensors = {"embeddings": np.array([[0, 0], [3, 4], [100, 0]], np.int8), "weights": np.array([1, 2, 0.5, 1, 1], np.float32)}
    tensors["mapping"] = np.array([0, 1, 2, 2, 0])
    encoder = load_folder(save_model(tmp_path / "m", tensors=tensors))
    assert encoder.table.tolist() == [[0, 0], [6, 8], [50, 0], [100, 0], [0, 0]]


def test_tables_that_do_not_fit_together_are_refused(tmp_path):
    tensors = {"embeddings": np.zeros((5, 2), np.int8), "weights": np.ones(3, np.float32)}
    with pytest.raises(EncoderUnavailable, match="passar inte ihop"):
        load_folder(save_model(tmp_path / "m", tensors=tensors))


def test_pieces_that_cross_blanks_are_split_whole(tmp_path):
    words = {"[UNK]": 0, "barn skola": 1}
    folder = save_model(tmp_path / "m", words, {"embedding.weight": ROWS[:2]}, pre_tokenizers.Split("|", "removed"))
    encoder = load_folder(folder)
    assert not encoder.by_chunk
    assert encoder.encode(["barn skola"])[0] == pytest.approx([0.6, 0.8])


def test_the_identity_follows_the_content(folder, tmp_path):
    same, other = save_model(tmp_path / "a"), save_model(tmp_path / "b", tensors={"embedding.weight": ROWS * 2})
    assert load_folder(same).id == load_folder(folder).id != load_folder(other).id
    assert len(load_folder(folder).id) == 16


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named_with_its_folder(folder, name):
    (folder / name).unlink()
    with pytest.raises(EncoderUnavailable, match=name) as caught:
        load_folder(folder)
    assert str(folder) in str(caught.value)
    assert "PLANLOTS_ENCODER" in str(caught.value)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 100])
def test_a_damaged_file_is_named(folder, name, content):
    (folder / name).write_bytes(content)
    with pytest.raises(EncoderUnavailable):
        load_folder(folder)


def test_checksums_beside_the_model_are_compared(folder):
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in ("model.safetensors", "tokenizer.json")]
    (folder / CHECKSUMS).write_text("\n".join(sums), encoding="ascii")
    assert load_folder(folder).dimension == 2
    content = bytearray((folder / "model.safetensors").read_bytes())
    content[-1] ^= 1
    (folder / "model.safetensors").write_bytes(content)
    with pytest.raises(EncoderUnavailable, match="kontrollsumman"):
        load_folder(folder)


def test_fewer_rows_than_pieces_are_refused(tmp_path):
    folder = save_model(tmp_path / "m", tensors={"embedding.weight": ROWS[:3]})
    with pytest.raises(EncoderUnavailable, match="5 ordbitar men 3 vektorer"):
        load_folder(folder)


def test_a_model_of_another_kind_is_refused(tmp_path):
    folder = save_model(tmp_path / "m", tensors={"encoder.layer": ROWS})
    with pytest.raises(EncoderUnavailable, match=r"encoder\.layer"):
        load_folder(folder)


@pytest.fixture(scope="module")
def shipped():
    return load_folder(MODELS / "encoder")


def test_the_shipped_model_is_small_and_whole(shipped):
    folder = MODELS / "encoder"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 16e6
    assert shipped.by_chunk
    assert [module["path"] for module in json.loads((folder / "modules.json").read_text())] == ["", "1_Normalize"]


def test_the_shipped_model_splits_chunks_as_the_tokenizer_does(shipped):
    texts = ["Nämnden (2024) ska – senast 1 mars – följa upp: mål, medel och §§ 3–5!", "åtgärder,insatser/stöd", "e\u0301 \ufb01n", ""]
    whole = [encoding.ids for encoding in shipped.tokenizer.encode_batch(texts, add_special_tokens=False)]
    assert shipped.split(texts) == whole


def test_the_shipped_model_knows_everyday_words(shipped):
    answers = ["Stöd till personer som vårdar en närstående", "Underhåll av gator och cykelvägar", "Skolskjuts till grundskolan"]
    questions = ["min man är sjuk och jag orkar inte ta hand om honom själv", "hålen i vägen", "bussen till skolan"]
    assert (shipped.encode(questions) @ shipped.encode(answers).T).argmax(axis=1).tolist() == [0, 1, 2]
