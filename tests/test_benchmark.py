"""A retrieval benchmark of three passages, read, ingested and searched."""

import json

import pytest

from corpus.errors import BadRequest
from corpus.library import Library
from corpus.settings import Settings
from eval.benchmark import Query, cut_context, ingest_passages, rank_ids, read_benchmark, run_benchmark

PASSAGES = [
    {"id": "a", "title": "", "text": "Biblioteket lånar ut verktyg och skidor."},
    {"id": 2, "title": "Bad", "text": "Simhallen är öppen på helger."},
    {"id": "c", "title": "", "text": "Ja."},
]
QUERIES = [{"question": "får man låna skidor?", "relevant": ["a"]}, {"question": "när öppnar simhallen?", "relevant": [2]}]


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_benchmark_is_searched(tmp_path):
    benchmark = read_benchmark(write(tmp_path / "q.jsonl", QUERIES), write(tmp_path / "p.jsonl", PASSAGES))
    with Library.open(Settings(tmp_path / "data", "", None), child=False) as library:
        ingest_passages(benchmark.passages, library)
        assert sum(points for points, _ in library.store.manifest().values()) == 3
        measures = run_benchmark(library, benchmark.queries)
        slipped = run_benchmark(library, benchmark.queries, "felskrivet")
    assert [measures[name].value for name in ("först", "bland fem", "MRR@10", "nDCG@10")] == [1.0] * 4
    assert measures["först"].n == 2
    assert slipped["bland fem"].value == 1.0


def test_ids_become_rankings():
    assert rank_ids(["x", "b", "a"], Query("?", frozenset({"a", "b"}))) == ([frozenset(), frozenset({1}), frozenset({0})], 2)


def test_swequad_is_cut_at_line_breaks(tmp_path):
    text = "a" * 300 + "\n" + "b" * 300
    assert cut_context(text) == [(0, 301), (301, 601)]
    rows = [
        {"context": text, "question": "vad?", "choices": [{"start": 310, "type": "Correct answer"}, {"start": 1, "type": "Distractor"}]}
    ]
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"data": rows}), encoding="utf-8")
    benchmark = read_benchmark(path, None)
    assert [passage.id for passage in benchmark.passages] == ["0-0", "0-301"]
    assert benchmark.queries[0].relevant == {"0-301"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"question": "x"}], "relevant"),
        ([{"question": "x", "relevant": ["borta"]}], "borta"),
        ([], "Inga frågor"),
        ([["x"]], "söktest"),
    ],
)
def test_faults_are_named(tmp_path, rows, message):
    with pytest.raises(BadRequest, match=message):
        read_benchmark(write(tmp_path / "q.jsonl", rows), write(tmp_path / "p.jsonl", PASSAGES))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadRequest, match=r"inte\.jsonl"):
        read_benchmark(tmp_path / "inte.jsonl", None)
