"""Backup and restore: the same answers elsewhere, from any database to any other, and nothing from a damaged file."""

import json
import random
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from api.cli import main
from assistant.answer import ask
from corpus import restore
from corpus.backup import EPOCH, SEAL, make_backup, seal
from corpus.collections import Collections, collection_settings
from corpus.errors import BadRequest, StoreUnavailable
from corpus.jobs import Jobs
from corpus.keys import Keys
from corpus.library import Library
from corpus.restore import UnusableBackup, restore_backup
from corpus.settings import MODELS, Settings
from corpus.store import Store
from ingest.pipeline import ingest_file, remove_document
from tests.editions import make_edition
from tests.postgres import serve_postgres

PLAN = """# Plan för trygga skolvägar i Norråker

## Mål

Kommunen ska sänka hastigheten vid alla skolor före 2031.

## Ansvar

Tekniska nämnden ansvarar för uppföljningen varje år. Rektor kallar till mötena.
"""
OTHER = "# Plan för Ådalens bad\n\n## Mål\n\nBadet ska hållas öppet hela sommaren. Fritidsnämnden ansvarar för skötseln.\n"
QUESTIONS = (
    "vem ansvarar för uppföljningen?",
    "vem kallar till mötena?",
    "hur fort får man köra vid skolor?",
    "vad gäller för badet?",
    "vad säger planen om sälar?",
)


def answers(settings):
    """Everything that a question gives but the time it took."""
    with Library.open(settings, child=False) as library:
        assert library.index.audit(library.store.manifest()) == ()
        return [replace(ask(library, question), took_ms=0) for question in QUESTIONS]


def fill(settings, tmp_path):
    """Two documents, one of them in a second edition, one withdrawn; a key and a collection."""
    with Library.open(settings, child=False) as library:
        for number, (name, text) in enumerate(
            (("skola", PLAN.replace("Rektor", "Skolchefen")), ("skola", PLAN), ("bad", OTHER), ("borta", PLAN + "x"))
        ):
            path = tmp_path / f"{number}.md"
            path.write_text(text, encoding="utf-8")
            ingest_file(path, library, document_id=name)
        remove_document("borta", library)
        Keys(library.store).add("anna", "editor", "")
        Collections(library.store).add("norrby", "Norrby kommun", public=False)
        Jobs(library.store).enqueue("f" * 64, "väntar.md")
        Jobs(library.store).claim()
    inside = collection_settings(settings, "norrby")
    inside.data.mkdir(parents=True)
    with Library.open(inside, child=False) as library:
        ingest_file(path, library, document_id="ovrigt")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """(settings of a filled data folder, its backup)"""
    folder = tmp_path_factory.mktemp("full")
    settings = Settings(folder / "data", str(MODELS / "encoder"), None)
    fill(settings, folder)
    (settings.data / "gallring").mkdir()
    (settings.data / "gallring" / "bevis.json").write_text("{}")
    (settings.data / "server.secret").write_text("hemlig")
    return settings, make_backup(settings, folder / "kopia.zip", "0.1")


def other_place(settings, tmp_path, database=None):
    return replace(settings, data=tmp_path / "annan plats" / "data", database=database)


def test_restored_elsewhere_every_answer_is_the_same(full, tmp_path):
    settings, made = full
    assert (made.documents, made.collections, made.notices) == (3, ("default", "norrby"), ())
    place = other_place(settings, tmp_path)
    done = restore_backup(made.path, place)
    assert (done.documents, done.files) == (3, made.files)
    assert answers(place) == answers(settings)
    assert (place.data / "gallring" / "bevis.json").exists() and not (place.data / "server.secret").exists()
    assert made.path.stat().st_mode & 0o077 == 0
    with closing(Store.open(place)) as store, closing(Store.open(settings)) as original:
        assert store.manifest() == original.manifest()
        assert [key.name for key in Keys(store).list()] == ["anna"]
        assert [(job.state, job.worker) for job in Jobs(store).list()] == [("queued", "")]
        assert store.withdrawn("borta") == original.withdrawn("borta")
    with closing(Store.open(collection_settings(place, "norrby"))) as store:
        assert [document.id for document in store.documents()] == ["ovrigt"]


def test_from_sqlite_to_postgresql_and_back(full, tmp_path):
    settings, made = full
    with serve_postgres() as server:
        there = other_place(settings, tmp_path / "pg", server("planer"))
        restore_backup(made.path, there)
        assert answers(there) == answers(settings)
        with closing(Store.open(there)) as store:
            Keys(store).add("bo", "reader", None)
        again = make_backup(there, tmp_path / "pg.zip", "0.1")
        with pytest.raises(StoreUnavailable, match="redan data"):
            restore_backup(again.path, replace(there, data=tmp_path / "tom"))
        back = other_place(settings, tmp_path / "back")
        restore_backup(again.path, back)
    assert answers(back) == answers(settings)
    with closing(Store.open(back)) as store, closing(Store.open(settings)) as original:
        assert store.manifest() == original.manifest()
        assert [key.name for key in Keys(store).list()] == ["anna", "bo"]


def test_it_is_of_one_moment_while_others_write(tmp_path):
    settings = Settings(tmp_path / "data", "", None)
    stop = threading.Event()
    with closing(Store.open(settings)) as store:
        store.publish(make_edition(generation="g0"))

        def write():
            number = 0
            while not stop.is_set():
                number += 1
                store.publish(make_edition(sections=tuple((f"R {n}", f"{number}") for n in range(9)), generation=f"g{number}"))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = [make_backup(settings, tmp_path / f"{number}.zip", "0.1") for number in range(3)]
        finally:
            stop.set()
            writer.join()
    for number, one in enumerate(made):
        place = Settings(tmp_path / f"plats {number}", "", None)
        restore_backup(one.path, place)
        with closing(Store.open(place)) as store:
            generation = store.generations()["alvby"]
            texts = {section.text for section in store.sections("alvby")}
            assert texts == {generation[1:]} or generation == "g0"
            assert len(store.document_passages("alvby")) == store.manifest()["alvby"][0]


def test_every_damage_is_refused_and_leaves_nothing(full, tmp_path):
    settings, made = full
    whole, rng = made.path.read_bytes(), random.Random(7)
    for number in range(60):
        at = rng.randrange(len(whole))
        damaged = whole[:at] if number % 3 == 0 else whole[:at] + bytes([whole[at] ^ (1 << rng.randrange(8))]) + whole[at + 1 :]
        (tmp_path / "kopia.zip").write_bytes(damaged)
        with pytest.raises(UnusableBackup, match="skadad"):
            restore_backup(tmp_path / "kopia.zip", other_place(settings, tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kopia.zip"]


def remake(made, path, change=lambda manifest: None, parts=lambda name, content: content, more=()):
    """The backup once more, altered, and sealed as if nothing was."""
    with ZipFile(made.path) as old, ZipFile(path, "w") as new:
        new.comment = b"0" * SEAL
        for name in old.namelist():
            if name != "manifest.json":
                new.writestr(ZipInfo(name, EPOCH), parts(name, old.read(name)))
        for name in more:
            new.writestr(ZipInfo(name, EPOCH), b"x")
        manifest = json.loads(old.read("manifest.json"))
        change(manifest)
        new.writestr("manifest.json", json.dumps(manifest))
    seal(path)
    return path


def test_a_part_that_was_altered_is_refused_though_the_whole_is_sealed(full, tmp_path):
    settings, made = full
    for table in ("passages", "documents"):
        path = remake(
            made, tmp_path / f"{table}.zip", parts=lambda name, content, table=table: content + b"\n" if table in name else content
        )
        with pytest.raises(UnusableBackup, match=f"{table}.jsonl"):
            restore_backup(path, other_place(settings, tmp_path))
    with pytest.raises(UnusableBackup, match="för många"):
        restore_backup(remake(made, tmp_path / "fler.zip", more=["default/data/x"]), other_place(settings, tmp_path))
    assert not (tmp_path / "annan plats").exists()


@pytest.mark.parametrize("name", ["default/data/../../x", "default/data/a\\..\\x", "default/data", "../data/x"])
def test_no_path_leads_out_of_the_folder(full, tmp_path, name):
    settings, made = full

    def add(manifest):
        manifest["parts"].append({"path": name, "size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"})

    with pytest.raises((UnusableBackup, BadRequest)):
        restore_backup(remake(made, tmp_path / "ut.zip", add, more=[name]), other_place(settings, tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ut.zip"]


@pytest.mark.parametrize("field", ["format", "schema"])
def test_a_newer_one_is_refused_with_the_cure(full, tmp_path, field):
    settings, made = full
    path = remake(made, tmp_path / "ny.zip", lambda manifest: manifest.update({field: 99, "planlots": "9.9"}))
    with pytest.raises(UnusableBackup, match=r"nyare version av Planlots \(9.9\)\. Installera den"):
        restore_backup(path, other_place(settings, tmp_path))


def test_an_earlier_one_is_upgraded(full, tmp_path):
    """What the version of format 1 would have written: its tables as they were."""
    dump = Path(__file__).parent / "files" / "store" / "schema-1.sql"
    kinds = {"INTEGER": ["Integer", None], "FLOAT": ["Float", None], "TEXT": ["Text", None]}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {
            name: [
                [column[1], *kinds.get(column[2], ["String", 1100]), not column[3], bool(column[5])]
                for column in connection.execute(f"PRAGMA table_info({name})")
            ]
            for name in names
        }
        rows = {name: "".join(json.dumps(row) + "\n" for row in connection.execute(f"SELECT * FROM {name}")).encode() for name in names}
    path = tmp_path / "gammal.zip"
    with ZipFile(path, "w") as archive:
        archive.comment = b"0" * SEAL
        parts = []
        for name in names:
            archive.writestr(f"default/store/{name}.jsonl", rows[name])
            parts.append(
                {"path": f"default/store/{name}.jsonl", "size": len(rows[name]), "sha256": restore.hashlib.sha256(rows[name]).hexdigest()}
            )
        told = {"name": "default", "tables": tables, "documents": [], "index": None}
        manifest = {"format": 1, "planlots": "0", "schema": 1, "created": "2026-11-22", "collections": [told], "parts": parts}
        archive.writestr("manifest.json", json.dumps(manifest))
    seal(path)
    place = Settings(tmp_path / "data", "", None)
    restore_backup(path, place)
    with closing(Store.open(place)) as store:
        assert store.generations() == {"alvby": "g2", "dalby": "g1"}
        assert store.section("alvby/mål").text == "Vi bygger broar."
    new = Settings(tmp_path / "ny", "", None)
    Store.open(new).close()
    assert index_names(place) == index_names(new)


def index_names(settings):
    with closing(sqlite3.connect(settings.data / "planlots.db")) as connection:
        return {
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'") if not row[0].startswith("sqlite_")
        }


def test_a_place_with_data_is_left_alone(full, tmp_path):
    settings, made = full
    place = other_place(settings, tmp_path)
    place.data.mkdir(parents=True)
    (place.data / "viktigt").write_text("x")
    with pytest.raises(StoreUnavailable, match="inte tom"):
        restore_backup(made.path, place)
    assert [path.name for path in place.data.iterdir()] == ["viktigt"]


def test_no_room_is_told_before_anything_is_written(full, tmp_path, monkeypatch):
    settings, made = full
    monkeypatch.setattr("corpus.restore.shutil.disk_usage", lambda _: restore.shutil._ntuple_diskusage(1, 1, 1000))
    with pytest.raises(StoreUnavailable, match="0 MB är ledigt"):
        restore_backup(made.path, other_place(settings, tmp_path))
    monkeypatch.setattr("corpus.store_engine.shutil.disk_usage", lambda _: restore.shutil._ntuple_diskusage(1, 1, 1000))
    with pytest.raises(StoreUnavailable, match="0 MB är ledigt"):
        make_backup(settings, tmp_path / "kopia.zip", "0.1")
    assert list(tmp_path.iterdir()) == []


def test_the_commands_tell_what_they_did(tmp_path, capsys, monkeypatch):
    data, copy, place = tmp_path / "data", tmp_path / "kopia.zip", tmp_path / "plats"
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN, encoding="utf-8")
    assert main(["ingest", str(plan), "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["backup", str(copy), "--data", str(data)]) == 0
    told = capsys.readouterr().out
    assert "1 dokument, 1 filer" in told and "sha256" in told
    assert main(["backup", str(copy), "--data", str(data)]) == 1
    assert "finns redan" in capsys.readouterr().err
    assert main(["restore", str(copy), "--data", str(place)]) == 0
    assert "1 dokument och 1 filer är återställda" in capsys.readouterr().out
    assert main(["audit", "--data", str(place)]) == 0
    assert "återställde säkerhetskopia från" in capsys.readouterr().out
    kept = next((data / "files").iterdir())
    kept.write_bytes(b"annat")
    assert main(["backup", str(tmp_path / "b.zip"), "--data", str(data)]) == 1
    assert "har skadats på disken" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "finns-inte.zip"), "--data", str(tmp_path / "y")]) == 1
    assert "kan inte läsas" in capsys.readouterr().err


def test_a_damaged_database_is_not_copied(tmp_path):
    settings = Settings(tmp_path / "data", "", None)
    with closing(Store.open(settings)) as store:
        store.publish(make_edition())
    with closing(sqlite3.connect(settings.data / "planlots.db")) as connection:  # rows that an index no longer leads to
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '(document, generation)', '(generation, document)') WHERE type = 'index'"
        )
        connection.commit()
    with pytest.raises(StoreUnavailable, match=r"är skadad .*ingen kopia gjordes"):
        make_backup(settings, tmp_path / "kopia.zip", "0.1")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(("found", "age"), [(99, "nyare"), (0, "äldre")])
def test_a_folder_of_another_version_is_refused_by_every_command(tmp_path, capsys, found, age):
    data = tmp_path / "data"
    Store.open(Settings(data, "", None)).close()
    with closing(sqlite3.connect(data / "planlots.db")) as connection:
        connection.execute("UPDATE settings SET value = ? WHERE name = 'schema_version'", (found,))
        connection.commit()
    before = (data / "planlots.db").read_bytes()
    for command in (["ask", "vem plogar?"], ["backup", str(tmp_path / "kopia.zip")], ["serve", "--port", "0"], ["doctor"]):
        assert main([*command, "--data", str(data)]) != 0
        told = capsys.readouterr()
        assert f"{age} version av Planlots (format {found}" in told.out + told.err
    assert (data / "planlots.db").read_bytes() == before and not (tmp_path / "kopia.zip").exists()
