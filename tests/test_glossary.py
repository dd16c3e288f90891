"""Definitions and abbreviations of invented plans -> rows with term, meaning and quote."""

from pathlib import Path

import pytest

from assistant.checks.citations import Quote
from assistant.registers.glossary import list_meanings, read_abbreviations, read_definition
from corpus.library import Library
from corpus.records import Section, Segment
from corpus.settings import Settings
from ingest.editions import read_edition

PLANS = Path(__file__).parent / "files" / "plans"


def quote(text, heading="Bakgrund"):
    segments = (Segment(0, len(text), 0, len(text)),)
    place = Section("memo/a", "memo", "section", heading, None, 1, (heading,), "plan", 1, None, text, segments, (0, len(text)))
    return Quote(place, 0, len(text))


@pytest.mark.parametrize(
    ("text", "heading", "term", "meaning"),
    [
        ("Byväg är en väg som sköts av de boende.", "Bakgrund", "Byväg", "en väg som sköts av de boende"),
        ("Med snöjour (SJ) avses de som plogar om natten.", "Bakgrund", "snöjour", "de som plogar om natten"),
        ("Begreppet mjuk trafik betyder att gående går först.", "Bakgrund", "mjuk trafik", "att gående går först"),
        ("Mjuk trafik innebär att gående går först.", "Bakgrund", "Mjuk trafik", "gående går först"),
        ("I planen avses med snöjour en grupp som plogar.", "Bakgrund", "snöjour", "en grupp som plogar"),
        ("Halka definieras som is på väg.", "Bakgrund", "Halka", "is på väg"),
        ("Boj: flytande märke.", "Ordlista", "Boj", "flytande märke"),
        ("Kaj | mur mot vatten", "Begrepp", "Kaj", "mur mot vatten"),
        ("Lots: den som visar vägen", "Vad menar vi med orden?", "Lots", "den som visar vägen"),
        ("Med lots förstås den som visar vägen.", "Bakgrund", "lots", "den som visar vägen"),
        ("Termer: Båtvakt är den som visar vägen.", "Bakgrund", "Båtvakt", "den som visar vägen"),
        ("Båtlotsar, det vill säga personer som visar vägen, bär väst.", "Bakgrund", "Båtlotsar", "personer som visar vägen"),
        ("En grund kaj är en kaj som båtar skyr.", "Bakgrund", "grund kaj", "en kaj som båtar skyr"),
        ("Lätt hinder avser en boj som kan flyttas.", "Begrepp", "Lätt hinder", "en boj som kan flyttas"),
        ("Lättläst text är skriven med korta ord.", "Begrepp", "Lättläst text", "skriven med korta ord"),
    ],
)
def test_a_definition_is_parted_in_term_and_meaning(text, heading, term, meaning):
    row = read_definition(quote(text, heading))
    assert (row.sort, row.term, row.meaning) == ("definition", term, meaning)


def test_a_sentence_without_term_is_none():
    assert read_definition(quote("Snön kom sent.")) is None


def test_letters_by_chance_are_no_abbreviation():
    assert [(row.term, row.meaning) for row in read_abbreviations(quote("Det lokala hamnrådet (LHR) leder."))] == [
        ("LHR", "lokala hamnrådet")
    ]
    assert list(read_abbreviations(quote("Arbetet kring hamnar och sjöar (KHS) leds."))) == []


def test_all_terms_of_the_plans_are_listed_in_order(tmp_path):
    with Library.open(Settings(tmp_path, "", None), child=False) as library:
        for name in ("suicidprevention-norrsele.md", "biblioteksplan-alhult.md", "overenskommelse-vastkulla.txt", "atgarder-bergvik.txt"):
            library.store.publish(read_edition(PLANS / name, Path(name).stem, (), lambda _step, _share: None))
        documents = library.store.documents()
        rows = list_meanings(library, documents)
        assert [(row.quote.section.document.split("-")[0], row.term) for row in rows] == [
            ("atgarder", "ofrivillig ensamhet"), ("atgarder", "SoL"),
            ("biblioteksplan", "Folkbibliotek"), ("biblioteksplan", "läsfrämjande insatser"), ("biblioteksplan", "Mediepedagog"), ("biblioteksplan", "Skolbibliotek"),
            ("biblioteksplan", "Meröppet"), ("biblioteksplan", "MIK"),
            ("overenskommelse", "samordnad individuell plan"), ("overenskommelse", "fast vårdkontakt"), ("overenskommelse", "Vårdnadshavare"),
            ("overenskommelse", "SIP"),
            ("suicidprevention", "suicidprevention"), ("suicidprevention", "Efterlevande"), ("suicidprevention", "NHS"),
        ]  # fmt: skip
        assert [row.term for row in list_meanings(library, documents, "individuell")] == ["samordnad individuell plan", "SIP"]
        assert all(row.quote.text in row.quote.section.text for row in rows)
