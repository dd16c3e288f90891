"""What is told of an ingested file."""

from corpus.records import PageQuality
from ingest.outcome import count_records, describe_edition, describe_quality
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


def test_quality_tells_only_of_pages_that_read_badly():
    assert describe_quality(pages("good", "good")) == describe_quality([]) == ""
    assert describe_quality(pages("good", "repaired", "empty", "repaired")) == "4 sidor: 2 rättade efter skanning, 1 utan text"
    assert describe_quality(pages("poor")) == "1 sida: 1 svårlästa"


def test_a_text_without_pages_is_told_as_a_whole_with_the_cure():
    def whole(verdict):
        return [PageQuality(None, 9, "sv", 0.0, 0, verdict)]

    assert describe_quality(whole("repaired")) == "texten är rättad efter fel läsning; skicka PDF:en så läses den om"
    assert describe_quality(whole("good")) == ""
