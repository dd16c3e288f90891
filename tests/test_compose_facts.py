"""Names with titles, as documents are signed."""

import pytest

from assistant.answer import ask
from assistant.compose.facts import ASKS_SIGNED, SIGNED
from assistant.question.words import fold
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file


@pytest.mark.parametrize(
    "text",
    ["Ada Ek\nBrochef", "Bo Alm-Berg, hamndirektör", "Siv Maj Nord\nMedicinskt ansvarig sjuksköterska", "Ulf Strand \nBiträdande rektor"],
)
def test_a_name_with_its_title_is_a_signature(text):
    assert SIGNED.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["Broar och bryggor\nHamnen byggs ut.", "Norra Hamnen byggs ut av kommunen.", "Ada Ek skrev brevet i maj."]
)
def test_headings_and_sentences_are_none(text):
    assert not SIGNED.search(text)


@pytest.mark.parametrize("question", ["vilka har skrivit under avtalet?", "vem undertecknade brevet", "Vilka står bakom förordet?"])
def test_who_signed_is_asked_in_many_ways(question):
    assert ASKS_SIGNED.search(fold(question))


MEMO = """# Yttrande om kajerna

Datum: 2026-03-05
Diarienummer: HN 2026/0042

## Bakgrund

Kajerna är slitna och ska målas.

Ada Ek
Brochef
"""


def test_several_facts_are_told_at_once(tmp_path):
    (tmp_path / "memo.md").write_text(MEMO, encoding="utf-8")
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(tmp_path / "memo.md", library)
        found = ask(library, "Datum, diarienummer och handläggare?")
    assert found.status == "answered"
    assert all(fact in found.text for fact in ("2026-03-05", "HN 2026/0042", "Ada Ek"))
