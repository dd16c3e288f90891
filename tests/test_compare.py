"""Areas of one plan with their nearest in another, on sentences that can be judged by eye."""

import pytest

from assistant.registers.compare import compare_plans
from corpus.errors import BadRequest, Unknown
from tests.small_library import add, make_edition, open_library

LEFT = ["Plogning av snö ska ske varje natt.", "Bussen ska gå oftare till sjukhuset.", "Barn lär sig simma i sjön."]
RIGHT = ["Bussen går oftare till sjukhuset.", "Plogning av snö sker varje natt."]


@pytest.fixture(params=[True, False], ids=["encoder", "words"])
def library(request, tmp_path):
    with open_library(tmp_path, encoder=request.param) as library:
        add(library, make_edition("vanster", LEFT, areas=True))
        add(library, make_edition("hoger", RIGHT, areas=True))
        add(library, make_edition("tom", ["Utan områden."]))
        yield library


def test_each_area_gets_its_nearest_or_none(library):
    rows = compare_plans(library, "vanster", "hoger").rows
    assert [row.right.area.text if row.right else None for row in rows] == [RIGHT[1], RIGHT[0], None]
    assert all(0 <= row.similarity <= 1 for row in rows)


def test_a_plan_without_areas_answers_to_nothing(library):
    comparison = compare_plans(library, "vanster", "tom")
    assert (comparison.searched, [row.right for row in comparison.rows]) == (0, [None] * 3)
    assert compare_plans(library, "tom", "vanster").rows == ()


def test_a_plan_is_not_compared_with_itself(library):
    with pytest.raises(BadRequest, match="två olika"):
        compare_plans(library, "hoger", "hoger")
    with pytest.raises(Unknown):
        compare_plans(library, "hoger", "borta")
