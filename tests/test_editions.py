"""The steps from a file to its edition, and what names a generation."""

from corpus.records import Correction, Source
from ingest import editions
from ingest.editions import clean_source, hash_generation, is_passage_file, list_versions, read_edition
from tests.libraries import build_simply


def test_the_steps_run_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(editions.structure, "build", build_simply)
    path = tmp_path / "plan.md"
    path.write_text("# Broar\nAlla broar ska lagas innan vintern.\n# Snö\nSnön plogas.\n", encoding="utf-8")
    steps = []
    corrections = [Correction("f", "broar ", "ska", " lagas", "bör"), Correction("f", "", "borta", "", "x")]
    edition = read_edition(path, "alvby", corrections, lambda step, share: steps.append(step))
    assert steps == ["read", "repair", "correct", "structure"]
    assert edition.sections[0].text == "Alla broar bör lagas innan vintern."
    assert [orphan.quote for orphan in edition.orphans] == ["borta"]
    assert (edition.document.id, edition.document.file_name) == ("alvby", "plan.md")
    assert len(edition.quality) == 1


def test_a_generation_is_named_by_all_that_makes_it():
    versions, correction = {"reader": "1"}, Correction("f", "a", "b", "c", "d", "Eva", "2031")
    name = hash_generation("f", versions, [correction])
    assert name == hash_generation("f", dict(versions), [Correction("f", "a", "b", "c", "d", "Ola", "2032")])
    others = [
        hash_generation("g", versions, [correction]),
        hash_generation("f", {"reader": "2"}, [correction]),
        hash_generation("f", versions, []),
        hash_generation("f", versions, [Correction("f", "a", "b", "c", "e")]),
    ]
    assert len({name, *others}) == 5


def test_versions_are_those_of_the_steps_the_file_goes_through():
    assert is_passage_file("a.JSONL")
    assert not is_passage_file("jsonl.txt")
    assert set(list_versions("a.pdf")) == {"reader", "repair", "structure", "registers"}
    assert set(list_versions("a.jsonl")) == {"reader"}


def test_characters_that_no_database_takes_are_marked():
    assert clean_source(Source("a\0b\ud800c", (), "pdf")).text == "a\ufffdb\ufffdc"
    good = Source("åäö", (), "pdf")
    assert clean_source(good) is good
