"""Frames of Word documents that are no tables."""

import docx

from ingest.readers.docx import read_docx


def test_a_frame_of_one_column_gives_its_paragraphs(tmp_path):
    document = docx.Document()
    box = document.add_table(rows=2, cols=1)
    box.rows[0].cells[0].paragraphs[0].add_run("Trygga hem").bold = True
    box.rows[1].cells[0].paragraphs[0].add_run("Vi ska:")
    box.rows[1].cells[0].add_paragraph("bygga ramper", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Åtgärd", "Vem"
    document.save(str(tmp_path / "plan.docx"))
    lines = [line for line in read_docx(tmp_path / "plan.docx").text.split("\n") if line]
    assert lines == ["**Trygga hem**", "Vi ska:", "- bygga ramper", "| Åtgärd | Vem |", "| --- | --- |"]
