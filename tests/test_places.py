"""Places found in a document's text, kept on disk: found once, never wrong, and nothing of them is text."""

import json
import subprocess
import sys

import pytest

from assistant.retrieval import places
from assistant.retrieval.places import FOLDER, alone, file_of, name_places, recall_places, reload_shelf, save_places
from corpus.settings import Settings
from corpus.store import Store
from tests import plans


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "WORTH", 1)
    with plans.open_library(tmp_path):
        pass
    return tmp_path / "data" if (tmp_path / "data").exists() else tmp_path


@pytest.fixture
def open_store(data):
    opened = []

    def open_one(**options):
        opened.append(Store.open(Settings(data, "", None), **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def find(store, document_id):
    return lambda: [(7, section, 0, len(section.text)) for section in store.sections(document_id) if "ska" in section.text]


def never():
    pytest.fail("found anew")


def save(store):
    name = store.documents()[0].id
    found = recall_places(store, name, "ska", find(store, name))
    save_places(store, name)
    return name, found


def test_what_was_found_is_read_by_the_next_process_without_reading_the_document(open_store, monkeypatch):
    name, found = save(open_store())
    assert found
    later = open_store()
    monkeypatch.setattr(Store, "sections", lambda *_: never())
    assert recall_places(later, name, "ska", never) == found


def test_nothing_is_found_twice_either_when_there_is_nothing(open_store):
    first = open_store()
    name = first.documents()[0].id
    assert recall_places(first, name, "none", lambda: ()) == ()
    save_places(first, name)
    assert recall_places(open_store(), name, "none", never) == ()


def test_on_disk_lie_numbers_and_no_text(open_store):
    store = open_store()
    name, found = save(store)
    content = json.loads(file_of(store, name).read_bytes())
    assert content["lists"] == {"ska": [[7, section.order, start, end] for _, section, start, end in found]}
    assert "karl" not in name_places("line", "Karl XII").casefold() and name_places("line", "Karl XII") != name_places("line", "Karl XI")


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: text.replace('"ska": [[7, ', '"ska": [[8, '),
        lambda text: text.replace('"program": "', '"program": "0'),
    ],
)
def test_a_damaged_file_or_one_of_another_program_is_found_anew(open_store, damage):
    first = open_store()
    name, found = save(first)
    path = file_of(first, name)
    changed = damage(path.read_text())
    assert changed != path.read_text()
    path.write_text(changed)
    later = open_store()
    asked = []
    assert recall_places(later, name, "ska", lambda: asked.append(1) or find(later, name)()) == found
    assert asked


def test_places_outside_the_text_are_found_anew(open_store, monkeypatch):
    first = open_store()
    name, found = save(first)
    path = file_of(first, name)
    content = json.loads(path.read_bytes())
    content["lists"]["ska"][0][3] = 10**6
    content["sum"] = places.sum_up(content["lists"])
    path.write_text(json.dumps(content))
    later = open_store()
    assert recall_places(later, name, "ska", find(later, name)) == found


def test_a_document_that_has_gone_leaves_nothing(open_store):
    store = open_store()
    name, _ = save(store)
    old = file_of(store, name)
    other = store.documents()[1].id
    store.withdraw(name)
    recall_places(store, other, "ska", find(store, other))
    save_places(store, other)
    assert not old.exists() and file_of(store, other).exists()


def test_a_folder_that_cannot_be_written_costs_only_time(open_store, data):
    (data / FOLDER).write_text("in the way")
    store = open_store()
    name, found = save(store)
    assert found and recall_places(store, name, "ska", never) == found
    with alone(store) as free:
        assert free


def test_what_another_process_wrote_meanwhile_is_read(open_store):
    waiting, working = open_store(), open_store()
    name = waiting.documents()[0].id
    assert places.find_shelf(waiting, name) == {}
    _, found = save(working)
    reload_shelf(waiting, name)
    assert recall_places(waiting, name, "ska", never) == found


def test_only_one_process_is_at_it(open_store, data):
    script = (
        "import sys, pathlib; from corpus.settings import Settings; from corpus.store import Store; from assistant.retrieval.places import alone\n"
        "with alone(Store.open(Settings(pathlib.Path(sys.argv[1]), '', None))) as free: print(free)"
    )

    def ask():
        return subprocess.run([sys.executable, "-c", script, str(data)], capture_output=True, text=True, check=True).stdout.strip()

    with alone(open_store()) as free:
        assert free and ask() == "False"
    assert ask() == "True"
