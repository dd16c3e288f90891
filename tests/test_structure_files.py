"""Outlines, areas, notes and facts of invented documents, and of the bundled ones."""

from pathlib import Path

import pytest

from corpus.records import Source
from corpus.settings import BUNDLED
from ingest.readers.read import read_file, split_pages
from ingest.structure.document import build

FILES = Path(__file__).parent / "files" / "structure"


def structure_of(path):
    return build(path.stem, read_file(path), (), path.name)


def outline(structure):
    return [(section.level, section.heading) for section in structure.sections if section.kind == "section"]


OUTLINES = {
    "riktlinje.txt": [
        (1, "Riktlinje för synpunkter och klagomål"),
        (2, "1 Inledning"),
        (3, "1.1 Bakgrund"),
        (3, "1.2 Vem riktlinjen gäller för"),
        (2, "2 Hantering"),
        (3, "2.1 Mottagande"),
        (3, "2.2 Svar till den enskilde"),
        (2, "3 Uppföljning"),
    ],
    "avtal.txt": [
        (1, "Samverkansavtal om gemensam familjerådgivning"),
        (2, "§ 1 Avtalets syfte"),
        (2, "§ 2 Omfattning"),
        (2, "§ 3 Ansvar och ledning"),
        (2, "§ 4 Kostnader"),
        (2, "§ 5 Avtalstid"),
    ],
    "arsrapport.txt": [
        (1, "Årsrapport 2022 för elevhälsan"),
        (2, "Sammanfattning"),
        (2, "Personal och kompetens"),
        (2, "Resultat"),
        (2, "Slutsatser för kommande år"),
    ],
    "plan_tabell.md": [
        (1, "Plan mot våld i nära relationer 2025–2028"),
        (2, "Inledning"),
        (2, "Fokusområde 1: Upptäcka"),
        (2, "Fokusområde 2: Skydda"),
        (2, "Ansvar"),
        (2, "Uppföljning"),
    ],
    "strategi.md": [
        (1, "Program för ett gott åldrande"),
        (2, "Förord"),
        (2, "Mål 1 Trygghet hemma"),
        (3, "Strategi 1.1 Hemtjänst som känns igen"),
        (3, "Strategi 1.2 Bostäder för äldre"),
        (2, "Mål 2 Gemenskap"),
        (3, "Strategi 2.1 Mötesplatser"),
        (3, "Strategi 2.2 Digital delaktighet"),
        (2, "Uppföljning"),
    ],
    "atgarder.txt": [
        (1, "Handlingsplan för klimat och energi 2024-2027"),
        (2, "1 Syfte"),
        (2, "2 Målområden"),
        (3, "2.1 Resor och transporter"),
        (3, "2.2 Byggnader"),
        (2, "3 Ansvar och uppföljning"),
    ],
    "brev_ocr.txt": [
        (1, "Yttrande over forslag till nya foreskrifter"),
        (2, "Bakgrund"),
        (2, "Forvaltningens bedomning"),
    ],
    "protokoll.txt": [
        (1, "§ 41 Godkännande av dagordning"),
        (2, "Beslut"),
        (1, "§ 42 Handlingsplan mot ofrivillig ensamhet"),
        (2, "Beslut"),
        (2, "Ärendet"),
        (2, "Yrkanden"),
        (1, "§ 43 Delårsrapport per augusti"),
        (2, "Beslut"),
        (2, "Reservation"),
    ],
    "delegation.txt": [
        (1, "Delegationsordning för socialnämnden i Tallviks kommun"),
        (2, "1 Allmänt om delegation"),
        (3, "1.1 Lagstöd"),
        (3, "1.2 Beslut som inte får delegeras"),
        (2, "2 Delegationsförteckning"),
        (2, "3 Anmälan av beslut"),
    ],
    "avvikelser.txt": [
        (1, "RIKTLINJE FÖR AVVIKELSEHANTERING"),
        (2, "1. INLEDNING"),
        (3, "1.1. Syfte"),
        (3, "1.2. Lagar och föreskrifter"),
        (4, "1.2.1. Socialtjänstlagen"),
        (4, "1.2.2. Hälso- och sjukvårdslagen"),
        (2, "2. ROLLER OCH ANSVAR"),
        (3, "2.1. Enhetschef"),
        (3, "2.2. Medarbetare"),
        (2, "3. UPPFÖLJNING"),
    ],
    "policy.txt": [
        (1, "Policy för hållbara resor"),
        (2, "Vi reser så här"),
        (2, "Ansvar"),
    ],
    "english.txt": [
        (1, "Action Plan for Safe Streets 2024-2027"),
        (2, "1 Introduction"),
        (3, "1.1 Scope"),
        (2, "2 Measures"),
        (2, "3 Follow-up"),
    ],
    "brev_brus.txt": [
        (1, "Yttrande över remiss om beredskapsplan"),
        (2, "Synpunkter"),
        (2, "Kostnader"),
    ],
    "verksamhet.txt": [
        (1, "Verksamhetsberättelse 2023"),
        (2, "Året i korthet"),
        (2, "Nettokostnad (tkr)"),
        (2, "Måluppfyllelse"),
        (3, "Mål 1: Fler ska kunna bo kvar hemma"),
        (3, "Mål 2: Kortare handläggningstider"),
        (2, "Viktiga händelser"),
        (2, "Framtiden"),
    ],
    "upphavd.txt": [
        (1, "Riktlinjer för distansarbete"),
        (2, "Bakgrund"),
        (2, "Regler"),
    ],
    "versaler.txt": [
        (1, "HANDLINGSPLAN FÖR JÄMSTÄLLDHET I STRÖMNÄS KOMMUN"),
        (2, "BAKGRUND"),
        (2, "FOKUSOMRÅDE 1 LIKA LÖN"),
        (2, "FOKUSOMRÅDE 2 TRYGGHET"),
        (2, "UPPFÖLJNING"),
    ],
    "reglemente.txt": [
        (1, "Reglemente för revisorerna i Granby kommun"),
        (2, "1 kap. Revisionens roll"),
        (2, "2 kap. Revisorernas antal och organisation"),
        (2, "3 kap. Budget"),
    ],
    "overenskommelse.txt": [
        (1, "Överenskommelse om samverkan kring personer med missbruk mellan Region Norrmark och kommunerna Malmvik och Strömnäs"),
        (2, "§ 1 Parter"),
        (2, "§ 2 Bakgrund"),
        (2, "§ 3 Ansvarsfördelning"),
        (3, "3.1 Regionens ansvar"),
        (3, "3.2 Kommunernas ansvar"),
        (2, "§ 4 Samverkansgrupp"),
        (2, "§ 5 Giltighetstid"),
    ],
    "lista.txt": [
        (1, "lista"),
    ],
}


@pytest.mark.parametrize("name", OUTLINES)
def test_every_heading_once_in_order_at_its_depth(name):
    assert outline(structure_of(FILES / name)) == OUTLINES[name]


AREAS = {
    "plan_tabell.md": [
        ("Fokusområde 1: Upptäcka", None, "Inför rutin för frågor om våld på alla mottagningar"),
        ("Fokusområde 1: Upptäcka", None, "Utbilda personal i förskolan"),
        ("Fokusområde 2: Skydda", "Insatser som ska genomföras", "Öppna ett skyddat boende tillsammans med grannkommunerna"),
        ("Fokusområde 2: Skydda", "Insatser som ska genomföras", "Ge jourfamiljer särskilt stöd"),
    ],
    "strategi.md": [
        ("Mål 1 Trygghet hemma", "Åtgärder", "Inför fast kontakt för alla med mer än två besök i veckan"),
        ("Mål 1 Trygghet hemma", "Åtgärder", "Mät kontinuiteten varje månad"),
        ("Mål 1 Trygghet hemma", None, "Bygg fyrtio lägenheter nära centrum"),
        ("Mål 1 Trygghet hemma", None, "Pröva kollektiva boendeformer"),
        ("Mål 2 Gemenskap", None, "Öppna träffpunkter i varje tätort"),
        ("Mål 2 Gemenskap", None, "Ge stöd i att använda e-tjänster på biblioteken"),
    ],
    "atgarder.txt": [
        ("2.1 Resor och transporter", None, "Byt ut alla bensindrivna bilar mot elbilar senast 2026."),
        ("2.1 Resor och transporter", None, "Bygg cykelgarage vid kommunens skolor och se till att de är belysta."),
        ("2.2 Byggnader", None, "Tilläggsisolera vinden i alla skolor byggda före 1980."),
    ],
    "riktlinje.txt": [],
    "avtal.txt": [],
    "arsrapport.txt": [],
    "brev_ocr.txt": [],
    "protokoll.txt": [],
    "delegation.txt": [],
    "avvikelser.txt": [],
    "policy.txt": [],
    "english.txt": [],
    "brev_brus.txt": [],
    "verksamhet.txt": [],
    "upphavd.txt": [],
    "versaler.txt": [
        ("FOKUSOMRÅDE 1 LIKA LÖN", "För samtliga förvaltningar", "Kartlägg löner varje år"),
        ("FOKUSOMRÅDE 1 LIKA LÖN", "För samtliga förvaltningar", "Åtgärda osakliga skillnader inom tre år"),
        ("FOKUSOMRÅDE 1 LIKA LÖN", "För kommunledningsförvaltningen", "Ta fram ett stöd för lönesättande chefer"),
        ("FOKUSOMRÅDE 2 TRYGGHET", "För samtliga förvaltningar", "Inför nolltolerans mot sexuella trakasserier"),
        ("FOKUSOMRÅDE 2 TRYGGHET", "För samtliga förvaltningar", "Utbilda skyddsombud"),
    ],
    "reglemente.txt": [],
    "overenskommelse.txt": [],
    "lista.txt": [],
}


@pytest.mark.parametrize("name", AREAS)
def test_areas_are_the_commitments_and_nothing_else(name):
    areas = structure_of(FILES / name).areas
    assert [(area.focus_area, area.group, area.text) for area in areas] == AREAS[name]


FACTS = {
    "riktlinje.txt": ("Björkviks kommun", "riktlinje", "beslutad", "2023-05-11", None, None, "KS 2023-00123", 4),
    "avtal.txt": ("Björkviks kommun", "samverkansavtal", "okänd", "2023-10-03", "2024-01-01", "2026-12-31", None, None),
    "arsrapport.txt": ("Hamnö kommun", "årsrapport", "okänd", None, None, None, None, 3),
    "plan_tabell.md": ("Granby kommun", "plan", "beslutad", "2024-11-20", "2025-01-01", "2028-12-31", None, None),
    "atgarder.txt": ("Granby kommun", "handlingsplan", "okänd", None, "2024-01-01", "2027-12-31", None, None),
    "brev_ocr.txt": ("Hamnö kommun", "yttrande", "förslag", None, None, None, None, 2),
    "protokoll.txt": ("Hamnö kommun", "protokoll", "okänd", "2024-09-18", None, None, None, 2),
    "delegation.txt": ("Tallviks kommun", "delegationsordning", "beslutad", "2024-03-12", "2024-04-01", None, "SN 2024/00031", None),
    "avvikelser.txt": ("Omsorgsförvaltningen", "riktlinje", "beslutad", "2023-11-20", "2023-12-01", "2026-11-30", "ON 23/118", None),
    "policy.txt": ("Malmviks kommun", "policy", "förslag", "2025-02-10", None, None, None, None),
    "english.txt": (None, "plan", "beslutad", None, "2024-01-01", "2027-12-31", None, None),
    "brev_brus.txt": ("Norrbackens kommun", "yttrande", "okänd", None, None, None, "KS 2019/112", None),
    "verksamhet.txt": ("Björkviks kommun", "verksamhetsberättelse", "okänd", None, None, None, None, None),
    "upphavd.txt": ("Kommunstyrelsen", "riktlinje", "upphävd", "2020-10-05", None, None, None, None),
    "versaler.txt": ("Strömnäs kommun", "handlingsplan", "förslag", "2025-01-15", None, None, None, None),
    "reglemente.txt": ("Granby kommun", "reglemente", "beslutad", "2022-11-14", None, None, None, None),
    "overenskommelse.txt": ("Region Norrmark", "överenskommelse", "okänd", "2023-12-04", "2024-01-01", "2026-12-31", "RN 2023-1180", None),
    "lista.txt": (None, None, "okänd", None, None, None, None, None),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts(name):
    d = structure_of(FILES / name).document
    assert (d.issuer, d.kind, d.status, d.date, d.valid_from, d.valid_to, d.diary_number, d.pages) == FACTS[name]


def test_pages_furniture_note_and_cut_sentence_of_the_guideline():
    structure = structure_of(FILES / "riktlinje.txt")
    sections = {section.heading: section for section in structure.sections}
    assert [page.label for page in structure.pages] == [None, "2 (4)", "3 (4)", "4 (4)"]
    assert sections["2.2 Svar till den enskilde"].text.endswith("när ett svar kan väntas.")
    assert sections["2.1 Mottagande"].text.splitlines()[1] == "muntligt till personal i verksamheten"
    assert [(note.mark, note.section) for note in structure.notes] == [("1", sections["1.1 Bakgrund"].anchor)]
    assert sections["Fotnot 1"].text == "Se beslut i kommunfullmäktige den 4 mars 2021."
    assert sections["1.1 Bakgrund"].text[: structure.notes[0].position].endswith("slagits samman.")
    assert {block.kind for block in structure.blocks if "Sida" in block.text} == {"furniture"}


def test_lost_bullets_and_page_marks_of_the_report():
    structure = structure_of(FILES / "arsrapport.txt")
    items = [(block.text, block.lead) for block in structure.blocks if block.kind == "item"]
    lead = "Tre områden har utvecklats särskilt under året:"
    assert items == [
        ("tidiga samtal med elever som har hög frånvaro", lead),
        ("handledning till lärare i grundskolans tidiga årskurser och fritidshem", lead),
        ("gemensamma möten med socialtjänsten", lead),
    ]
    rows = [passage.text for passage in structure.passages if passage.kind == "table"]
    assert rows == ["Yrke | 2021 | 2022", "Kurator | 8 | 7", "Psykolog | 4 | 5", "Skolsköterska | 11 | 11"]


def test_lists_belong_to_the_sentence_they_end():
    structure = structure_of(FILES / "overenskommelse.txt")
    items = [(block.mark, block.text, block.lead) for block in structure.blocks if block.kind == "item"]
    lead = "Kommunerna ansvarar för"
    assert items == [("a)", "stöd i boendet,", lead), ("b)", "psykosociala insatser, och", lead), ("c)", "eftervård.", lead)]
    assert "Regionen är sammankallande." in next(s.text for s in structure.sections if s.heading == "§ 4 Samverkansgrupp")


def test_a_report_of_many_pages_keeps_every_heading_once():
    pages = []
    for number in range(1, 201):
        chapter, section = (number - 1) // 10 + 1, (number - 1) % 10 + 1
        head = [f"Vårdprogram för Region Norrmark          Sida {number} (200)", ""]
        title = [f"{chapter} Vård för grupp {chr(96 + chapter) * 2}"] * (section == 1)
        text = [
            f"{chapter}.{section} Stöd av slag {'abcdefghkj'[section - 1]}",
            "Regionen ger vård inom tre dygn från det att beslutet fattades.",
        ]
        pages.append("\n".join([*head, *title, *text, "", "Reviderad 2024-05-02          Dnr RN 2024-0099"]))
    text = "\f".join(pages)
    structure = build("dok", Source(text, split_pages(text), "text"))
    assert [level for level, _ in outline(structure)] == ([1] + [2] * 10) * 20
    assert structure.pages[6].label == "7 (200)"
    assert {block.kind for block in structure.blocks if "Sida" in block.text} == {"furniture"}


def bundled(number):
    return structure_of(next(BUNDLED.glob(f"{number}_*.txt")))


def test_the_county_plan_has_its_goals_side_by_side():
    structure = bundled("001")
    goals = [section for section in structure.sections if section.heading.startswith("Målområde")]
    assert [section.level for section in goals] == [3] * 5
    assert len({section.parent for section in goals}) == 1
    assert [section.page_label for section in goals] == ["11", "12", "13", "14", "15"]
    assert len(structure.areas) == 18
    assert [sum(area.anchor == goal.anchor for area in structure.areas) for goal in goals] == [4, 4, 3, 3, 4]


def test_the_memo_has_one_root_and_no_areas():
    structure = bundled("002")
    assert [level for level, _ in outline(structure)] == [1, 2, 2, 3, 2, 2, 2, 2]
    assert not structure.areas
    assert {section.part for section in structure.sections} == {"tjänsteutlåtande"}


def test_the_city_plan_has_its_notes_and_areas():
    structure = bundled("003")
    assert [note.mark for note in structure.notes] == [str(number) for number in range(1, 15)]
    assert all(note.position is not None for note in structure.notes)
    assert [level for level, _ in outline(structure)] == [1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 1, 2, 2, 2, 2]
    focus = list(dict.fromkeys((area.focus_area, area.subtitle) for area in structure.areas))
    assert len(focus) == 4
    assert all(subtitle for _, subtitle in focus)
    assert [sum(area.focus_area == name for area in structure.areas) for name, _ in focus] == [8, 9, 11, 8]
    source = " ".join(read_file(next(BUNDLED.glob("003_*.txt"))).text.split())
    assert all(area.text in source or area.page_number in {8, 10, 11} for area in structure.areas)


def test_the_bundle_has_parts_of_different_standing():
    structure = bundled("000")
    parts = list(dict.fromkeys(section.part for section in structure.sections))
    assert parts == ["beslut", "särskilt uttalande", "tjänsteutlåtande", "plan"]
    assert len(structure.areas) == 36
    assert {section.part for section in structure.sections if section.anchor in {area.anchor for area in structure.areas}} == {"plan"}
    assert len(structure.pages) == 25
    assert structure.pages[10].label == "6 (20)"
