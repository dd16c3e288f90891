"""What is told of an ingested file."""

import pytest

from corpus.records import PageQuality
from ingest import outcome
from ingest.outcome import INSTALL, SEND, count_records, describe_edition, describe_quality, find_cure
from tests.editions import make_edition


def test_an_outcome_counts_what_was_made():
    outcome = describe_edition(make_edition(), "ny")
    assert (outcome.result, outcome.document_id, outcome.generation, outcome.file_name) == ("ny", "alvby", "g1", "plan.txt")
    assert outcome.message == "Plan för alvby: 2 avsnitt, 2 stycken, 2 områden."
    assert count_records(make_edition()) == outcome.counts
    assert (outcome.counts["sections"], outcome.counts["notes"], outcome.counts["unreadable"]) == (2, 0, 1)
    assert outcome.quality == ""


def pages(*verdicts):
    return [PageQuality(number, 9, "sv", 0.05, 0, verdict) for number, verdict in enumerate(verdicts, start=1)]


@pytest.fixture(autouse=True)
def reads(monkeypatch):
    monkeypatch.setattr(outcome, "reads_swedish", lambda: True)


def test_the_cure_is_the_picture_or_the_program_that_reads_it(monkeypatch):
    assert find_cure(pages("good", "repaired"), "text") == find_cure(pages("wrong language"), "docx") == SEND
    assert find_cure(pages("good", "empty", "poor"), "text") == find_cure(pages("repaired"), "pdf") == ""
    assert describe_quality(pages("good", "repaired"), "text") == f"2 sidor: 1 rättade efter skanning; {SEND}"
    monkeypatch.setattr(outcome, "reads_swedish", lambda: False)
    assert find_cure(pages("repaired"), "pdf") == INSTALL


def test_quality_tells_only_of_pages_that_read_badly():
    assert describe_quality(pages("good", "good")) == describe_quality([]) == ""
    assert describe_quality(pages("good", "repaired", "empty", "repaired")) == "4 sidor: 2 rättade efter skanning, 1 utan text"
    assert describe_quality(pages("poor")) == "1 sida: 1 svårlästa"


def test_a_text_without_pages_is_told_as_a_whole_with_the_cure():
    def whole(verdict):
        return [PageQuality(None, 9, "sv", 0.0, 0, verdict)]

    assert describe_quality(whole("repaired")) == "texten är rättad efter fel läsning; skicka PDF:en så läses den om"
    assert describe_quality(whole("good")) == ""
