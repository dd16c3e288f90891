"""Two editions of an invented plan in one library: where they disagree both are shown with their dates, the newer first, and the difference."""

from datetime import date
from itertools import pairwise

import pytest

from assistant.answer import ask
from assistant.checks.support import check
from assistant.compose.disagreement import differ, tell_the_same
from assistant.model.generate import may_reword
from assistant.records import Statement
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

OLD = """# Plan för vinterskötsel i Fjällnäs kommun

Antagen av kommunfullmäktige 2021-03-15. Planen gäller 2021–2024.

## Syfte

Planen visar hur Fjällnäs kommun ska hålla vägar och gångbanor framkomliga under vintern.

## Organisation

Vinterrådet följer upp planen. Rådet möts två gånger per år och leds av gatuchefen.
Tekniska nämnden ansvarar för grusning av gångbanor.
Byalagen får bidrag med 4 000 kronor per vinter för egen snöröjning.

## Uppföljning

En rapport ska lämnas till kommunstyrelsen senast den 30 april varje år.

## Utrustning

Kommunen ska inte använda salt på gångbanor.
Förrådet i Östbyn håller grus och flis för hela säsongen.
Sandlådor ska finnas vid varje backe som lutar mer än tio grader.
Traktorerna i Norrbyn ska ha vinterdäck från november.
"""
NEW = (
    OLD.replace("2021-03-15. Planen gäller 2021–2024", "2025-02-10. Planen gäller 2025–2028")
    .replace("två gånger per år och leds av gatuchefen", "fyra gånger per år och leds av förvaltningschefen")
    .replace("Tekniska nämnden", "Samhällsbyggnadsnämnden")
    .replace("4 000", "6 500")
    .replace("30 april", "31 maj")
    .replace("ska inte använda", "ska använda")
    .replace("Traktorerna i Norrbyn ska ha vinterdäck från november.\n", "")
)
OTHER = OLD.replace("Fjällnäs", "Sjövik").replace("Vinterrådet", "Halkrådet").replace("två gånger", "sex gånger")
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editions")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as opened:
        for name, text in (("gammal.md", OLD), ("annan.md", OTHER), ("ny.md", NEW)):
            (folder / name).write_text(text, encoding="utf-8")
            ingest_file(folder / name, opened)
        yield opened


def dates_of(found):
    return [one.document.date for one in found.citations]


@pytest.mark.parametrize(
    ("question", "new", "old"),
    [
        ("Hur ofta möts vinterrådet i Fjällnäs?", "fyra gånger per år", "två gånger per år"),
        ("Vem ansvarar för grusning av gångbanor i Fjällnäs?", "Samhällsbyggnadsnämnden", "Tekniska nämnden"),
        ("Hur mycket får byalagen i bidrag i Fjällnäs?", "6 500 kronor", "4 000 kronor"),
        ("När ska rapporten lämnas till kommunstyrelsen i Fjällnäs?", "31 maj", "30 april"),
        ("Får kommunen använda salt på gångbanor i Fjällnäs?", "ska använda", "ska inte använda"),
    ],
)
def test_both_are_shown_with_date_the_newer_first(library, question, new, old):
    found = ask(library, question, today=TODAY)
    shown = [one.text for one in found.statements]
    assert found.status == "answered"
    assert [new in found.citations[0].quote, old in found.citations[1].quote] == [True, True]
    assert dates_of(found)[:2] == ["2025-02-10", "2021-03-15"]
    assert "Enligt Plan för vinterskötsel i Fjällnäs kommun, plan, 2025-02-10:" in shown
    assert "Uppgifterna skiljer sig åt. Den senaste är från 2025-02-10." in shown
    assert not {"Ja.", "Nej."} & set(shown)
    assert not may_reword(found, is_list=False)


def test_english_frames_around_swedish_quotes(library):
    found = ask(library, "How often does the vinterrådet in Fjällnäs meet?", today=TODAY)
    assert "The documents differ. The latest is from 2025-02-10." in [one.text for one in found.statements]


def test_what_is_the_same_in_both_is_said_once_from_the_newest(library):
    found = ask(library, "Var ska sandlådor finnas i Fjällnäs?", today=TODAY)
    assert dates_of(found) == ["2025-02-10"]
    assert "skiljer sig" not in found.text


def test_an_edition_named_by_its_year_answers_alone_and_the_newer_is_told(library):
    found = ask(library, "Hur ofta möts vinterrådet enligt Fjällnäs plan från 2021?", today=TODAY)
    assert dates_of(found) == ["2021-03-15"]
    assert any("nyare utgåva, från 2025-02-10" in notice for notice in found.notices)
    newest = ask(library, "Hur ofta möts vinterrådet enligt Fjällnäs plan från 2025?", today=TODAY)
    assert (dates_of(newest), newest.notices) == (["2025-02-10"], ())


def test_what_only_the_old_edition_says_has_a_notice(library):
    found = ask(library, "Vilka däck ska traktorerna i Norrbyn ha i Fjällnäs?", today=TODAY)
    assert dates_of(found) == ["2021-03-15"]
    assert any("nyare utgåva, från 2025-02-10" in notice for notice in found.notices)


def test_another_municipalitys_plan_is_no_edition(library):
    found = ask(library, "Hur ofta möts halkrådet i Sjövik?", today=TODAY)
    assert {one.document.issuer for one in found.citations} == {"Sjövik kommun"}
    assert "skiljer sig" not in found.text and found.notices == ()


DRAFT = (
    OLD.replace("Antagen av kommunfullmäktige 2021-03-15.", "Utkast 2026-03-01.")
    .replace("4 000", "9 000")
    .replace("två gånger", "tre gånger")
)


def test_what_was_decided_comes_before_a_newer_proposal(tmp_path):
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as opened:
        for name, text in (("a.md", OLD), ("b.md", DRAFT), ("c.md", NEW)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            ingest_file(tmp_path / name, opened)
        found = ask(opened, "Hur mycket får byalagen i bidrag?", today=TODAY)
        alone = ask(opened, "Hur mycket får byalagen i bidrag enligt planen från 2025?", today=TODAY)
    assert dates_of(found) == ["2025-02-10", "2021-03-15", "2026-03-01"]
    shown = [one.text for one in found.statements]
    assert shown[-2].endswith("är ett förslag.") and shown[-1] == "Uppgifterna skiljer sig åt. Den senaste är från 2026-03-01."
    assert (dates_of(alone), alone.notices) == (["2025-02-10"], ())  # a proposal is no newer edition


def test_two_municipalities_that_differ_are_both_shown_and_said_to(tmp_path):
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as opened:
        for name, text in (("a.md", OLD), ("b.md", OTHER.replace("Halkrådet", "Vinterrådet"))):
            (tmp_path / name).write_text(text, encoding="utf-8")
            ingest_file(tmp_path / name, opened)
        found = ask(opened, "Hur ofta möts vinterrådet?", today=TODAY)
    assert {one.document.issuer for one in found.citations} == {"Fjällnäs kommun", "Sjövik kommun"}
    assert found.statements[-1].text == "Uppgifterna skiljer sig åt."  # neither replaces the other


def test_order_of_ingest_changes_nothing(library, tmp_path):
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as turned:
        for name, text in (("ny.md", NEW), ("gammal.md", OLD)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            ingest_file(tmp_path / name, turned)
        found = ask(turned, "Hur ofta möts vinterrådet?", today=TODAY)
    assert dates_of(found) == ["2025-02-10", "2021-03-15"]


@pytest.mark.parametrize(
    "lie",
    [
        "Uppgifterna skiljer sig åt. Den senaste är från 2021-03-15.",
        "Uppgifterna skiljer sig åt. Den senaste är från 2026-01-01.",
    ],
)
def test_the_check_refuses_another_day(library, lie):
    found = ask(library, "Hur ofta möts vinterrådet i Fjällnäs?", today=TODAY)
    sections = {one.anchor: library.store.section(one.anchor) for one in found.citations}
    assert not check(Statement(lie, False, (1, 2)), found.citations, sections).supported
    assert check(Statement("Uppgifterna skiljer sig åt.", False, (1, 2)), found.citations, sections).supported
    assert not check(Statement("Uppgifterna skiljer sig åt.", False, (1,)), found.citations, sections).supported


def test_long_statements_are_shown_whole_with_the_difference(tmp_path):
    filler = " och ".join(f"vägen mellan {first} och {second}" for first, second in pairwise(PLACES))
    text = (
        f"# Plan för vägar i Fjällnäs kommun\n\nAntagen {{day}}.\n\n## Plogning\n\nKommunen plogar {filler} senast den {{hour}} november.\n"
    )
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as opened:
        for name, day, hour in (("a.md", "2021-03-15", 7), ("b.md", "2025-02-10", 6)):
            (tmp_path / name).write_text(text.format(day=day, hour=hour), encoding="utf-8")
            ingest_file(tmp_path / name, opened)
        found = ask(opened, "När plogar kommunen vägen mellan Alvik och Berga?", today=TODAY)
    assert dates_of(found) == ["2025-02-10", "2021-03-15"]
    assert found.statements[-1].text.startswith("Uppgifterna skiljer sig åt.")


PLACES = (
    "Alvik",
    "Berga",
    "Dalby",
    "Ekvik",
    "Fors",
    "Granby",
    "Holm",
    "Ista",
    "Kil",
    "Lund",
    "Mon",
    "Näs",
    "Orsta",
    "Roma",
    "Sala",
    "Torp",
)
PLAN = "Byalaget ska laga bryggan två gånger per år, senast den 30 juni, och meddela hamnnämnden."


@pytest.mark.parametrize(
    ("old", "new"),
    [("två", "tre"), ("juni", "juli"), ("30", "31"), ("ska laga", "ska inte laga"), ("ska", "bör"), ("hamnnämnden", "fritidsnämnden")],
)
def test_a_word_that_decides_is_a_difference(old, new):
    assert differ(PLAN, PLAN.replace(old, new)) and differ(PLAN.replace(old, new), PLAN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bryggan", "bryggorna"),
        ("hamnnämnden", "hamnnärnnden"),
        ("laga", "reparera"),
        ("meddela", "därefter meddela"),
        ("Byalaget", "BYALAGET"),
        ("senast den 30 juni, och meddela hamnnämnden", "och meddela hamnnämnden senast den 30 juni"),
    ],
)
def test_another_wording_or_a_misreading_is_none(old, new):
    assert not differ(PLAN, PLAN.replace(old, new))


def test_a_title_in_anothers_place_is_a_difference():
    assert differ("Mötena leds av gatuchefen.", "Mötena leds av sekreteraren.")


def test_statements_of_other_things_are_not_compared():
    assert tell_the_same(PLAN, PLAN.replace("två", "tre"))
    assert not tell_the_same(PLAN, "Skolan ska ha fyra lärare per klass.")
