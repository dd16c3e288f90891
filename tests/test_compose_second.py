"""The statement that other weights put first is shown beside the answer, once, and never where the answer has a form of its own."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import ask, inquire
from assistant.compose import second
from assistant.compose.draft import MAX_WORDS, Draft, Line, show_quote
from assistant.compose.second import WEIGHTS, measure, show_second, weigh
from assistant.question.understand import read_question
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file
from tests.small_plan import open_plan

PLAN = """# Hamnplan för Sörvik

## Bryggor

Bryggorna ses över varje vår av hamnkontoret. Varvet målar bojarna i juni.

## Avgifter

Gästhamnen tar 200 kronor för en natt vid bryggan. Den som stannar en vecka betalar 900 kronor.
"""


@pytest.fixture(scope="module")
def inquiry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("second")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(folder / "plan.md", library)
        reading = read_question("vad kostar en natt vid bryggan", (), library.store.documents(), None)
        yield inquire(library, reading, date(2026, 1, 1))


def find(inquiry, start):
    return next(one for one in inquiry.evidence if one.text.startswith(start))


def test_every_measure_has_a_weight(inquiry):
    assert measure(inquiry, inquiry.evidence[0]).keys() == WEIGHTS.keys()


def test_the_statement_that_gives_what_is_asked_weighs_most(inquiry):
    assert weigh(inquiry, find(inquiry, "Gästhamnen")) == max(weigh(inquiry, one) for one in inquiry.evidence)


def test_it_is_shown_after_another_answer_and_not_twice(inquiry):
    other = Draft("fact", (show_quote(find(inquiry, "Bryggorna").quote),))
    shown = show_second(inquiry, other)
    assert [line.text[:8] for line in shown.lines] == ["Bryggorn", "Gästhamn"]
    assert show_second(inquiry, shown) == shown


@pytest.mark.parametrize("change", [{"is_list": True}, {"kind": "comparison"}, {"status": "not_found"}, {"status": "clarify"}])
def test_other_answers_stay_as_they_are(inquiry, change):
    draft = replace(Draft("fact", (show_quote(find(inquiry, "Bryggorna").quote),)), **change)
    assert show_second(inquiry, draft) is draft


def test_a_full_answer_gets_nothing_more(inquiry):
    full = Draft("fact", (Line("ord " * MAX_WORDS, (find(inquiry, "Bryggorna").quote,)),))
    assert show_second(inquiry, full) is full


def test_without_statements_nothing_is_added(inquiry):
    draft = Draft("fact", (show_quote(find(inquiry, "Bryggorna").quote),))
    assert show_second(replace(inquiry, evidence=()), draft) is draft


def test_an_opinion_asked_for_is_left_alone(inquiry, monkeypatch):
    monkeypatch.setattr(second, "asks_opinion", lambda _: True)
    draft = Draft("fact", (show_quote(find(inquiry, "Bryggorna").quote),))
    assert show_second(inquiry, draft) is draft


TABLE = """# Avtal om båtvård i Sörvik

Avtalet fördelar kostnaderna.

| Vara | Beställs av | Betalas av |
|---|---|---|
| Tampar, fast plats | Hamnkontoret | Kommunen |
| Tampar, tillfällig plats | Båtägaren | Klubben |
| Målarfärg | Varvet | Varvet |
"""


def test_rows_that_say_the_same_of_a_question_are_shown_together(tmp_path):
    with open_plan(tmp_path, TABLE, "avtal.md") as library:
        found = ask(library, "tampar, kostnad")
    assert "Kommunen" in found.text
    assert "Klubben" in found.text
    assert "Målarfärg" not in found.text
