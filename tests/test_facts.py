from pathlib import Path

import pytest

from corpus.records import Source
from ingest.editions import read_edition
from ingest.structure.facts import named_kind, part_of, read_facts


def facts(text, *headings, name="fil.txt", title=None):
    return read_facts("d", Source(text, (), "text", title), text, headings, name)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Planen gäller under perioden 2024 till och med 2030.", "2024-01-01", "2030-12-31"),
        ("Avtalet gäller från 2025-01-01 till och med 2026-12-31.", "2025-01-01", "2026-12-31"),
        ("Den gäller från och med 2025.", "2025-01-01", None),
        ("Plan 2024–2027 för skolan", "2024-01-01", "2027-12-31"),
        ("Skolan byggdes 1950.", None, None),
    ],
)
def test_validity(text, start, end):
    found = facts(text)
    assert (found.valid_from, found.valid_to) == (start, end)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Dnr KS 2023-00123", "KS 2023-00123"),
        ("Diarienummer: VON 2024/0060", "VON 2024/0060"),
        ("SN 2023/524", "SN 2023/524"),
        ("år 2024", None),
    ],
)
def test_diary_number(text, number):
    assert facts(text).diary_number == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Datum: 2024-04-09", "2024-04-09"),
        ("Antagen av fullmäktige den 3 maj 2023", "2023-05-03"),
        ("Rapport 2024-02-30x", None),
        ("Text.", None),
        ("x" * 1000 + " 2024-01-01 " + "x" * 1000, None),
    ],
)
def test_date(text, date):
    assert facts(text).date == date


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Granby kommuns plan. Den görs i Hamnö kommun och i Hamnö kommun.", "Granby kommun"),
        ("Region Norrvik har beslutat.", "Region Norrvik"),
        ("Se www.granby.se", "granby"),
        ("Ingen alls.", None),
    ],
)
def test_issuer(text, issuer):
    assert facts(text).issuer == issuer


def test_the_title_tells_whose_plan_it_is():
    text = "Biblioteksplan för Hedvik kommun\n\nRegion Norrvik bidrar. Region Norrvik och varje kommun lånar ut. Varje kommun utbildar."
    assert facts(text, "Biblioteksplan för Hedvik kommun").issuer == "Hedvik kommun"
    assert facts(f"Plan\n\n{text[34:]}", "Plan").issuer == "Region Norrvik"


def test_an_office_that_heads_a_letter_is_the_issuer():
    assert facts("Tjänsteutlåtande\nKulturförvaltningen\n\nOm badet\n\nRegion Norrvik bidrar.", "Om badet").issuer == "Kulturförvaltningen"


@pytest.mark.parametrize(
    ("text", "headings", "kind", "status"),
    [
        ("Tjänsteutlåtande\n\nPlan för skolan", ("Plan för skolan",), "tjänsteutlåtande", "förslag"),
        ("Beslut om plan för skolan", ("Beslut om plan för skolan",), "beslut", "beslutad"),
        ("Riktlinjer för skolan\nAntagen av nämnden", ("Riktlinjer för skolan",), "riktlinje", "beslutad"),
        ("Remissversion\nPlan för skolan", ("Plan för skolan",), "plan", "förslag"),
        ("Text om skolan.", (), None, "okänd"),
    ],
)
def test_kind_and_status(text, headings, kind, status):
    found = facts(text, *headings)
    assert (found.kind, found.status) == (kind, status)


@pytest.mark.parametrize(
    ("text", "headings", "title"),
    [
        ("", ("Plan för skolan", "Mål"), "Plan för skolan"),
        ("Granby kommuns plan för alla skolor gäller under åren 2024–2026.", ("Inledning",), "Granby kommuns plan för alla skolor"),
        ("Riktlinje för bad\n\n1 Inledning\n", ("1 Inledning",), "Riktlinje för bad"),
        ("Text.", ("Inledning",), "min fil"),
    ],
)
def test_title(text, headings, title):
    assert facts(text, *headings, name="min_fil.txt").title == title


def test_the_files_own_title_when_the_text_has_none():
    assert facts("Text.", title="Plan för bad").title == "Plan för bad"


def test_kinds_and_parts():
    assert named_kind("Överenskommelsen om bad") == "överenskommelse"
    assert named_kind("Om bad") is None
    assert [part_of(kind) for kind in ("handlingsplan", "tjänsteutlåtande", "beslut", "riktlinje", None)] == [
        "plan",
        "tjänsteutlåtande",
        "beslut",
        "dokument",
        "dokument",
    ]


def test_an_agreement_is_named_with_its_parties_and_dated_where_it_is_signed():
    path = Path(__file__).parent / "files" / "plans" / "overenskommelse-vastkulla.txt"
    document = read_edition(path, "avtal", (), lambda _step, _share: None).document
    assert document.title.startswith("Överenskommelse mellan Region Västkulla och kommunerna i Västkulla län om samverkan")
    assert (document.date, document.valid_from, document.valid_to) == ("2025-12-03", "2026-01-01", "2028-12-31")
    assert (document.diary_number, document.kind, document.issuer) == ("RVK 2025-1142", "överenskommelse", "Region Västkulla")


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("GLUPBO KOMMUN\nSocialförvaltningen\n", "Glupbo kommun"),
        ("REGION STORVAD            Avtal\nDnr RS 2027-1\n", "Region Storvad"),
        ("REGION OCH KOMMUN I SAMVERKAN\nSocialförvaltningen\n", "Socialförvaltningen"),
    ],
)
def test_a_page_head_in_capitals_tells_the_issuer(head, issuer):
    assert facts(f"{head}\nPlan för stränder\n\nVi städar varje strand.", "Plan för stränder").issuer == issuer


def test_the_council_that_decides_tells_municipality_from_region():
    text = "Gäller i Bergviks kommun. Antaget av kommunfullmäktige. Region Mitt deltar. Region Mitt svarar för vården."
    assert facts(text).issuer == "Bergviks kommun"
    assert facts("Antagen av regionfullmäktige. Sörby kommun och Sörby kommun. Region Mitt leder.").issuer == "Region Mitt"


def test_a_page_head_set_large_is_no_title_and_a_place_has_its_first_word():
    assert facts("Östra Viks kommun\n\nEtt vik för alla", "Östra Viks kommun", "Ett vik för alla").title == "Ett vik för alla"
    assert facts("Plan för våld i Östra Viks kommun 2026").issuer == "Östra Viks kommun"
    assert facts("Avfallsplan Vik 2027\nAntagen av kommunfullmäktige", "Avfallsplan Vik 2027").issuer == "Vik"
