"""Series of headings: called alike, or below one heading that says what they are."""

import pytest

from assistant.registers.plan_parts import list_series, name_part
from tests.small_plan import open_plan

PLAN = """# Plan för fjällen i Tärnsjö

## 1 Inledning

Planen gäller till 2030.

## 2 Spår A – Leder

### 2.1 Röjning

Lederna röjs i juni.

## 3 Spår B – Stugor

Stugorna målas vartannat år.

## 4 Viktiga vägval

### Färre skotrar

Skotrar körs bara på led.

### Fler guider

Guider utbildas i mars.
"""


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Målområde 1 – Trygghet", "målområde"),
        ("PRIORITERAT OMRÅDE 2: HÄLSA", "prioriterat område"),
        ("Delmål B3 – Hjälm", "delmål"),
        ("3. Fokusområde Vård i hemmet", "fokusområde"),
        ("Bilaga 2 Karta", None),
        ("Vård i hemmet", None),
        ("4 Ansvar", None),
    ],
)
def test_a_heading_tells_what_its_part_is_called(heading, name):
    assert name_part(heading) == name


def test_series_of_a_plan_have_text_under_each_part(tmp_path):
    with open_plan(tmp_path, PLAN, "fjall.md") as library:
        (document,) = library.store.documents()
        found = {one.label: one.parts for one in list_series(library.store, document.id)}
    assert [one.heading for one in found["spår"]] == ["2 Spår A – Leder", "3 Spår B – Stugor"]
    assert found["spår"][0].section.text == "Lederna röjs i juni."
    assert [one.heading for one in found["viktiga vägval"]] == ["Färre skotrar", "Fler guider"]
