"""A question about the whole plan gets its purpose, goal and focus areas; one with a topic does not."""

import pytest

from assistant.answer import ask
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """# Havsplan för Norråker 2025–2030

## Inledning

Havet runt Norråker mår sämre. Syftet med planen är att samla alla som brukar havet. Arbetet leds av hamnrådet.

## Mål

Planen har många läsare. Målet är att varje vik ska gå att bada i år 2030.

## Fokusområden

### Fokusområde 1. Renare vikar

Utvecklingsområden:

- Utveckla arbetet med latrintömning för båtgäster.
- Minska utsläppen av skräp från färjor.

### Fokusområde 2. Levande fiske

Utvecklingsområden:

- Stärka stödet till unga fiskare.
- Förbättra tillgången till lekbottnar för gädda.
"""
GOAL = "Målet är att varje vik ska gå att bada i år 2030."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("overview")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(folder / "plan.md", library)
        yield library


@pytest.mark.parametrize(
    "question",
    ["Sammanfatta planen", "Vad handlar planen om?", "vad går havsplanen ut på", "vad innehåller planen", "What is the plan about?"],
)
def test_a_plan_is_told_by_its_purpose_goal_and_focus_areas(library, question):
    text = ask(library, question).text
    assert "Syftet med planen är att samla alla som brukar havet." in text
    assert GOAL in text
    assert text.index("Renare vikar") < text.index("Levande fiske")


@pytest.mark.parametrize("question", ["Vilka mål finns?", "vad vill man uppnå", "hur ser målbilden ut"])
def test_goals_are_told_by_the_sentence_that_says_them(library, question):
    found = ask(library, question)
    assert GOAL in found.text
    assert "Syftet" not in found.text


@pytest.mark.parametrize("question", ["Vad innehåller planen om gäddor?", "vad handlar latrintömning om", "vilka mål finns för fiskare"])
def test_a_question_with_a_topic_is_about_that(library, question):
    assert "Syftet med planen" not in ask(library, question).text
