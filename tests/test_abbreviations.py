"""Abbreviations: read from brackets in either order, used in both directions."""

import pytest

from assistant.question.abbreviations import collection_abbreviations, find_pairs
from assistant.question.words import content_words
from tests.small_library import add, make_edition, open_library


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Stödet ges av samordnande hemtjänstteam (SHT) varje dag.", [("SHT", "samordnande hemtjänstteam")]),
        ("Det står i huvudöverenskommelsen (HÖK).", [("HÖK", "huvudöverenskommelsen")]),
        ("FSN (fritids- och simnämnden) beslutar.", [("FSN", "fritids- och simnämnden")]),
        ("Fritidsgården (se bilaga) är öppen (KL sju).", []),
        ("Rådet träffas ofta (ABC).", []),
        ("Bussen går (SKR).", []),
        ("BHV = båt- och hamnverket, KRG = kajrådgivare.", [("BHV", "båt- och hamnverket"), ("KRG", "kajrådgivare")]),
        ("*BHV* står för båt- och hamnverket.", [("BHV", "båt- och hamnverket")]),
        ("Frågan gäller båt- och hamnverket, förkortat BHV.", [("BHV", "båt- och hamnverket")]),
        ("Nämnden står för kostnaden.", []),
    ],
)
def test_pairs_are_read_from_brackets(text, pairs):
    assert list(find_pairs(text)) == pairs


@pytest.fixture
def known(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("a", ["Fritids- och simnämnden (FSN) ansvarar för badhuset.", "FSN ska rapportera."]))
        yield collection_abbreviations(library)


def test_an_abbreviation_is_expanded_both_ways(known):
    assert known.expand("vad gör fsn?") == ("Fritids- och simnämnden",)
    assert known.expand("vad gör fritids- och simnämnden?") == ("fsn",)
    assert known.expand("vad gör badhuset?") == ()


def test_the_passage_that_spells_it_out_is_known(known):
    assert len(known.explained("vad betyder FSN")) == 1


def test_general_abbreviations_are_expanded(known):
    assert known.expand("dnr på beslutet") == ("diarienummer",)


def test_a_withdrawn_document_is_forgotten(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("a", ["Fritids- och simnämnden (FSN) ansvarar för badhuset."]))
        assert collection_abbreviations(library).places
        library.store.withdraw("a")
        assert not collection_abbreviations(library).places


def test_an_abbreviation_said_as_a_word_is_read_without_its_ending(known):
    (other,) = content_words("bryggan", lambda _: 1.0)
    short = next(iter(name for name in known.places if len(name) >= 3))
    (typed,) = content_words(f"{short}n", lambda _: 1.0)
    assert known.without_ending(typed).surface == short
    assert known.without_ending(other) == other
