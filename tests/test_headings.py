import pytest

from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.chunks import make_chunks
from ingest.structure.contents import Contents
from ingest.structure.headings import find_headings, is_title
from ingest.structure.lines import apply_changes, measure_width, split_lines
from ingest.structure.marks import mark_pages


def found(text, kind="text"):
    _, lines = mark_pages(Source(text, split_pages(text), kind), split_lines(apply_changes(text, ())))
    width = measure_width(lines)
    return find_headings(make_chunks(lines, {}, (), width), width, Contents())


def headings(text, kind="text"):
    return [chunk.text for chunk in found(text, kind) if chunk.kind == "heading"]


PROSE = "Kommunen ska under de kommande åren bygga nya skolor i norr och\nrusta de gamla, så att alla elever får en god miljö att lära i.\n"


def test_a_short_line_above_text_is_a_heading_apart_or_run_in():
    assert headings(f"{PROSE}\nNya skolor\n\n{PROSE}\nGamla skolor\n{PROSE}") == ["Nya skolor", "Gamla skolor"]


def test_a_heading_over_two_lines_is_one():
    assert headings(f"{PROSE}\nSamverkan mellan skolan och\nsocialtjänsten\n\n{PROSE}") == ["Samverkan mellan skolan och socialtjänsten"]


def test_a_dash_line_is_the_subtitle():
    (heading,) = [chunk for chunk in found(f"Trygga skolor\n– Lugn och ro\n\n{PROSE}") if chunk.kind == "heading"]
    assert (heading.text, [line.text for line in heading.subtitle]) == ("Trygga skolor", ["– Lugn och ro"])


def test_leads_are_no_headings():
    text = f"Insatser i skolan\n\n{PROSE}\nFör alla skolor:\n\n• Bygg ut\n\nGymnasiet\n\n• Rusta\n\n• Anställ\n"
    assert headings(text) == ["Insatser i skolan"]
    assert [chunk.text for chunk in found(text) if chunk.leads] == ["Gymnasiet"]


def test_a_marked_lead_is_a_lead():
    assert headings("# Plan\n\n## **Vi ska:**\n\n- bygga\n", "markdown") == ["Plan"]


def test_a_bold_sentence_is_no_heading():
    assert headings("# Plan\n\n**Alla barn ska ha det bra.**\n\nText följer här.\n", "markdown") == ["Plan"]


def test_numbered_headings_and_numbered_items():
    text = f"1 Inledning\n{PROSE}\n1.1 Syfte\n{PROSE}\nNämnden beslutar\n\n1. att anta planen\n\n2. att följa upp den\n\n2 Mål\n{PROSE}"
    assert headings(text) == ["1 Inledning", "1.1 Syfte", "Nämnden beslutar", "2 Mål"]


@pytest.mark.parametrize(
    "text",
    [
        "Karin Ek\nKommundirektör\n",
        "Granby kommun\n",
        "Granby den 3 maj 2024\n",
        "Besöksadress: Storgatan 1\n",
        "En kort rad som slutar med punkt.\n",
        "och en rad som hör till något annat\n",
    ],
)
def test_what_is_no_heading(text):
    assert headings(f"{PROSE}\n{text}\n{PROSE}") == []


def test_the_last_line_of_a_document_is_no_heading():
    assert headings(f"{PROSE}\nSlutord\n") == []


def test_a_repeat_at_the_next_page_is_furniture():
    text = f"# Mål\n\n{PROSE}\f# Mål\n\n{PROSE}"
    assert [chunk.kind for chunk in found(text, "pdf")] == ["heading", "paragraph", "furniture", "paragraph"]


def test_numbered_measures_are_items():
    assert [(c.kind, c.mark) for c in found("Åtgärd 1: Bygg skolor.\n\nÅtgärd 2: Rusta gårdar.\n")] == [
        ("item", "Åtgärd 1"),
        ("item", "Åtgärd 2"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"), [("Mål 3", True), ("2.1 Syfte", True), ("Vem planen gäller för", True), ("Mål för", False), ("SKR", False)]
)
def test_form_of_a_heading(text, expected):
    assert is_title(text) == expected


def test_a_line_in_capitals_heads_even_a_short_sentence():
    body = "Hamnen ska vara öppen för alla som vill segla eller bada där hela året om.\n" * 3
    assert headings(f"RO OCH VILA\nHamnen ska vara nära.\n\n{body}\nBAD OCH LEK\nAlla badar här.\n\n{body}") == [
        "RO OCH VILA",
        "BAD OCH LEK",
    ]
