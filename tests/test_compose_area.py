"""What is shown beside the areas that fit a topic."""

from types import SimpleNamespace

from assistant.answer import ask
from assistant.compose.area import BESIDE, FOUND_FIRST, find_beside
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file


def statement(score, **changes):
    return SimpleNamespace(**({"rank": 0, "area": False, "is_opinion": False, "score": score} | changes))


def beside(*evidence):
    return find_beside(SimpleNamespace(evidence=evidence), 5.0)


def test_a_statement_among_the_first_hits_is_shown_beside_the_areas_when_it_comes_near():
    near, far = statement(5.0 - BESIDE), statement(4.9 - BESIDE)
    assert beside(near) == [near]
    assert beside(far) == []


def test_areas_opinions_and_lower_hits_are_not_shown_beside():
    assert beside(statement(9, area=True), statement(9, is_opinion=True), statement(9, rank=FOUND_FIRST)) == []


def test_one_statement_is_enough():
    first, second = statement(6), statement(5)
    assert beside(first, second) == [first]


PLAN = """# Hamnplan för Norråker

## Målområde 1. En lugn hamn

- Stödja dem som bor ensamma vid kajen.
- Erbjuda äldre båtfolk en plats i hamnens dagverksamhet.
"""


def test_a_topic_that_no_document_names_is_told_to_be_unnamed(tmp_path):
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(tmp_path / "plan.md", library)
        found = ask(library, "vad säger planen om demens?")
        named = ask(library, "vad säger planen om dagverksamhet?")
    assert any("nämner inte ”demens”" in notice for notice in found.notices)
    assert not any("nämner inte" in notice for notice in named.notices)
