"""The timeline of a small library: facts, deadlines, sentences, twins, and what has no year."""

from datetime import date

import pytest

from api.page.drawing import LEFT, STEP, WIDTH, draw_timeline
from assistant.registers.timeline import Event, is_past, read_day, read_timeline
from corpus.errors import Unknown
from corpus.records import Document
from tests.small_library import add, make_edition, open_library

TEXTS = [
    "Nämnden ska redovisa läget senast 31 mars 2031. Vägen är vacker.",
    "Badhuset öppnade för alla invånare hösten 2029. Rapport lämnas senast den 1 maj varje år.",
]


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "data") as library:
        add(library, make_edition("plan", TEXTS))
        add(library, make_edition("avskrift", TEXTS[:1]))
        yield library


def test_sentences_with_a_year_come_in_order_and_the_others_apart(library):
    timeline = read_timeline(library, ["plan"])
    assert [(str(one.last), one.kind) for one in timeline.dated] == [("2029-12-31", "told"), ("2031-03-31", "deadline")]
    assert [one.words for one in timeline.undated] == ["senast den 1 maj, varje år"]
    quote = timeline.dated[1]
    section = library.store.section(quote.anchor)
    assert section.text[quote.start : quote.end] == quote.quote == "Nämnden ska redovisa läget senast 31 mars 2031."


def test_the_same_sentence_of_two_documents_is_told_once(library):
    (deadline,) = [one for one in read_timeline(library).dated if one.kind == "deadline"]
    assert {deadline.document.id, *(twin.document for twin in deadline.also_in)} == {"plan", "avskrift"}
    (mine,) = [one for one in read_timeline(library, ["plan"]).dated if one.kind == "deadline"]
    assert mine.document.id == "plan" and [twin.document for twin in mine.also_in] == ["avskrift"]


def test_a_document_that_is_not_there_is_unknown(library):
    with pytest.raises(Unknown):
        read_timeline(library, ["nej"])


def test_what_has_gone_is_past():
    event = Event("told", Document("p", "P"), date(2030, 1, 1), date(2030, 2, 1), "x")
    assert is_past(event, date(2030, 2, 2)) and not is_past(event, date(2030, 2, 1))
    assert read_day("2030-13-01") is None is read_day(None)


def event(kind, first, last, name="p"):
    return Event(kind, Document(name, name), date.fromisoformat(first), date.fromisoformat(last), "x")


def test_marks_stand_by_their_days_and_make_room_for_each_other():
    events = [
        event("told", "2001-01-01", "2001-12-31"),
        event("dated", "2030-01-01", "2030-01-01"),
        event("deadline", "2031-01-01", "2031-01-01"),
        event("deadline", "2031-01-02", "2031-01-02"),
        event("valid", "2030-01-01", "2032-12-31", "q"),
    ]
    drawing = draw_timeline(events, date(2031, 6, 1))
    assert drawing.left_out == 1 and [year for year, _ in drawing.years] == [2030, 2031, 2032]
    first, second = drawing.lanes
    xs = [mark.x for mark in first.marks]
    assert xs == sorted(xs) and xs[0] == LEFT and first.marks[2].y - first.marks[1].y == STEP
    assert [mark.number for mark in first.marks] == [2, 3, 4] and [mark.past for mark in first.marks] == [True] * 3
    assert first.bar is None and second.bar.x == LEFT and second.bar.x + second.bar.width <= WIDTH
    assert xs[1] < drawing.today < WIDTH


def test_no_events_make_no_picture():
    assert draw_timeline([], date(2031, 1, 1)) is None
