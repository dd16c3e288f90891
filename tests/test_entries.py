"""Lists and tables of invented terms -> their entries."""

import pytest

from assistant.registers.entries import find_entries, is_listed
from corpus.records import Section, Segment


def section(text, heading="Begrepp"):
    segments = (Segment(0, len(text), 0, len(text)),)
    return Section("memo/a", "memo", "section", heading, None, 1, (heading,), "plan", 1, None, text, segments, (0, len(text)))


def entries(text, heading="Begrepp"):
    return [quote.text for quote in find_entries(section(text, heading))]


@pytest.mark.parametrize("heading", ["Begrepp", "4. Definitioner", "Ordlista", "Begrepp och förkortningar", "Vad menar vi med …?"])
def test_headings_that_promise_terms(heading):
    assert is_listed(section("", heading))
    assert not is_listed(section("", "Roller och ansvar"))


def test_lines_tables_and_sentences_are_entries():
    assert entries("Farled: väg för båtar\nBoj – flytande märke") == ["Farled: väg för båtar", "Boj – flytande märke"]
    assert entries("Begrepp | Förklaring\nKaj | mur mot vatten") == ["Kaj | mur mot vatten"]
    assert entries("Här står de ord som används. Farled: den väg som båtar tar.") == ["Farled: den väg som båtar tar."]


def test_a_lead_or_the_head_of_a_table_promises_terms_under_any_heading():
    assert entries("I avtalet avses med\nfarled: väg för båtar,\nboj: märke.\n\nAnsvarig: rådet", "Avtalet")[:2] == [
        "farled: väg för båtar,", "boj: märke.",
    ]  # fmt: skip
    assert entries("Begrepp | Betydelse\nKaj | mur mot vatten", "Hamnen") == ["Kaj | mur mot vatten"]
    assert entries("Kaj | mur mot vatten", "Hamnen") == []


def test_leads_and_other_sections_are_none():
    assert entries("Följande ord används:\nFarled: väg för båtar") == ["Farled: väg för båtar"]
    assert entries("Ansvarig: hamnnämnden", "Roller") == []


def test_a_sentence_of_a_list_of_terms_is_an_entry_unless_it_points_back():
    told = "En farled avser ett stråk för båtar. Boj betyder ett märke i vattnet. Den är röd eller grön i hela landet."
    assert entries(told) == ["En farled avser ett stråk för båtar.", "Boj betyder ett märke i vattnet."]
    assert entries(told, "Hamnen") == []


def test_short_forms_set_as_one_paragraph_are_parted():
    text = "BVC – barnavårdscentral EHT – elevhälsoteam för alla SIP – samordnad plan"
    assert entries(text, "Förkortningar") == ["BVC – barnavårdscentral", "EHT – elevhälsoteam för alla", "SIP – samordnad plan"]
