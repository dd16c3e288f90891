"""Tables asked for as lists: all their rows, or those that the question narrows to."""

import pytest

from assistant.answer import ask
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """# Bryggplan för Norråker 2026–2030

Planen gäller alla hamnar i kommunen.

## Planerade bryggor

| Brygga | Plats | Båtplatser | Klar |
|---|---|---|---|
| Måsen | Norrhamnen | 24 | 2027 |
| Tärnan | Sörviken | 12 | 2029 |
| Ejdern | Sörviken | 30 | Kvartal 2 2030 |

## Avgifter

Avgiften för en båtplats beslutas av nämnden.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as opened:
        ingest_file(folder / "plan.md", opened)
        yield opened


def lines(library, question):
    answer = ask(library, question)
    return answer.status, [one.text for one in answer.statements]


def test_all_rows_under_their_heads(library):
    status, shown = lines(library, "räkna upp de planerade bryggorna med antal båtplatser")
    assert status == "answered"
    assert [text.split(" | ")[0] for text in shown] == ["Brygga", "Måsen", "Tärnan", "Ejdern"]


def test_rows_that_the_question_narrows_to(library):
    _, shown = lines(library, "lista bryggorna i Sörviken")
    assert [text.split(" | ")[0] for text in shown] == ["Brygga", "Tärnan", "Ejdern"]


def test_one_row_stands_under_its_head(library):
    status, shown = lines(library, "När är Tärnan klar?")
    assert status == "answered"
    assert shown[:2] == ["Brygga | Plats | Båtplatser | Klar", "Tärnan | Sörviken | 12 | 2029"]


def test_what_no_table_lists_is_told_by_no_table(library):
    _, shown = lines(library, "lista alla fyrar i skärgården")
    assert not any(" | " in text for text in shown)
