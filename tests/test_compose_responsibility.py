"""Which verbs of the register a question asks about, and what a statement gains by telling of them."""

import pytest

from assistant.answer import ask
from assistant.compose.responsibility import same_actor
from assistant.question.deeds import find_deeds
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file
from tests.small_plan import open_plan


@pytest.mark.parametrize(
    ("question", "verbs"),
    [
        ("vem kallar ihop byalagen", {"sammankalla"}),
        ("vilka godkände budgeten", {"godkänna"}),
        ("vem tar fram förslaget", {"ta fram"}),
        ("vem förbereder ärendena", {"bereda"}),
        ("vem bor i byn", set()),
    ],
)
def test_everyday_verbs_ask_about_those_of_the_register(question, verbs):
    assert verbs <= find_deeds(question)
    assert verbs or not find_deeds(question)


def test_an_actor_is_found_by_all_words_of_its_name():
    assert same_actor("den yttre gruppen", "den yttre gruppen för vägar")
    assert not same_actor("den yttre gruppen", "den inre gruppen")


def test_the_places_themselves_are_told_by_their_offices():
    assert same_actor("stadsdelarna", "Stadsdelsförvaltningarna")
    assert not same_actor("stadsdelarna", "stadsdelsfesten")
    assert not same_actor("vägar", "vägledningen")


def test_a_label_is_shown_with_the_whole_row_it_belongs_to(tmp_path):
    plan = tmp_path / "plan.md"
    plan.write_text(
        "# Havsplan för Sörvik\n\n## Åtgärder\n\n### Städa stranden\n\nStranden städas varje vår.\n\nAnsvarig: Hamnrådet\n\nTidplan: juni 2027\n",
        encoding="utf-8",
    )
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(plan, library)
        found = ask(library, "vem ansvarar för att städa stranden?")
    assert "Hamnrådet" in found.text
    assert "juni 2027" in found.text


MANY = """# Plan för stöd i Tallberga kommun

## Stöd

En bedömd enskild cykelplan (BEC) ska upprättas när flera insatser behöver samordnas, alltid med utgångspunkt i cyklistens egna önskemål.

Tekniska nämnden ansvarar för vägarna i hela kommunen. Enskilda verkstäder ansvarar för bedömda cyklar. Kommunstyrelsen har ansvar för samverkan.

## Vägar

Vägföreningen är ansvarig för grusvägarna. Tekniska nämnden är ansvarig för broarna. Gatukontoret ansvarar för snöröjning.

## Lån

Biblioteket ansvarar för lånecyklar. Fritidsnämnden är ansvarig för utlåning. Skolorna ansvarar för hjälmar.
"""


def test_what_is_told_without_who_is_shown_as_the_nearest(tmp_path):
    with open_plan(tmp_path, MANY) as library:
        answer = ask(library, "vem är ansvarig för BEC?")
    assert answer.status == "not_found"
    assert answer.missing.startswith("Dokumenten säger inte vem.")
    assert [citation.quote for citation in answer.citations] == [MANY.split("\n")[4]]


CALLED = """# Byplan för Vikby

## Möten

De lokala båtombuden samlas i ett nätverk för att dela erfarenheter mellan byarna. Hamnkontoret är sammankallande. Nätverket har egna regler.
"""


def test_who_does_it_is_found_in_the_sentence_after_the_one_about_those_for_whom(tmp_path):
    with open_plan(tmp_path, CALLED) as library:
        found = ask(library, "vem kallar till träffarna för oss lokala båtombud?")
    assert (found.status, "Hamnkontoret är sammankallande" in found.text) == ("answered", True)


def test_what_is_made_is_no_doer(tmp_path):
    with open_plan(tmp_path, CALLED.replace("Nätverket har", "Hamnkontoret gör förslag till kartor. Nätverket har")) as library:
        found = ask(library, "vem gör utkastet till kartor?")
    assert "Hamnkontoret gör förslag" in found.text


@pytest.mark.parametrize(
    "question",
    [
        "vilka åtgärder ska gatukontoret göra?",
        "Vilka åtgärder ligger på gatukontoret?",
        "vilka insatser har gatukontoret?",
        "vad ansvarar gatukontoret för?",
        "vad är gatukontoret ansvarig för?",
    ],
)
def test_measures_of_a_body_are_its_rows(tmp_path, question):
    rows = "\n".join(f"| {task} | {who} | {when} |" for task, who, when in TASKS)
    with open_plan(tmp_path, f"{MANY}\n## Åtgärder\n\n| Åtgärd | Ansvarig | Klart |\n|---|---|---|\n{rows}\n") as library:
        answer = ask(library, question)
    assert "Gatukontoret ansvarar för snöröjning." in answer.text
    assert "Märka om cykelbanorna" in answer.text
    assert "Köpa in lånecyklar" not in answer.text


TASKS = [
    ("Märka om cykelbanorna", "Gatukontoret", "2027"),
    ("Köpa in lånecyklar", "Biblioteket", "2028"),
    ("Bygga om bron", "Tekniska nämnden", "2029"),
]
