from ingest.structure.contents import find_contents
from ingest.structure.lines import apply_changes, split_lines


def contents(text):
    return find_contents(split_lines(apply_changes(text, ())))


def test_leaders_pages_and_bold_groups():
    found = contents("# Innehåll\n\nFörord .... 3\n<b>Mål</b> .... <b>5</b>\nSkola .... 5\nVård .... 6\n\n# Förord\n\nText.\n")
    assert [(e.text, e.page_label, e.depth) for e in found.entries] == [
        ("Förord", "3", 1),
        ("Mål", "5", 1),
        ("Skola", "5", 2),
        ("Vård", "6", 2),
    ]
    assert found.lines == {0, 2, 3, 4, 5}


def test_numbers_give_depth():
    found = contents("Innehåll\n1 Mål\t3\n1.1 Skola\t3\n2 Medel\t4\n")
    assert [entry.depth for entry in found.entries] == [1, 2, 1]


def test_indent_gives_depth():
    found = contents("Innehåll\nMål 3\n  Skola 3\nMedel 4\n")
    assert [entry.depth for entry in found.entries] == [1, 2, 1]


def test_links_within_the_document():
    found = contents("- [Mål](#mal)\n- [Medel](#medel)\n- [Slut](#slut)\n\n# Mål\n")
    assert [entry.text for entry in found.entries] == ["Mål", "Medel", "Slut"]


def test_titles_that_stand_again_are_a_list_without_pages():
    found = contents("Innehåll\nMål\nMedel\nSlut\n\nMål\nText.\n\nMedel\nText.\n\nSlut\nText.\n")
    assert [entry.text for entry in found.entries] == ["Mål", "Medel", "Slut"]
    assert max(found.lines) == 3


def test_a_table_is_no_contents_list():
    assert not contents("Yrke      2021      2022\nKurator      8      7\nPsykolog      4      5\nLärare     11     11\n").entries
    assert not contents("Vi bygger. Se sidan 4\nVi rustar.\n").entries


def test_a_page_foot_after_the_last_entry_is_none():
    found = contents("Innehåll\nFörord 3\nMål 3\nAnsvar 5\n\nPlan för Vik 2026–2028 2\n\nFörord\n")
    assert [entry.text for entry in found.entries] == ["Förord", "Mål", "Ansvar"]
    assert 5 not in found.lines
