from corpus.records import Source
from ingest.structure import build


def areas(text):
    return [(a.focus_area, a.group, a.text) for a in build("d", Source(text, (), "markdown")).areas]


def test_lists_below_leads_in_sections_built_alike():
    text = (
        "# Plan för skolan\n\n## Lugn och ro\n\nText.\n\nFör alla verksamheter:\n\n- bygga\n\nGymnasiet:\n\n- rusta\n\n"
        "## Läsning\n\nText.\n\nFör alla verksamheter:\n\n- läsa\n\n## Ledning\n\nGruppen består av:\n\n- rektor\n"
    )
    assert areas(text) == [
        ("Lugn och ro", "För alla verksamheter", "bygga"),
        ("Lugn och ro", "Gymnasiet", "rusta"),
        ("Läsning", "För alla verksamheter", "läsa"),
    ]


def test_a_section_of_measures_belongs_to_the_focus_area_above():
    text = "# Plan\n\n## Fokusområde 1 Skola\n\nText.\n\n### Åtgärder\n\n- bygga\n\n## Fokusområde 2 Vård\n\n### Åtgärder\n\n- rusta\n"
    assert areas(text) == [("Fokusområde 1 Skola", None, "bygga"), ("Fokusområde 2 Vård", None, "rusta")]


def test_other_lists_are_no_commitments():
    text = (
        "# Plan för skolan\n\n## Mål\n\nDet innebär för eleven:\n\n- Jag ska trivas\n- Jag har rätt till ro\n\n"
        "## Bilagor\n\n- Karta\n\n## Beslut\n\n- Planen antas\n\n## Ansvar\n\nAnsvariga är:\n\n- nämnden\n"
    )
    assert areas(text) == []


def test_an_opinion_never_feeds_the_register():
    text = "# Plan\n\n## Mål\n\nInsatser:\n\n- bygga\n\n## Reservation\n\nInsatser:\n\n- riva\n"
    assert areas(text) == [("Mål", "Insatser", "bygga")]


def test_the_column_of_measures_feeds_it():
    text = "# Plan\n\n## Mål 1 Skola\n\n| Mål | Aktivitet | När |\n|---|---|---|\n| Ro | Bygg tyst rum | 2025 |\n| Ro |  | 2026 |\n"
    assert areas(text) == [("Mål 1 Skola", None, "Bygg tyst rum")]


def test_a_slice_of_the_section():
    structure = build("d", Source("# Plan\n\n## Mål 1 Skola\n\nVi ska:\n\n- bygga **nytt**\n", (), "markdown"))
    (area,) = structure.areas
    section = next(section for section in structure.sections if section.anchor == area.anchor)
    assert (section.text[area.start : area.end], area.id) == ("bygga nytt", f"{section.anchor}#{area.start}-{area.end}")
