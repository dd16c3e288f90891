from pathlib import Path

from corpus.records import Source
from ingest.editions import read_edition
from ingest.structure.document import build


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


PLANS = Path(__file__).parent / "files" / "plans"


def plan_areas(name):
    edition = read_edition(PLANS / name, "plan", (), lambda _step, _share: None)
    texts = {section.anchor: section.text for section in edition.sections}
    assert all(texts[area.anchor][area.start : area.end] == area.text for area in edition.areas)
    return [(area.focus_area, area.group, area.text) for area in edition.areas]


def test_the_paragraph_under_a_numbered_measure_is_an_area():
    found = plan_areas("atgarder-bergvik.txt")
    assert [text for _, _, text in found] == [
        "Öppna minst en mötesplats för äldre i varje kommundel.",
        "Erbjud alla invånare över 80 år ett förebyggande samtal.",
        "Ordna handledning i att använda surfplatta och bank-id.",
        "Pröva samåkning med kommunens bilar.",
    ]
    assert found[3][0] == "Åtgärd 3.4 Samåkning till mötesplatser"


def test_a_column_of_measures_counts_also_in_a_section_on_roles():
    found = plan_areas("suicidprevention-norrsele.md")
    assert found[0] == ("Ansvarsfördelning", None, "Utbilda all skolpersonal i första hjälpen vid psykisk ohälsa")
    assert len(found) == 9
    assert not any("samordnare" in text for _, _, text in found)  # the particular statement


def test_a_table_of_facts_about_the_document_holds_no_commitments():
    found = plan_areas("fifth/aldreomsorgsstrategi-lindhamra.md")
    assert len(found) == 15
    assert {focus.split(" – ")[0] for focus, *_ in found} == {f"Målområde {number}" for number in (1, 2, 3, 4)}


def test_a_lead_that_says_who_shall_act_holds_commitments_under_areas_of_work():
    assert plan_areas("vald-hasslo.docx") == [
        ("Upptäcka våld", "Socialtjänsten ska", "Ställa rutinmässiga frågor om våld i alla nybesök"),
        ("Upptäcka våld", "Socialtjänsten ska", "Utbilda handläggare i FREDA"),
        ("Skydda utsatta", "Socialtjänsten ska", "Erbjuda skyddat boende dygnet runt"),
        ("Skydda utsatta", "Socialtjänsten ska", "Upprätta avtal med två kvinnojourer"),
    ]


def test_a_heading_that_goes_on_in_the_next_line_of_a_column_is_whole():
    found = plan_areas("andt-lillforsa.pdf")
    assert [focus for focus, _, _ in found[:2]] == ["Strategiskt område 1: Trygga uppväxtvillkor"] * 2


def test_an_item_cut_by_a_page_break_is_whole_and_groups_stay_apart():
    whole = "Införa måltidsvärdar på alla vård- och omsorgsboenden, så att måltiderna blir en stund av gemenskap för dem som bor där (äldrenämnden)"
    assert ("PRIORITERAT OMRÅDE 2: HÄLSA OCH RÖRELSE", "Aktiviteter", whole) in plan_areas("aldreplan-solberga.txt")
    groups = [group for _, group, _ in plan_areas("integration-plan-ostmark.md")]
    assert groups == ["Gäller för alla verksamheter"] * 2 + ["Gäller för hemtjänsten", "Gäller för alla verksamheter"]


def test_a_sentence_goes_on_past_the_running_head_of_a_file_of_two_pages():
    edition = read_edition(PLANS / "minoritetssprak-nordana.pdf", "plan", (), lambda _step, _share: None)
    assert "synpunkter på alla förslag innan de behandlas av nämnderna." in edition.sections[-1].text


def test_the_paragraph_that_someone_answers_for_is_a_measure():
    text = (
        "# Plan\n\n## Ro\n\nBygg tyst rum i skolan. Ansvar: rektor. Klart 2027.\n\n## Liv\n\nElever lär äldre att simma.\n\n"
        "Ansvarig nämnd: Badnämnden\n\nRek\n\nAnsvarig: Ingen\n\n## Hav\n\n- Rensa tång på stranden. Ansvar: hamnen.\n- Måla bojar\n"
    )
    assert areas(text)[:2] == [("Ro", None, "Bygg tyst rum i skolan."), ("Liv", None, "Elever lär äldre att simma.")]


def test_a_second_measure_of_a_paragraph_is_an_area_of_its_own():
    text = "# Plan\n\n## Ro\n\nBygg tyst rum i skolan. Ansvar: rektor. Klart 2027. Laga taket på badet. Ansvar: badchefen.\n"
    assert [one[2] for one in areas(text)] == ["Bygg tyst rum i skolan.", "Laga taket på badet."]


def test_a_heading_that_says_we_shall_belongs_to_the_focus_area_above():
    text = "# Program\n\n## Fokusområde: Ro\n\nText.\n\n### Vi ska\n\n- bygga tyst rum\n\n## Fokusområde: Liv\n\n### Vi ska\n\n- rusta\n"
    assert areas(text) == [("Fokusområde: Ro", None, "bygga tyst rum"), ("Fokusområde: Liv", None, "rusta")]


def test_a_table_may_tell_the_focus_area_by_a_row_or_a_column():
    rows = "| Åtgärd | Vem |\n|---|---|\n| Mål 1: Ro |  |\n| Bygg tyst rum | Rektor |\n| Mål 2: Liv |  |\n| Rusta badet | Badnämnden |\n"
    assert areas(f"# Plan\n\n## Det vi gör\n\n{rows}") == [("Mål 1: Ro", None, "Bygg tyst rum"), ("Mål 2: Liv", None, "Rusta badet")]
    columns = "| Fokusområde | Aktivitet | Vem |\n|---|---|---|\n| Ro | Bygg tyst rum | Rektor |\n| Ro | Bygg tyst rum | Badet |\n| Liv | Rusta | Badet |\n"
    assert areas(f"# Plan\n\n## Bilaga\n\n{columns}") == [("Ro", None, "Bygg tyst rum"), ("Liv", None, "Rusta")]
    assert areas(f"# Plan\n\n## Fokusområde 3 Allt\n\n{columns}")[0][0] == "Fokusområde 3 Allt"


def test_paragraphs_of_a_cell_are_measures_and_a_letter_names_the_focus_area():
    rows = "| Område | Aktivitet | Vem |\n|---|---|---|\n| A | Bygga rum; Måla väggar | Rektor |\n| C | Rusta | Badet |\n"
    text = f"# Plan\n\n## Område A: Ro\n\nText.\n\n## Område B: Liv\n\nText.\n\n## Det vi gör\n\n{rows}"
    assert areas(text) == [("Område A: Ro", None, "Bygga rum"), ("Område A: Ro", None, "Måla väggar"), ("Det vi gör", None, "Rusta")]
