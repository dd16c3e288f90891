"""The library: store and index made to agree, whatever happened to the index."""

import shutil
from dataclasses import replace

import pytest

from corpus import library as module
from corpus.errors import EncoderUnavailable, IndexUnavailable
from corpus.index import Index
from corpus.index_makers import read_makers
from corpus.library import Library, make_points, meaning_text, rebuild
from corpus.settings import Settings
from tests.small_library import FakeEncoder, add, make_edition

EDITION = make_edition("plan", ["Plogning före sju.", "Resor med buss.", "…"])


class OtherEncoder(FakeEncoder):
    id = "other"


@pytest.fixture
def settings(tmp_path, monkeypatch):
    use(monkeypatch, FakeEncoder())
    return Settings(tmp_path, "", None)


def use(monkeypatch, encoder):
    def load(_):
        if encoder is None:
            raise EncoderUnavailable("Modellen saknas i mappen x. Hämta den.")
        return encoder

    monkeypatch.setattr(module, "load_encoder", load)


def fill(settings):
    with Library.open(settings, child=False) as library:
        add(library, EDITION)


def test_a_second_opening_finds_everything_and_changes_nothing(settings):
    fill(settings)
    with Library.open(settings, child=False) as library:
        assert library.notices == ()
        assert library.index.count() == 3
        assert library.index.audit(library.store.manifest()) == ()


def test_a_lost_index_is_made_again(settings):
    fill(settings)
    shutil.rmtree(settings.data / "index")
    steps = []
    with Library.open(settings, child=False, on_progress=lambda *step: steps.append(step)) as library:
        assert library.index.audit(library.store.manifest()) == ()
    assert steps == [(3, 3)]


def test_missing_and_stray_points_are_put_right(settings):
    with Library.open(settings, child=False) as library:
        add(library, EDITION)
        library.index.delete("plan")
        stray = make_edition("stray", ["Aldrig publicerat."])
        library.index.upsert(make_points(stray.passages, stray.document, library))
    with Library.open(settings, child=False) as library:
        assert library.index.audit(library.store.manifest()) == ()
        assert (library.index.count("plan"), library.index.count("stray")) == (3, 0)


def test_damaged_files_are_made_again_and_told(settings):
    fill(settings)
    for file in (settings.data / "index" / "shard").rglob("*.json"):
        file.write_bytes(b"")
    with Library.open(settings, child=False) as library:
        assert library.index.count() == 3
        assert "byggdes om" in library.notices[0]


def test_another_encoder_means_a_new_index(settings, monkeypatch):
    fill(settings)
    use(monkeypatch, OtherEncoder())
    with Library.open(settings, child=False) as library:
        assert "gjordes med modellen fake" in library.notices[0]
        assert library.index.count() == 3
    assert read_makers(settings.data / "index").encoder == "other"


def test_without_an_encoder_the_index_waits_for_it(settings, monkeypatch):
    fill(settings)
    use(monkeypatch, None)
    with Library.open(settings, child=False) as library:
        assert library.encoder is None
        assert library.notices == ("Betydelsesökning är avstängd: Modellen saknas i mappen x. Hämta den.",)
        assert library.index.count() == 3
    assert read_makers(settings.data / "index").encoder == "fake"


def test_an_index_made_again_is_merged(settings, monkeypatch):
    fill(settings)
    merged = []
    monkeypatch.setattr(Index, "optimize", lambda self: merged.append(self.count(None)))
    with Library.open(settings, child=False) as library:
        library.index.delete("plan")
    with Library.open(settings, child=False) as library:
        assert merged == [], "a start waits for no merging"
        rebuild(library).close()
    assert merged == [3]


def test_rebuild_gives_an_index_that_agrees(settings):
    fill(settings)
    with Library.open(settings, child=True) as library:
        library.index.delete("plan")
        fresh = rebuild(library)
        assert fresh.index.audit(fresh.store.manifest()) == ()
        fresh.close()


def test_two_owners_are_one_too_many(settings):
    fill(settings)
    with Library.open(settings, child=False), pytest.raises(IndexUnavailable, match="används av process"):
        Library.open(settings, child=False)


def test_points_have_no_meaning_for_texts_the_encoder_does_not_know(settings):
    with Library.open(settings, child=False) as library:
        known, _, unknown = make_points(EDITION.passages, EDITION.document, library)
    assert known.dense == pytest.approx((0.0, 1.0, 0.0, 0.0)) and unknown.dense is None


def test_the_encoder_reads_headings_lead_and_text():
    passage = replace(EDITION.passages[0], path=("Plan", "Mål", "Vägar"), lead="Vi ska:")
    assert meaning_text(passage) == "Mål. Vägar. Vi ska:. Plogning före sju."
