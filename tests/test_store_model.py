"""Store, index and ingest against a plain dict, through random work, faults and restarts."""

import random

import pytest

from ingest import editions
from ingest.pipeline import ingest_file, remove_document
from tests.libraries import build_simply, memory_library

OPERATIONS = 2_000
CHECK_EVERY = 10  # operations between comparisons of everything
SUBJECTS = ("broar", "snö", "fiske", "skolvägar", "återbruk", "samråd")


class Fault(Exception):
    """Thrown by the tests' on_step."""


def write_plan(path, rng):
    chosen = rng.sample(SUBJECTS, rng.randint(1, len(SUBJECTS)))
    sections = {f"Om {subject}": f"Nummer {rng.randrange(10**6)} om {subject} i Alvby." for subject in chosen}
    path.write_text("".join(f"# {heading}\n{text}\n" for heading, text in sections.items()), encoding="utf-8")
    return sections


def interrupt(rng):
    """An on_step that raises at a random call, or never."""
    left = rng.choice([None, *range(12)])

    def on_step(_step, _share):
        nonlocal left
        if left == 0:
            raise Fault
        left = None if left is None else left - 1

    return on_step


def read_document(library, name):
    """What the store holds of a document, seen through its sections; every passage must be findable by its id."""
    if name not in library.store.generations():
        return None
    sections, passages = library.store.sections(name), library.store.document_passages(name)
    assert library.store.passages([one.id for one in passages]) == {one.id: one for one in passages}
    assert all(library.store.section(one.anchor).text[one.start : one.end] == one.text for one in passages)
    return {section.heading: section.text for section in sections}


def read_all(library):
    return {document.id: read_document(library, document.id) for document in library.store.documents()}


@pytest.mark.parametrize("seed", [1, 2])
def test_random_work_agrees_with_a_dict(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(editions.structure, "build", build_simply)
    rng, model, library = random.Random(seed), {}, memory_library(tmp_path / "data")
    index = library.index
    for number in range(OPERATIONS // 2):
        name = rng.choice("abcde")
        action = rng.choices(("put", "remove", "read", "restart"), (6, 2, 8, 0.5))[0]
        if action == "put":
            sections = write_plan(tmp_path / "plan.md", rng)
            before = library.store.generations().get(name)
            try:
                ingest_file(tmp_path / "plan.md", library, document_id=name, on_step=interrupt(rng))
            except Fault:
                if library.store.generations().get(name) == before:
                    sections = model.get(name)
            if sections:
                model[name] = sections
        elif action == "remove" and name in model:
            remove_document(name, library)
            del model[name]
        elif action == "restart":
            library.close()
            library = memory_library(tmp_path / "data")
            object.__setattr__(library, "index", index)
        if action == "read":
            assert read_document(library, name) == model.get(name)
        if number % CHECK_EVERY:
            continue
        assert read_all(library) == model
        assert index.matches(library.store.manifest(), library.store.generations())
    library.close()
