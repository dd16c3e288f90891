from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.lines import apply_changes, split_lines
from ingest.structure.marks import mark_pages
from ingest.structure.notes import find_notes


def notes(text):
    base = apply_changes(text, ())
    _, lines = mark_pages(Source(text, split_pages(text), "text"), split_lines(base))
    found = find_notes(lines, {})
    return [
        (note.mark, " ".join(line.text for line in note.lines)[note.skip :], text[slice(*note.mark_span)] if note.mark_span else None)
        for note in found
    ]


def test_numbers_join_notes_to_their_marks():
    text = (
        "Planen1 gäller skolan.2 Den har 3 mål och 14 steg.\n\n1Beslutad i mars\nav nämnden.\n\n2 Se bilagan.\n\nNästa stycke börjar här.\n"
    )
    assert notes(text) == [("1", "Beslutad i mars av nämnden.", "1"), ("2", "Se bilagan.", "2")]


def test_raised_digits():
    assert notes("Planen¹ gäller.\n\n¹ Beslutad i mars.\n") == [("1", "Beslutad i mars.", "¹")]


def test_numbers_that_nothing_calls_are_no_notes():
    assert notes("Planen gäller.\n\n1 Inledning\n\n2 Mål\n") == []


def test_list_items_are_no_notes():
    assert notes("Nämnden beslutar1\n\n1. att anta planen\n\n2. att följa upp den\n") == []


def test_a_note_over_a_blank_line_and_its_link():
    text = "Se avtalet1 och planen2.\n\n1 Avtal mellan kommunen och\n\nregionen. Länk\n\n2 Plan för vården\n\nhttps://granby.example/a\n"
    assert notes(text) == [
        ("1", "Avtal mellan kommunen och regionen. Länk https://granby.example/a", "1"),
        ("2", "Plan för vården", "2"),
    ]


def test_poorly_read_marks_are_resolved_by_their_order():
    pages = "Planen' gäller skolan® i hela kommunen.\n\n' Beslutad i mars.\n\n2 Se bilagan.\n\fMålen? gäller.\n\n3 Se planen.\n"
    assert notes(pages) == [("1", "Beslutad i mars.", "'"), ("2", "Se bilagan.", "®"), ("3", "Se planen.", "?")]


def test_markdown_notes():
    assert notes("Planen[^a] gäller.\n\n[^a]: Beslutad i mars.\n") == [("a", "Beslutad i mars.", "[^a]")]


def test_units_and_names_are_no_marks():
    assert notes("Utsläppen av CO2 ska minska.\n\n2 Mål\n") == []
