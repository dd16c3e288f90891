"""A remark is shown before it is sent, kept only when it is, and becomes a question set for those who evaluate."""

import pytest

from corpus.settings import Settings
from eval.archive import Archive
from eval.remarks import Remarks
from tests.keyed import Keyed

SAID = {"question": "När plogas det?", "answer": "Innan sju. [1]", "cited": ["vinter/vagar"], "fault": "wrong", "comment": "<i>fel</i>"}


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    yield made
    made.close()


def kept(keyed):
    return Remarks.of(keyed.library.settings).list()


def test_what_will_be_kept_is_shown_and_not_yet_kept(keyed):
    html = keyed.client().post("/synpunkt", data=SAID).text
    assert all(part in html for part in ("Det här sparas", "När plogas det?", "Innan sju. [1]", "vinter/vagar", "&lt;i&gt;fel"))
    assert kept(keyed) == []


def test_only_what_is_sent_is_kept(keyed):
    html = keyed.client().post("/synpunkt", data={**SAID, "send": "yes", "history_question": "Hemligt?", "history_answer": "Nej"}).text
    assert "Tack, synpunkten är sparad" in html
    (one,) = kept(keyed)
    assert (one.question, one.fault, one.comment, one.sources, one.history) == (
        "När plogas det?",
        "wrong",
        "<i>fel</i>",
        ("vinter/vagar",),
        (),
    )


def test_the_conversation_comes_along_when_it_is_ticked(keyed):
    keyed.client().post(
        "/synpunkt", data={**SAID, "send": "yes", "with_history": "yes", "history_question": "Var?", "history_answer": "Här"}
    )
    assert kept(keyed)[0].history[0].question == "Var?"


def test_a_remark_without_a_fault_is_refused_with_the_reason(keyed):
    response = keyed.client().post("/synpunkt", data={**SAID, "fault": "", "send": "yes"})
    assert response.status_code == 422 and "Välj vad som inte stämmer" in response.text


def test_another_site_cannot_send_remarks(keyed):
    response = keyed.client().post("/synpunkt", data={**SAID, "send": "yes"}, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403 and kept(keyed) == []


def test_only_evaluators_read_remarks(keyed):
    keyed.client("reader")
    assert keyed.client().get("/utvardering/synpunkter").status_code == 403
    assert "Ingen har skickat" in keyed.client("editor").get("/utvardering/synpunkter").text


def test_remarks_become_a_question_set(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    keyed.client().post("/synpunkt", data={**SAID, "expected": "Gångvägar sandas när det ar halt.", "send": "yes"})
    editor = keyed.client("editor")
    assert "När plogas det?" in editor.get("/utvardering/synpunkter").text
    assert editor.get("/utvardering/synpunkter/fragor.xlsx").content.startswith(b"PK")
    assert '"document": "vinter"' in editor.get("/utvardering/synpunkter/fragor.jsonl").text
    assert editor.get("/utvardering/synpunkter/fragor.exe").status_code == 422
    editor.post("/utvardering/synpunkter/samling")
    (made,) = Archive.of(keyed.library.settings).list_sets()
    assert [one.question for one in made.questions] == ["När plogas det?"]


def test_a_remark_can_be_removed(keyed):
    keyed.client().post("/synpunkt", data={**SAID, "send": "yes"})
    editor = keyed.client("editor")
    editor.post(f"/utvardering/synpunkter/{kept(keyed)[0].id}/ta-bort")
    assert kept(keyed) == []
    assert editor.post("/utvardering/synpunkter/nej/ta-bort").status_code == 404


def test_each_collection_has_its_own_folder(tmp_path):
    assert Remarks.of(Settings(tmp_path / "a", "", None)).folder != Remarks.of(Settings(tmp_path / "b", "", None)).folder
