from types import SimpleNamespace

import numpy as np
import pytest

from assistant.records import RankedArea
from assistant.retrieval.areas import recall_phrases, weigh_words
from assistant.retrieval.search import Asked
from corpus.analysis import stem, term_number
from corpus.errors import BadRequest
from corpus.records import Area, Document
from eval import areaset
from eval.areaset import AREAS, Phrase, holds_phrases, parse_phrase, place_phrases, read_phrases, summarize_areas
from eval.questionset import DEVELOPMENT

PLAN = Document("hamn", "Hamnplan")
PHRASE = Phrase("o1", "lampan är trasig", "hamn", "Hålla fyrens lampa tänd.")


def ranked(text):
    return RankedArea(Area(f"hamn#{text}", "hamn", "hamn/drift", 0, len(text), text, "Drift", None, None, 1, None, 0), PLAN, 1.0)


def test_ranks_are_counted_within_the_plan_and_over_all(monkeypatch):
    lists = {"hamn": [ranked("Måla båtar."), ranked("Hålla  fyrens lampa tand")], None: [ranked("Måla båtar.")]}
    monkeypatch.setattr(areaset, "rank_areas", lambda library, phrase, document=None, limit=10: lists[document])
    (placed,) = place_phrases(SimpleNamespace(), [PHRASE])
    assert (placed.rank, placed.rank_all, placed.first) == (2, None, "Måla båtar.")
    measures = summarize_areas([placed])
    assert measures["plan@1"].value == 0
    assert measures["plan@3"].value == 1
    assert measures["plan_mrr"].value == 0.5
    assert measures["all@5"].value == 0


def test_no_areas_at_all_is_a_miss(monkeypatch):
    monkeypatch.setattr(areaset, "rank_areas", lambda *_, **__: [])
    (placed,) = place_phrases(SimpleNamespace(), [PHRASE])
    assert (placed.rank, placed.first) == (None, "")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "o1"}'])
def test_a_bad_line_is_named(line):
    with pytest.raises(BadRequest, match="Rad 7"):
        parse_phrase(line, 7)


def test_the_shipped_phrases_are_many_and_different():
    phrases = read_phrases()
    assert len(phrases) >= 60
    assert len({(phrase.phrase, phrase.document) for phrase in phrases}) == len(phrases)


def test_a_file_of_phrases_is_told_from_one_of_questions(tmp_path):
    assert holds_phrases(AREAS)
    assert not holds_phrases(DEVELOPMENT)
    assert not holds_phrases(tmp_path / "borta.jsonl")
    broken = tmp_path / "trasig.jsonl"
    broken.write_text("{", encoding="utf-8")
    assert not holds_phrases(broken)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadRequest, match=r"borta\.jsonl"):
        read_phrases(tmp_path / "borta.jsonl")


def test_common_words_tell_an_area_less_than_rare_ones():
    asked = Asked("hela fyrlampan", {stem("hela"): 1.0, stem("fyrlampan"): 1.0, "förkortat": 0.5})
    common, rare, other = (weigh_words(asked)[term_number(term)] for term in (stem("hela"), stem("fyrlampan"), "förkortat"))
    assert common < 0.5 < rare
    assert other == 0.5  # stands for no word of the question


def test_the_meaning_of_like_phrases_is_one_arm():
    register = SimpleNamespace(rows=np.array([[1, 0], [0, 1]], dtype=np.float32))
    told = SimpleNamespace(recall=lambda text: np.array([0, 0.5], dtype=np.float32), level=lambda cosines: cosines)
    assert recall_phrases(Asked("lampan", {}), register, told).tolist() == [0, 0.5]
    silent = SimpleNamespace(recall=lambda text: None)
    assert recall_phrases(Asked("lampan", {}), register, silent) is None
