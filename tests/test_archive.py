import json

import pytest

from corpus.errors import BadRequest, StoreUnavailable, Unknown
from eval.archive import BUNDLED_SET, Archive, Refused, bundled_set, slug
from eval.questionset import Gold, Question
from tests.makers_eval import make_set

QUESTIONS = (
    Question("1", "Vem tänder?", "fact", True, (Gold("hamn", "Drift", "Vakten tänder."),), (("vakten",),), difficulty="lätt"),
    Question("2", "Vad kostar det?", None, False, trap="tyst"),
)
REFUSED = (Refused(4, "kolumn B", "finns inte", {"question": "Var?", "kind": "fact"}, (Gold("hamn", "", "Här."),)),)


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "eval")


def test_a_set_is_read_as_it_was_written(archive):
    kept = archive.keep_set(make_set("Våra frågor", QUESTIONS, refused=REFUSED, skipped=2, file_name="f.xlsx"))
    back = archive.read_set(kept.id)
    assert (back.name, back.refused, back.skipped, back.digest) == ("Våra frågor", REFUSED, 2, kept.digest)
    assert [(one.question, one.trap, one.difficulty) for one in back.questions] == [
        ("Vem tänder?", None, "lätt"),
        ("Vad kostar det?", "tyst", ""),
    ]
    assert [one.id for one in archive.list_sets()] == [kept.id]
    archive.remove_set(kept.id)
    assert archive.list_sets() == []


def test_the_digest_changes_with_the_questions(archive):
    one, other = archive.keep_set(make_set("A", QUESTIONS)), archive.keep_set(make_set("B", QUESTIONS[:1]))
    assert one.digest != other.digest
    assert one.digest == archive.keep_set(make_set("C", QUESTIONS)).digest


def test_the_development_questions_are_always_there(archive):
    assert archive.read_set(BUNDLED_SET).questions == bundled_set().questions


def test_a_run_keeps_its_questions_when_the_set_is_gone(archive):
    kept = archive.keep_set(make_set("A", QUESTIONS))
    run = archive.add_run(kept, "")
    archive.remove_set(kept.id)
    assert [one.question for one in archive.run_questions(run.id)] == ["Vem tänder?", "Vad kostar det?"]
    assert archive.read_run(run.id) == run
    assert [one.id for one in archive.unfinished_runs()] == [run.id]


def test_an_outcome_that_was_cut_off_is_dropped(archive):
    run = archive.add_run(archive.keep_set(make_set("A", QUESTIONS)), "x")
    archive.append_outcome(run.id, {"id": "1"})
    with (archive.folder / "runs" / run.id / "outcomes.jsonl").open("a") as out:
        out.write('{"id": "2", "te')
    assert archive.outcome_rows(run.id) == [{"id": "1"}]
    assert archive.cut_outcomes(run.id) == 1
    archive.append_outcome(run.id, {"id": "2"})
    assert [row["id"] for row in archive.outcome_rows(run.id)] == ["1", "2"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a/b", ".", "Å", "a" * 101])
def test_no_name_leads_out_of_the_folder(archive, name):
    for read in (archive.read_set, archive.read_run, archive.outcome_rows, archive.remove_run):
        with pytest.raises(Unknown):
            read(name)


def test_what_is_not_there_and_what_is_damaged(archive):
    with pytest.raises(Unknown, match="finns inte, eller har tagits bort"):
        archive.read_run("borta")
    run = archive.add_run(archive.keep_set(make_set("A", QUESTIONS)), "x")
    (archive.folder / "runs" / run.id / "run.json").write_text("{")
    with pytest.raises(StoreUnavailable, match="kan inte läsas"):
        archive.read_run(run.id)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "eval").write_text("a file")
    with pytest.raises(StoreUnavailable, match="Det går inte att skriva"):
        Archive(tmp_path / "eval").keep_set(make_set("A", QUESTIONS))


def test_nothing_half_written_is_left(archive):
    archive.keep_set(make_set("A", QUESTIONS))
    assert all(json.loads(path.read_text()) for path in archive.folder.rglob("*") if path.is_file())


def test_names():
    assert slug("Våra första frågor!") == "vara-forsta-fragor"
    assert slug("???") == "samling"
    with pytest.raises(BadRequest, match="saknar namn"):
        Archive(None).keep_set(make_set("  ", QUESTIONS))
