"""The answer record: all the grounds of an answer, with every check made again."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document as WordFile

from api.record import export_record, record_row
from api.version import package_version
from assistant.answer import ask
from assistant.record import make_record
from assistant.records import Turn
from tests.plans import open_library

MADE = datetime(2027, 5, 1, 12, 30, tzinfo=UTC)
QUESTION = "När ska delrapporten lämnas?"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("record")) as opened:
        yield opened


@pytest.fixture
def answer(library):
    return ask(library, QUESTION, today=date(2027, 5, 1))


def test_every_check_holds_and_the_grounds_are_there(library, answer):
    row = record_row(make_record(library, QUESTION, answer), [Turn("Och nu?", "Ja.")], MADE)
    assert (row["question"], row["version"], row["made"]) == (QUESTION, package_version(), "2027-05-01T12:30:00+00:00")
    assert row["history"] == [{"question": "Och nu?", "answer": "Ja."}]
    assert all(not one["faults"] for one in [*row["checks"]["statements"], *row["checks"]["citations"]])
    citation = row["answer"]["citations"][0]
    section = next(one for one in row["sections"] if one["anchor"] == citation["anchor"])
    assert section["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert row["documents"][0]["generation"]
    json.dumps(row)


def test_an_altered_quote_is_found_out(library, answer):
    wrong = replace(answer.citations[0], quote=answer.citations[0].quote.replace("2026", "2027"))
    record = make_record(library, QUESTION, replace(answer, citations=(wrong, *answer.citations[1:])))
    assert record.citations[0].faults
    assert any(one.faults for one in record.statements)


def test_a_models_altered_statement_is_found_out(library, answer):
    said = replace(answer.statements[0], text="Delrapporten ska lämnas senast i juni 2026.", verbatim=False, citations=(1,))
    record = make_record(library, QUESTION, replace(answer, statements=(said,), generated_by="prov"))
    assert record.statements[0].faults


def test_the_word_file_can_be_registered(library, answer):
    file = export_record(make_record(library, QUESTION, answer), "docx", (), MADE)
    text = "\n".join(paragraph.text for paragraph in WordFile(io.BytesIO(file.content)).paragraphs)
    assert file.name == f"svar-ur-plandokument-2027-05-01-{answer.record_id[:8]}.docx"
    for part in (QUESTION, answer.citations[0].quote, answer.record_id, "kontroll: håller", "sha256"):
        assert part in text


def test_the_json_file_is_the_row(library, answer):
    record = make_record(library, QUESTION, answer)
    assert json.loads(export_record(record, "json", (), MADE).content) == record_row(record, (), MADE)
