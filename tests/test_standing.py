"""Standing and validity as documents word them."""

import pytest

from ingest.structure.standing import find_status, find_validity


@pytest.mark.parametrize(
    ("title", "text", "period"),
    [
        ("Plan 2025–2028", "Planen gäller från den 1 mars 2025 till och med den 31 december 2028.", ("2025-03-01", "2028-12-31")),
        ("Plan 2025–2028", "Planen gäller tills vidare.", (None, None)),
        ("Riktlinje", "Gäller från och med 2024-04-01 och tills vidare", ("2024-04-01", None)),
        ("Avtal", "Avtalet gäller t.o.m. den 30 juni 2027.", (None, "2027-06-30")),
        ("Plan", "2026–2030 Planen gäller till och med 2030. År 2030 är badet klart.", ("2026-01-01", "2030-12-31")),
        ("Plan", "Giltig till | 2028-12-31", (None, "2028-12-31")),
        ("Plan 2025–2028", "Lagen gäller från den 1 juli 2024.", ("2025-01-01", "2028-12-31")),
    ],
)
def test_days_beat_the_years_of_the_title(title, text, period):
    assert find_validity(title, f"{title} {text}") == period


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Plan för badet\nFörslag 2025-11-03", "förslag"),
        ("Plan för badet\nUTKAST", "förslag"),
        ("Plan för badet\nAntagen av kommunfullmäktige 2025-02-24 § 31", "beslutad"),
        ("Plan för badet\nPlanen antogs av kommunfullmäktige den 9 mars 2026.", "beslutad"),
        ("Plan för badet\nUpphävd 2024-06-30", "upphävd"),
        ("Plan för badet\nNär planen antas upphör den tidigare planen. Tidigare plan upphör att gälla.", "okänd"),
    ],
)
def test_standing(text, status):
    assert find_status("plan", (), text) == status
