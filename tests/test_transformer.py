"""Models of sentence-transformers that the tests build themselves: a tiny BERT, a tiny cross-encoder, and our static model.

They need the extra `models`; `make test` installs torch for the processor. What they compute is nonsense, but by the real code.
"""

import json
import shutil
import warnings
from dataclasses import replace

import numpy as np
import pytest

from corpus.encoder import load_folder
from corpus.encoders import load_encoder, load_reranker
from corpus.errors import EncoderUnavailable
from corpus.library import Library
from corpus.settings import MODELS, Settings

pytest.importorskip("torch")
pytest.importorskip("sentence_transformers")
pytestmark = pytest.mark.filterwarnings("default")  # the libraries warn of their own future

TEXTS = ["Nämnden följer upp planen varje år.", "hur får jag hjälp hemma?", "skolskjuts", "Väg 5, § 3: barn & unga – stöd"]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hur", "plan", "##en", "barn", "skola", "hjälp", "query", ":", "väg"]


@pytest.fixture(scope="module")
def library():
    """sentence-transformers and transformers, imported once with their warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        import sentence_transformers
        import transformers
        from sentence_transformers.base.modules import Transformer
        from sentence_transformers.sentence_transformer.modules import Pooling

        from corpus import transformer
    return sentence_transformers, transformers, Transformer, Pooling, transformer


def save_bert(folder, transformers, kind, **more):
    """Weights by chance, always the same."""
    import torch

    torch.manual_seed(3)
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    config = transformers.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=12,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        **more,
    )
    getattr(transformers, kind)(config).save_pretrained(folder)
    transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=32).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def model(library, tmp_path_factory):
    """A folder as SentenceTransformer.save writes it, with prompts."""
    sentence_transformers, transformers, Transformer, Pooling, _ = library
    root = tmp_path_factory.mktemp("models")
    words = Transformer(str(save_bert(root / "bert", transformers, "BertModel")))
    made = sentence_transformers.SentenceTransformer(
        modules=[words, Pooling(12)], prompts={"query": "query: ", "document": ""}, device="cpu"
    )
    made.save(str(root / "whole"))
    return root / "whole"


@pytest.fixture(scope="module")
def cross(library, tmp_path_factory):
    root = tmp_path_factory.mktemp("cross")
    return save_bert(root / "cross", library[1], "BertForSequenceClassification", num_labels=1)


@pytest.fixture
def settings(tmp_path, monkeypatch):
    for name in ("ENCODER_QUERY_PREFIX", "ENCODER_PASSAGE_PREFIX", "RERANKER"):
        monkeypatch.delenv(f"PLANLOTS_{name}", raising=False)
    return Settings.read(tmp_path / "data")


@pytest.mark.parametrize("saved_by", ["planlots", "sentence-transformers"])
def test_numpy_and_sentence_transformers_agree_on_a_static_model(library, tmp_path, saved_by, settings):
    folder = MODELS / "encoder"
    theirs = library[0].SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    if saved_by == "sentence-transformers":
        folder = tmp_path / "saved"
        theirs.save(str(folder))
    ours = load_encoder(replace(settings, encoder=str(folder)))
    assert np.abs(ours.encode(TEXTS) - theirs.encode(TEXTS, normalize_embeddings=True)).max() < 1e-3


def test_a_transformer_encodes_as_sentence_transformers_does(library, model, settings):
    encoder = load_encoder(replace(settings, encoder=str(model)))
    theirs = library[0].SentenceTransformer(str(model), device="cpu", local_files_only=True)
    assert encoder.dimension == 12
    assert np.abs(encoder.encode(TEXTS) - theirs.encode(TEXTS, normalize_embeddings=True)).max() < 1e-3
    assert (
        np.abs(encoder.encode_questions(TEXTS) - theirs.encode(["query: " + text for text in TEXTS], normalize_embeddings=True)).max()
        < 1e-3
    )
    assert np.linalg.norm(encoder.encode(TEXTS), axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.encode([]).shape == (0, 12)
    assert encoder.static.id == load_folder(MODELS / "encoder").id


def test_prefixes_of_the_settings_win_and_change_the_identity(model, settings):
    own = load_encoder(replace(settings, encoder=str(model)))
    given = load_encoder(replace(settings, encoder=str(model), query_prefix="", passage_prefix="väg "))
    assert given.id != own.id
    assert given.encode_questions(["barn"]) == pytest.approx(own.encode(["barn"]), abs=1e-6)
    assert given.encode(["barn"]) == pytest.approx(own.encode(["väg barn"]), abs=1e-6)
    assert own.id == load_encoder(replace(settings, encoder=str(model))).id


def test_its_cosines_are_brought_to_the_shipped_models_scale(library, model, settings):
    encoder = load_encoder(replace(settings, encoder=str(model)))
    spread = library[4].measure_spread
    apart, together = spread(encoder)
    wanted = spread(encoder.static)
    levelled = encoder.level(np.array([apart, together], dtype=np.float32))
    assert levelled[0] == pytest.approx(wanted[0], abs=1e-4)
    if together - apart > 0.01:
        assert levelled[1] == pytest.approx(wanted[1], abs=1e-4)


def test_pickled_weights_are_refused(model, settings, tmp_path):
    folder = shutil.copytree(model, tmp_path / "m")
    next(folder.rglob("*.safetensors")).rename(folder / "pytorch_model.bin")
    with pytest.raises(EncoderUnavailable, match="safetensors"):
        load_encoder(replace(settings, encoder=str(folder)))


@pytest.mark.parametrize("damage", ["weights", "config", "mismatch", "empty"])
def test_a_damaged_model_is_named_and_words_go_on(model, settings, tmp_path, damage):
    folder = shutil.copytree(model, tmp_path / "m")
    weights = next(folder.rglob("*.safetensors"))
    config = next(path for path in folder.rglob("config.json") if "hidden_size" in path.read_text())
    if damage == "weights":
        weights.write_bytes(weights.read_bytes()[:200])
    elif damage == "config":
        config.write_text("{}")
    elif damage == "mismatch":
        config.write_text(json.dumps(json.loads(config.read_text()) | {"hidden_size": 24}))
    else:
        weights.unlink()
    named = replace(settings, encoder=str(folder))
    with pytest.raises(EncoderUnavailable, match="PLANLOTS_ENCODER"):
        load_encoder(named)
    with Library.open(named, child=False) as opened:
        assert opened.encoder is None
        assert opened.notices[0].startswith("Betydelsesökning är avstängd: ")


def test_hub_models_are_fetched_as_safetensors_only(library, model, settings, monkeypatch):
    asked = []

    def fetch(name, allow_patterns):
        asked.append((name, allow_patterns))
        return str(model)

    monkeypatch.setattr(library[4], "snapshot_download", fetch)
    assert load_encoder(replace(settings, encoder="nagon/modell")).dimension == 12
    assert asked[0][0] == "nagon/modell"
    assert "*.safetensors" in asked[0][1] and not {"*.bin", "*.py", "*"} & set(asked[0][1])


def test_a_hub_model_that_cannot_be_fetched_is_named(library, settings, monkeypatch):
    def fail(*_, **__):
        raise OSError("no route to host")

    monkeypatch.setattr(library[4], "snapshot_download", fail)
    with pytest.raises(EncoderUnavailable, match=r"nagon/modell kan inte hämtas \(no route to host\)"):
        load_encoder(replace(settings, encoder="nagon/modell"))


def test_a_cross_encoder_gives_chances(cross, settings):
    reranker = load_reranker(replace(settings, reranker=str(cross)))
    scores = reranker.scores("hur hjälp", ["barn skola", "plan", "väg väg väg"])
    assert len(scores) == 3 and all(0 <= score <= 1 for score in scores)
    assert len(set(scores)) == 3
    assert reranker.scores("hur", []) == []


def test_a_reranker_with_several_outputs_or_none_is_named(library, model, settings, tmp_path):
    folder = save_bert(tmp_path / "three", library[1], "BertForSequenceClassification", num_labels=3)
    with pytest.raises(EncoderUnavailable, match="ger 3 tal per par"):
        load_reranker(replace(settings, reranker=str(folder)))
    with Library.open(replace(settings, reranker=str(tmp_path / "none")), child=False) as opened:
        assert opened.reranker is None
        assert opened.notices[0].startswith("Omsortering är avstängd: ")
