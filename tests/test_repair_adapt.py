"""What a document remembers of its own words, with the models that ship."""

import pytest

from ingest.repair.adapt import PART, Reader, count_inside, weigh_memory
from ingest.repair.load import load_models


def test_a_word_gains_by_standing_elsewhere_more_than_usual():
    assert weigh_memory(0.0, 100, 1e-4) == 0.0
    assert weigh_memory(2.0, 100, 1e-4) == pytest.approx(4.615, abs=0.01)
    assert weigh_memory(2.0, 100, 1e-2) < weigh_memory(2.0, 100, 1e-4)


def test_a_compound_gains_by_a_part_that_is_a_word_of_the_document():
    reader = Reader(load_models())
    usual = float(reader.models.language.unigrams[reader.maker.number("hamn")])
    assert reader._recall("hamn", {"hamn": 2.0}, 1000) == pytest.approx(PART * weigh_memory(2.0, 1000, 2.718281828**usual))
    assert reader._recall("hamns", {"hamn": 2.0}, 1000) == reader._recall("hamn", {"hamn": 2.0}, 1000)
    assert reader._recall("bygg", {"hamn": 2.0}, 1000) == 0.0


def test_longer_words_that_are_sure_tell_of_those_inside():
    found = count_inside({"bryggmatning": 3.0, "matningen": 2.0, "brygga": 1.0}, {"matning", "matni", "brygg", "gga"})
    assert found == {"matning": 3.0, "brygg": 3.0, "matni": 2.0}
