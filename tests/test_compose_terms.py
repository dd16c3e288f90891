"""What tells two words apart: both meanings."""

import pytest

from assistant.answer import ask
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """Glupbo kommun
Plan för rena stränder 2027–2029

1 Begrepp

Med strand avses marken närmast vattnet. Med badplats avses en strand som kommunen sköter.
Samordnaren i kansliet (strandsamordnare, SSA) svarar på frågor.

2 Arbetet

Kommunen städar varje strand två gånger om året.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("terms")
    file = folder / "strander.txt"
    file.write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as opened:
        ingest_file(file, opened)
        yield opened


@pytest.mark.parametrize(
    "question",
    ["Vad är skillnaden mellan en strand och en badplats?", "hur skiljer sig badplats från strand", "skillnad på strand och badplats?"],
)
def test_both_meanings_are_told(library, question):
    answer = ask(library, question)
    assert answer.kind == "definition"
    assert {one.quote for one in answer.citations} == {
        "Med strand avses marken närmast vattnet.",
        "Med badplats avses en strand som kommunen sköter.",
    }


def test_a_word_that_is_not_explained_is_left_to_others(library):
    assert ask(library, "Vad är skillnaden mellan strand och kaj?").kind != "definition"
