"""Questions to begin with come from what the documents hold."""

import pytest

from api.page.examples import examples, name_topic
from tests.fake_desk import AREA, DOCUMENT, DUTY, FakeDesk


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Mål 2. Trygg skolväg", "trygg skolväg"),
        ("3.1 Natur", "natur"),
        ("IT och AI", "IT och AI"),
        ("Fritid", "fritid"),
        ("2030", "2030"),
        ("", ""),
    ],
)
def test_a_heading_is_named_inside_a_sentence(heading, topic):
    assert name_topic(heading) == topic


class Desk(FakeDesk):
    def __init__(self, *plans, duties=()):
        self.plans, self.duties = plans, duties

    def documents(self):
        return [{**DOCUMENT, "id": document, "text_quality": quality} for document, quality, _ in self.plans]

    def areas(self, choice):
        return [{**AREA, "document": {"id": document}, "focus_area": topic} for document, _, topics in self.plans for topic in topics]

    def responsibilities(self, choice):
        return [{**DUTY, "document": {"id": "a"}, **duty} for duty in self.duties]


def topics(desk):
    return [example.removeprefix("Vad säger planerna om ") for example in examples(desk)]


def test_examples_take_turns_between_plans_that_read_well():
    desk = Desk(("a", "good", ["Ett", "Ett", "Två", "Tre", "Fyra"]), ("b", "good", ["Fem"]), ("c", "repaired", ["Otydlig"]))
    assert topics(desk) == ["ett?", "fem?", "två?", "tre?"]


def test_examples_come_from_scans_when_there_is_nothing_else():
    assert topics(Desk(("c", "repaired", ["Otydlig"]))) == ["otydlig?"]
    assert examples(Desk()) == []


def test_the_busiest_and_what_is_done_in_time_are_asked_about_too():
    duties = [{"actor": "Parknämnden"}, {"actor": "Hamnen"}, {"actor": "Parknämnden"}, {"actor": "Den av alla valda kommittén"}]
    desk = Desk(("a", "good", ["Ett", "Två", "Tre"]), duties=duties)
    assert examples(desk)[2:] == ["Vad ska parknämnden göra?", "Vad ska göras varje år, och av vem?"]


def test_nobody_is_asked_about_where_the_text_does_not_name_them():
    duties = [{"actor": "", "frequency": None, "deadline": None}, {"actor": "Hamnen", "inferred": ["vem"], "frequency": None}]
    assert len(examples(Desk(("a", "good", ["Ett"]), duties=duties))) == 1
