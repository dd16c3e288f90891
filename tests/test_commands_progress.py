"""First start and waiting jobs, as the commands see them."""

import pytest

from api.commands import progress
from api.commands.progress import describe, show_bundled, show_jobs, waiting_jobs
from ingest.jobs import enqueue_file
from ingest.outcome import Outcome
from tests.small_library import open_library


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "data") as opened:
        yield opened


def put(library, tmp_path, name="plan.md", text="# Plan för sjön\n\nKommunen ska plantera kastanjer.\n"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return enqueue_file(library, tmp_path / name)


def test_waiting_jobs_are_done_before_a_question(library, tmp_path, capsys):
    put(library, tmp_path)
    put(library, tmp_path, "tva.md", "# Plan för skogen\n\nKommunen ska gallra.\n")
    assert [outcome.result for outcome in show_jobs(library)] == ["ny", "ny"]
    assert waiting_jobs(library) == []


def test_a_folder_with_documents_gets_no_others(library, tmp_path):
    put(library, tmp_path)
    show_jobs(library)
    show_bundled(library)
    assert len(library.store.documents()) == 1


def test_an_interrupted_start_is_finished(library, tmp_path, capsys):
    put(library, tmp_path)
    show_jobs(library)
    put(library, tmp_path, "tva.md", "# Plan för skogen\n\nKommunen ska gallra.\n")
    show_bundled(library)
    assert len(library.store.documents()) == 2
    assert "tva.md: ny." in capsys.readouterr().err


def test_asked_to_stop_it_leaves_the_job_for_the_next_start(library, tmp_path):
    put(library, tmp_path)
    with pytest.raises(SystemExit):  # ends the service's thread without a word
        show_jobs(library, lambda: True)
    assert [job.state for job in waiting_jobs(library)] == ["running"]
    assert library.store.documents() == ()


def test_a_line_tells_result_quality_and_unread_pages():
    outcome = Outcome("a.pdf", "ny", "Plan: 3 avsnitt.", "a", "g", {"unreadable": 2}, "4 sidor: 1 utan text")
    assert describe(outcome) == "a.pdf: ny. Plan: 3 avsnitt. 4 sidor: 1 utan text. 2 sidor kunde inte läsas."
    assert describe(Outcome("b.pdf", "fel", "Filen är tom.")) == "b.pdf: fel. Filen är tom."


def test_a_rebuild_is_shown_to_its_end():
    show = progress.show_rebuild()
    for done in (1, 2, 3):
        show(done, 3)
    show(1, 1)
