"""Words met before a question meets them."""

import pytest

from assistant.question.words import terms_of_word
from assistant.retrieval import acquaint
from assistant.retrieval.acquaint import LISTS, meet_words, most_common
from assistant.retrieval.late import KEPT_WORDS, _tables
from corpus.encoder import Encoder
from corpus.library import Library
from corpus.settings import MODELS, Settings
from tests import plans


@pytest.fixture
def library(tmp_path):
    settings = Settings(tmp_path, str(MODELS / "encoder"), None)
    with Library.open(settings, child=False) as opened:
        for edition in plans.editions():
            opened.store.publish(edition)
        yield opened


def test_every_document_is_met_once_and_its_words_are_known_then(library, monkeypatch):
    terms_of_word.cache_clear()
    for _ in meet_words(library):
        pass
    assert {"mötesplatser", "demenssjukdom"} <= _tables[library.encoder].rows.keys()
    assert "och" not in _tables[library.encoder].rows  # stop words are compared with nothing
    assert "ensamhet" in library.encoder.known and "skolor." in library.encoder.known
    known = terms_of_word.cache_info().misses
    terms_of_word("Trygghetsrådet")
    assert terms_of_word.cache_info().misses == known
    monkeypatch.setattr(Encoder, "split", lambda *_: pytest.fail("met again"))
    assert len(list(meet_words(library))) == len(LISTS)


def test_the_words_said_most_often_come_last_and_all_have_room(monkeypatch):
    monkeypatch.setattr(acquaint, "MOST_WORDS", 2)
    assert most_common(acquaint.Counter("aaabbc")) == ["b", "a"]
    assert acquaint.MOST_WORDS < KEPT_WORDS


def test_without_an_encoder_no_document_is_met(tmp_path):
    with plans.open_library(tmp_path) as library:
        assert len(list(meet_words(library))) == len(LISTS)  # those of the language alone
