"""Areas about a topic: all of them, no others, and a refusal when the plan has none."""

import pytest

from assistant.answer import ask
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """# Havsplan för Norråker

Planen har fyra områden. Vid dess framtagning deltog alla byar:

- Norråker
- Sörvik

Tre bryggor byggs om under perioden. Vid mätningen i maj var fem åtgärder för unga klara.

## Fokusområde 1. Renare vikar

Utvecklingsområden:

- Utveckla arbetet med latrintömning för båtgäster.
- Minska utsläppen av skräp från färjor.

## Fokusområde 2. Levande fiske

Utvecklingsområden:

- Stärka stödet till unga fiskare.
- Ge unga tillgång till båtar.
"""
TABLE = """# Åtgärdsplan för Sörvik

## Åtgärder

| Åtgärd | Ansvarig | Tid |
|---|---|---|
| Utbilda all personal i sjöräddning | Hamnkontoret | 2027 |
| Ordna ett läger för unga seglare | Fritidsnämnden | Årligen |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    (folder / "table.md").write_text(TABLE, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(folder / "plan.md", library)
        ingest_file(folder / "table.md", library)
        yield library


@pytest.mark.parametrize(
    "question", ["Vilka områden handlar om unga?", "ge mig alla utvecklingsområden om unga", "lista alla insatser för unga"]
)
def test_all_areas_about_a_topic_and_no_others(library, question):
    found = ask(library, question)
    wanted = {"Stärka stödet till unga fiskare.", "Ge unga tillgång till båtar.", "Ordna ett läger för unga seglare"}
    assert {one.quote for one in found.citations} == wanted


def test_the_cell_of_a_table_is_shown_and_its_row_when_who_and_when_are_asked_for(library):
    assert "Utbilda all personal i sjöräddning" in ask(library, "sjöräddning").text.splitlines()[-1]
    rows = ask(library, "alla åtgärder i Sörviks plan med ansvarig och tid").text
    assert "Utbilda all personal i sjöräddning | Hamnkontoret | 2027" in rows
    assert "Ordna ett läger för unga seglare | Fritidsnämnden | Årligen" in rows


def test_each_row_is_one_source_also_under_the_total(library):
    found = ask(library, "alla åtgärder i Sörviks plan med ansvarig och tid")
    assert [one.quote.count(" | ") for one in found.citations] == [2, 2]


@pytest.mark.parametrize("question", ["Vilka områden handlar om bibliotek?", "vilka insatser finns för tandvård"])
def test_no_list_of_something_else_when_no_area_is_about_it(library, question):
    assert ask(library, question).status == "not_found"


CLOSED = """# Hamnplan för Vikby

## Målområde 1. Trygga kajer

Målområde 1 ska kännetecknas av ljusa kajer och hela räcken.

Utvecklingsområden:

- Byta alla lyktor på kajen.
- Laga räcken varje vår.

## Målområde 2. Rena vatten

Målområde 2 ska kännetecknas av klara vikar.

Utvecklingsområden:

- Tömma latriner.
- Mäta vattnet.
"""


@pytest.mark.parametrize(
    ("question", "said"), [("Vad ska känneteckna målområde 1?", "ljusa kajer"), ("vad gäller i målområde 1?", "Byta alla lyktor")]
)
def test_what_a_sentence_says_of_a_numbered_part_goes_before_its_list(tmp_path, question, said):
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as library:
        path = tmp_path / "vikby.md"
        path.write_text(CLOSED, encoding="utf-8")
        ingest_file(path, library)
        answer = ask(library, question)
    assert said in answer.text
    assert ("Laga räcken" in answer.text) == ("lyktor" in said)


def test_a_sentence_that_tells_the_number_goes_before_the_areas_about_the_topic(library):
    found = ask(library, "hur många åtgärder för unga var klara vid mätningen i maj")
    assert [one.quote for one in found.citations] == ["Vid mätningen i maj var fem åtgärder för unga klara."]


@pytest.mark.parametrize(
    "question",
    [
        "Vilka är fokusområdena i Norråkers havsplan?",
        "fokusområden Norråker",
        "Rada upp fokusområdena i Norråkers plan, tack",
        "fokusområdena",
    ],
)
def test_the_focus_areas_asked_for_in_any_form_are_listed(library, question):
    found = ask(library, question)
    assert found.kind == "list" and "Renare vikar" in found.text and "Levande fiske" in found.text
