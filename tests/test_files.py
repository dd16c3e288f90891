"""Files are kept by their hash, and names are only labels."""

import hashlib
from types import SimpleNamespace

import pytest

from corpus.errors import StoreUnavailable, UnreadableDocument
from ingest.files import Incoming, check_kept, clean_name, keep_file, list_files, named_link


def test_a_file_is_kept_by_its_hash_once(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"samma")
        digest, kept = keep_file(tmp_path / name, tmp_path / "data")
        assert digest == hashlib.sha256(b"samma").hexdigest()
        assert kept.read_bytes() == b"samma"
    assert list((tmp_path / "data" / "files").iterdir()) == [kept]
    assert keep_file(kept, tmp_path / "data") == (digest, kept)


def test_a_kept_file_that_the_disk_changed_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"as it was")
    _, kept = keep_file(tmp_path / "a.txt", tmp_path / "data")
    kept.write_bytes(b"changed")
    with pytest.raises(UnreadableDocument, match="skadats på disken"):
        check_kept(kept)


def test_what_cannot_be_read_leaves_nothing(tmp_path):
    for path in (tmp_path / "borta.txt", tmp_path):
        with pytest.raises(UnreadableDocument, match="kan inte läsas"):
            keep_file(path, tmp_path / "data")
    assert list((tmp_path / "data" / "files").iterdir()) == []


def test_a_full_disk_is_told_with_its_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.store_engine.shutil.disk_usage", lambda _: SimpleNamespace(free=1))
    (tmp_path / "a.txt").write_bytes(b"x")
    with pytest.raises(StoreUnavailable, match="data/files"):
        keep_file(tmp_path / "a.txt", tmp_path / "data")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\Plan å.docx", "Plan å.docx"),
        ("a\0b\u202egpj.txt\n", "abgpj.txt"),
        ("a\u030a.txt", "å.txt"),
        ("..", "fil"),
        ("", "fil"),
        ("x" * 300 + ".jsonl", "x" * 114 + ".jsonl"),
        ("y" * 300, "y" * 120),
    ],
)
def test_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


def test_a_link_has_the_senders_name(tmp_path):
    (tmp_path / "0f").write_bytes(b"x")
    with named_link(tmp_path / "0f", "../Plan för ån.md") as link:
        assert link.name == "Plan för ån.md"
        assert link.read_bytes() == b"x"
    assert not link.exists()
    with named_link(tmp_path / "0f", "0f") as link:
        assert link == tmp_path / "0f"


def test_folders_give_the_files_that_we_read(tmp_path):
    for name in ("b.txt", "a.PDF", ".gömd.txt", "bild.png", "under/c.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "bild.png").touch()
    found = list_files([tmp_path / "in", tmp_path / "bild.png", tmp_path / "in" / "b.txt"])
    assert [path.name for path in found] == ["a.PDF", "b.txt", "c.md", "bild.png"]
    with pytest.raises(UnreadableDocument, match=r"nej\.txt finns inte"):
        list_files([tmp_path / "nej.txt"])


def test_a_file_that_arrives_in_pieces_is_kept_when_it_is_whole(tmp_path):
    with Incoming(tmp_path, "plan.pdf") as incoming:
        incoming.write(b"he")
        incoming.write(b"j")
        digest = incoming.keep()
    assert (tmp_path / "files" / digest).read_bytes() == b"hej" and digest == hashlib.sha256(b"hej").hexdigest()
    with Incoming(tmp_path, "plan.pdf") as incoming:
        incoming.write(b"halv")
    assert [path.name for path in (tmp_path / "files").iterdir()] == [digest]
