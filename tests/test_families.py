"""Editions of one plan belong together; plans that share a sentence do not."""

from api.families import find_families
from tests.small_library import add, make_edition, open_library

PLAN = [f"Kommunen ska under perioden bygga {number} nya lekplatser nära skogen i stadsdel {number}." for number in (12, 15, 18, 21)]


def test_a_plan_and_the_bundle_that_holds_it_are_one_family(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("plan", PLAN))
        add(
            library,
            make_edition(
                "bunt", ["Nämnden beslutar att anta planen.", *PLAN, "Beslutet är enhälligt.", "Bilaga till beslutet följer här."]
            ),
        )
        add(library, make_edition("annan", ["Varje elev får en lektion om trafik.", "Bussen går varje timme till sjön."]))
        assert find_families(library.store) == {"annan": "annan", "bunt": "bunt", "plan": "bunt"}


def test_one_shared_sentence_of_many_makes_no_family(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("ett", PLAN))
        add(library, make_edition("tva", [PLAN[0], "Varje elev får en lektion.", "Bussen går varje timme.", "Snön plogas tidigt."]))
        assert find_families(library.store) == {"ett": "ett", "tva": "tva"}
