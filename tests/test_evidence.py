import pytest

from assistant.evidence.statements import Matches, find_spans, is_torn, sort_evidence, split_paragraph
from assistant.question.words import content_words
from corpus.records import Passage


def passage(text, kind="text", start=0):
    return Passage("d/a#0", "d", "d/a", start, start + len(text), text, kind, ("A",), None, "plan", None, None, 0)


def spans(text, kind="text"):
    return [text[start:end] for start, end in find_spans(passage(text, kind))]


def test_text_is_read_sentence_by_sentence():
    assert spans("Rådet ses ofta. Det leds av Ada.\n\nNämnden vilar.") == ["Rådet ses ofta.", "Det leds av Ada.", "Nämnden vilar."]


def test_a_short_item_is_whole_and_a_long_one_is_not():
    assert spans("Bygg broar. Lägg ut dem.", "item") == ["Bygg broar. Lägg ut dem."]
    long = "Detta är en mening med åtta ord här. " * 8
    assert len(spans(long.strip(), "item")) == 8


def test_a_signature_stays_with_its_title():
    assert spans("Ada Ek\nBrochef\n\nBo Alm\nHamnkapten") == ["Ada Ek\nBrochef", "Bo Alm\nHamnkapten"]


def test_long_lines_are_no_signature():
    text = "Detta är en ganska lång rad utan punkt\nDetta är en till sådan lång rad"
    assert len(split_paragraph(text, 0, len(text))) == 2


def test_matches_are_weighed():
    words = content_words("bryggor hamnar", lambda surface: 3.0 if surface == "bryggor" else 1.0)
    assert Matches(words).share((1.0, 0.0)) == 0.75
    assert Matches(()).share(()) == 0.0


def test_nothing_to_sort_is_nothing():
    assert sort_evidence([]) == []


def test_a_name_keeps_the_line_that_tells_what_the_person_is():
    text = "Karin Ek-Lund\nOrdförande för kommunerna i Norrmarks län i beredningen"
    assert split_paragraph(text, 0, len(text)) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "kind", "torn"), [("och nämnden i uppdrag att", "text", True), ("Nämnden", "text", False), ("ge stöd", "item", False)]
)
def test_what_begins_in_the_middle_of_a_sentence_ranks_lower(text, kind, torn):
    assert is_torn(passage(text, kind), text) == torn
