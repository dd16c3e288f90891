import pytest

from eval.questionset import Gold, Question
from eval.settle import Rejected, bare_heading, load_shelf, settle_question, whole_words
from tests.test_gold import Shelf, section

DUTY = "Fyrvaktaren ska tända lampan varje kväll klockan 18."
SHELF = load_shelf(
    Shelf(
        (
            section("hamn/drift", f"Inledning.\n{DUTY}\nVakten för logg.", ("Hamnplan", "2.1 Drift")),
            section("hamn/drift/natt", "På natten gäller särskilda regler.", ("Hamnplan", "2.1 Drift", "Natt")),
            section("hamn/vakt", "Vakten för logg.", ("Hamnplan", "Vakt")),
            section("ö/drift", "Färjan går varje timme.", ("Öplan", "Drift")),
        )
    )
)


def settle(cell, document=""):
    return settle_question(Question("1", "vem?", None, True, (Gold(document, "", cell),), line=4), SHELF)


@pytest.mark.parametrize("cell", [DUTY, f"”{DUTY}”", "fyrvaktaren SKA tanda lampan varje kvall klockan 18.", DUTY.replace(" ", "\n")])
def test_a_quote_is_found_and_given_the_documents_own_words(cell):
    assert settle(cell).gold == (Gold("hamn", "Hamnplan > 2.1 Drift", DUTY),)


@pytest.mark.parametrize(
    ("cell", "document", "gold"),
    [
        ("Vakt", "", Gold("hamn", "Hamnplan > Vakt", "")),
        ("drift", "hamn", Gold("hamn", "Hamnplan > 2.1 Drift", "")),
        ("Drift", "", Gold("", "2.1 Drift", "")),
        ("2.1 Drift > Natt", "", Gold("hamn", "Hamnplan > 2.1 Drift > Natt", "")),
        ("http://127.0.0.1:8000/s/hamn/vakt", "", Gold("hamn", "hamn/vakt", "")),
        ("/s/hamn/vakt?start=0&end=6#citat", "", Gold("hamn", "Hamnplan > Vakt", "Vakten")),
    ],
)
def test_headings_and_addresses_are_sections(cell, document, gold):
    assert settle(cell, document).gold == (gold,)


def test_several_lines_are_several_golds():
    assert [gold.section for gold in settle(f"Vakt\n{DUTY}").gold] == ["Hamnplan > Vakt", "Hamnplan > 2.1 Drift"]


def test_a_near_miss_is_told_with_section_and_wording_and_can_be_taken_over():
    found = settle("Fyrvaktaren skall tända lyktan varje kväll klockan 18.")
    assert isinstance(found, Rejected)
    assert "står inte ordagrant så. I avsnittet ”2.1 Drift” står: ”Fyrvaktaren ska tända lampan" in found.problem.message
    assert found.suggestion == (Gold("hamn", "Hamnplan > 2.1 Drift", DUTY),)


def test_other_numbers_are_pointed_out():
    assert "Siffrorna skiljer sig" in settle("Fyrvaktaren ska tända lampan varje kväll klockan 19.").problem.message


@pytest.mark.parametrize(
    ("cell", "document", "message"),
    [
        ("Zebror i Sahara äter aldrig vallmo", "", "finns inte i dokumenten"),
        ("Vakten för", "", "är för kort: det står i 2 avsnitt"),
        ("Vakk", "", "Närmast: ”Vakt”"),
        ("Vakt", "hamm", "Menas hamn?"),
        ("Vakt", "rymden", "Här finns: hamn, ö"),
        ("/s/hamn/borta", "", "finns inte"),
    ],
)
def test_what_is_not_there_says_what_to_do(cell, document, message):
    assert message in settle(cell, document).problem.message


def test_small_parts():
    assert bare_heading("3.1 Uppföljning:") == "uppfoljning"
    assert whole_words("en liten båt till", 5, 10) == (3, 12)
