"""Which model the settings name: static ones run on NumPy, others need the extra, and every fault is told with its cure."""

import json
from dataclasses import replace

import pytest

from corpus import encoders
from corpus.encoder import Prompts
from corpus.encoders import find_prompts, is_hub_name, is_static, load_encoder, load_reranker
from corpus.errors import EncoderUnavailable
from corpus.settings import MODELS, Settings
from tests.test_encoder import save_model

STATIC = "sentence_transformers.models.StaticEmbedding"
BERT = "sentence_transformers.models.Transformer"


@pytest.fixture
def settings(tmp_path, monkeypatch):
    for name in ("ENCODER", "ENCODER_QUERY_PREFIX", "ENCODER_PASSAGE_PREFIX", "RERANKER"):
        monkeypatch.delenv(f"PLANLOTS_{name}", raising=False)
    return Settings.read(tmp_path)


def write_modules(folder, *modules):
    folder.mkdir(exist_ok=True)
    (folder / "modules.json").write_text(json.dumps([{"path": path, "type": kind} for path, kind in modules]))


def test_the_shipped_model_is_the_default(settings):
    assert load_encoder(settings).dimension == 256
    assert load_reranker(settings) is None


def test_settings_name_the_folder(settings, tmp_path):
    folder = save_model(tmp_path / "m")
    assert load_encoder(replace(settings, encoder=str(folder))).dimension == 2


def test_a_table_in_a_folder_of_its_own_is_found(settings, tmp_path):
    write_modules(tmp_path / "m", ("0_StaticEmbedding", STATIC), ("1_Normalize", "x.Normalize"))
    save_model(tmp_path / "m" / "0_StaticEmbedding")
    assert load_encoder(replace(settings, encoder=str(tmp_path / "m"))).dimension == 2


def test_prompts_come_from_the_settings_else_from_the_model(settings, tmp_path):
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "fråga: ", "passage": "text: "}}))
    assert find_prompts(tmp_path, settings) == Prompts("fråga: ", "text: ")
    assert find_prompts(tmp_path, replace(settings, query_prefix="q: ", passage_prefix="")) == Prompts("q: ", "")
    assert find_prompts(tmp_path / "none", settings) == Prompts()


def test_a_static_model_reads_its_prompts(settings, tmp_path):
    folder = save_model(tmp_path / "m")
    plain = load_encoder(replace(settings, encoder=str(folder)))
    prompted = load_encoder(replace(settings, encoder=str(folder), query_prefix="väg ", passage_prefix="skola "))
    assert prompted.id != plain.id
    assert prompted.encode(["barn"]) == pytest.approx(plain.encode(["skola barn"]))
    assert prompted.encode_questions(["barn"]) == pytest.approx(plain.encode(["väg barn"]))
    assert prompted.static is prompted


def test_hub_names_are_told_from_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "modeller").mkdir()
    assert is_hub_name("KBLab/sentence-bert-swedish-cased")
    for folder in ("modeller/min", "/srv/modell", "./a/b", "~/a", "modell", "a/b/c"):
        assert not is_hub_name(folder)


def test_what_is_static_says_so(tmp_path):
    assert is_static(tmp_path, [{"path": "", "type": STATIC}, {"path": "1", "type": "a.Normalize"}])
    assert not is_static(tmp_path, [{"path": "", "type": BERT}])
    assert is_static(tmp_path, [])
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    assert not is_static(tmp_path, [])
    (tmp_path / "config.json").write_text('{"model_type": "model2vec"}')
    assert is_static(tmp_path, [])


def test_damaged_settings_of_a_model_are_named(settings, tmp_path):
    folder = save_model(tmp_path / "m")
    (folder / "modules.json").write_text("{")
    with pytest.raises(EncoderUnavailable, match=r"modules\.json"):
        load_encoder(replace(settings, encoder=str(folder)))


@pytest.mark.parametrize("name", ["KBLab/modell", "mapp"])
def test_without_the_extra_the_cure_is_named(settings, tmp_path, monkeypatch, name):
    def fail(_):
        raise ModuleNotFoundError("No module named 'torch'")

    write_modules(tmp_path / "mapp", ("", BERT))
    monkeypatch.setattr(encoders.importlib, "import_module", fail)
    where = name if "/" in name else str(tmp_path / name)
    with pytest.raises(EncoderUnavailable, match=r"planlots\[models\]"):
        load_encoder(replace(settings, encoder=where))
    with pytest.raises(EncoderUnavailable, match=r"planlots\[models\]"):
        load_reranker(replace(settings, reranker=where))


def test_a_missing_folder_is_named_without_asking_the_network(settings, tmp_path):
    with pytest.raises(EncoderUnavailable, match="finns-inte"):
        load_encoder(replace(settings, encoder=str(tmp_path / "finns-inte")))


def test_the_models_lie_where_the_settings_say():
    assert encoders.SHIPPED == MODELS / "encoder"
