import json

import pytest

from corpus.errors import BadRequest
from eval.ocr import KINDS, TEXTS, measure_ocr, row_figures, write_ocr
from eval.ocr_score import Score


@pytest.fixture(scope="module")
def report():
    return measure_ocr()


def test_the_misread_edition_is_mended(report):
    figures = row_figures(report.rows[0].score)
    assert figures["wrong"] > 1000
    assert figures["mended"] > 0.975
    assert figures["broken"] == 0
    assert figures["harmed"] == 0
    assert figures["wer_after"] < 0.008 < figures["wer_before"]


def test_running_text_leaves_out_figures(report):
    whole, running = (row_figures(row.score) for row in report.rows[:2])
    assert running["words"] < whole["words"]
    assert running["broken"] == 0
    assert running["wer_after"] < 0.002 < whole["wer_after"]


def test_rendered_documents_are_mended_in_fonts_of_no_training(report):
    rendered = sum((row.score for row in report.rows if " i " in row.name), Score())
    assert rendered.wrong > 1500
    assert rendered.mended / rendered.wrong > 0.98
    assert rendered.broken <= 2


def test_clean_text_and_other_languages_are_untouched(report):
    assert {one.name for one in report.untouched} > set(KINDS)
    assert [one for one in report.untouched if one.changes] == []


def test_of_mixed_pages_only_the_misread_one_is_mended(report):
    figures = {row.name: row_figures(row.score) for row in report.rows}
    assert figures["blandade sidor"]["mended"] > 0.9
    assert figures["blandade sidor"]["broken"] == 0


def test_the_report_is_a_table(report):
    text = write_ocr(report)
    assert "000 mot 003" in text
    assert "tecken/s" in text
    assert "norwegian.txt" in text


def test_pairs_are_grouped_by_document_font_and_size(tmp_path):
    clean = "Nämnden ska varje år följa upp att målen nås och att de äldre får stöd."
    row = {"clean": clean, "noisy": clean.translate(str.maketrans("åäö", "aao")), "doc": "d", "lang": "eng", "heldout": True}
    rows = [row | {"font": font, "dpi": dpi} for font, dpi in (("Sans", 200), ("Serif", 100)) for _ in range(8)]
    rows += [
        row | {"font": "Sans", "dpi": 200, "heldout": False, "noisy": "x"},
        row | {"font": "Sans", "dpi": 200, "lang": "swe", "noisy": "x"},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = {one.name: one.score for one in measure_ocr(path).rows}
    assert {"100 dpi", "200 dpi", "typsnitt Sans", "alla, minst 150 dpi"} <= set(scores)
    assert "typsnitt Serif" not in scores
    assert scores["200 dpi"].words == 8 * 15
    assert scores["200 dpi"].mended == scores["200 dpi"].wrong == 8 * 8


def test_a_file_that_holds_no_pairs_is_refused(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"a": 1}\n', encoding="utf-8")
    with pytest.raises(BadRequest, match="radpar"):
        measure_ocr(path)


def test_shares_of_an_empty_score_are_nought():
    assert set(row_figures(Score()).values()) == {0}


def test_the_texts_are_there():
    assert all((TEXTS / name).read_text(encoding="utf-8").strip() for name in KINDS)
