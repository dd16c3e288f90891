"""Things that a sentence counts: told by the headings below it, or only counted."""

import pytest

from assistant.answer import ask
from assistant.compose.counted import is_small_number, numbers_in
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """# Avtal om hamnarna i Norråker

## 1 Bakgrund

Tre bryggor byggs om under perioden. I kommunen finns 41 båtplatser för gäster.

## 2 Gemensamma uppgifter

Parterna har enats om tre gemensamma uppgifter.

### 2.1 Muddring

Muddring görs vartannat år och bekostas av båda parter.

### 2.2 Belysning av kajer

Kajerna lyses upp från oktober till april.

### 2.3 Skrotning av båtar

Övergivna båtar skrotas efter ett år.

## 3 Kostnader

Varje part bär sina kostnader.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("counted")
    (folder / "avtal.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as opened:
        ingest_file(folder / "avtal.md", opened)
        yield opened


def test_headings_below_tell_what_a_sentence_counts(library):
    found = ask(library, "Vilka gemensamma uppgifter har parterna enats om?")
    assert [one.text for one in found.statements] == [
        "Parterna har enats om tre gemensamma uppgifter.",
        "2.1 Muddring",
        "2.2 Belysning av kajer",
        "2.3 Skrotning av båtar",
    ]


def test_things_only_counted_are_not_told(library):
    found = ask(library, "vilka tre bryggor byggs om?")
    assert (found.status, found.citations[0].quote) == ("not_found", "Tre bryggor byggs om under perioden.")


def test_how_many_of_them_is_not_told_by_how_many_there_are(library):
    assert ask(library, "hur många båtplatser för gäster finns i kommunen?").status == "answered"
    assert ask(library, "hur många av de 41 båtplatserna för gäster har stolpar?").status == "not_found"


def test_small_numbers_in_words_and_figures():
    assert numbers_in("Fyra av 12 bryggor, 2031") == {4, 12}
    assert is_small_number("fyra")
    assert not is_small_number("2031")
