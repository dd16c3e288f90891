"""What somebody said for themselves, in their order, and by whom."""

import pytest

from assistant.answer import ask
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """# Hamnplan för Norråker

## Mål

Alla kajer ska målas före 2030. Kommunen planerar fem nya bryggor.

## Särskilt uttalande

Ada Berg (XP) lämnade ett särskilt uttalande:

Vi är glada åt kajerna. Fyren borde däremot flyttas till udden, där den gör mest nytta.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("opinions")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(folder / "plan.md", library)
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "Vad skriver reservanten?",
        "vad tyckte oppositionen?",
        "XP:s särskilda uttalande",
        "vad var det xp gnällde på",
        "Sammanfatta vad Ada Berg ville",
    ],
)
def test_an_opinion_without_a_matter_is_told_from_its_beginning(library, question):
    found = ask(library, question)
    assert [one.text for one in found.statements][1:3] == ["Ada Berg (XP) lämnade ett särskilt uttalande:", "Vi är glada åt kajerna."]


def test_an_opinion_on_a_matter_is_told_with_who_holds_it(library):
    found = ask(library, "Vilket parti ville flytta fyren?")
    texts = [one.text for one in found.statements]
    assert texts[0] == "Särskilt uttalande, inte beslut:"
    assert "Ada Berg (XP) lämnade ett särskilt uttalande:" in texts
    assert any("Fyren borde" in text for text in texts)


def test_what_the_plan_says_is_no_opinion(library):
    assert "Särskilt" not in ask(library, "Vad tänker kommunen göra med kajerna?").text
