import pytest

from corpus.records import Section, Segment
from ingest.registers.references import read_references


def section(text, part="plan", heading="A", kind="section"):
    return Section(
        "d/a", "d", kind, heading, None, 1, (heading,), part, None, None, text, (Segment(0, len(text), 0, len(text)),), (0, len(text))
    )


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Ansvaret regleras i hamnavtalet.", ["hamnavtalet"]),
        ("Arbetet följs upp enligt lag om fiske i sjöar (2009:77).", ["lag om fiske i sjöar (2009:77)"]),
        ("Stöd ges enligt fiskelagens regler och båtlagen (BåL).", ["båtlagen (BåL)"]),
        ("Planen konkretiseras genom årliga vägplaner.", ["årliga vägplaner"]),
        ("Läs mer på www.vikby.se om bidrag.", ["www.vikby.se"]),
        ("Utredningen (SOU 2031:8) och prop. 2030/31:14 visar det.", ["SOU 2031:8", "prop. 2030/31:14"]),
        ("Det gemensamma båtavtalet (GBA) styr samarbetet.", ["gemensamma båtavtalet (GBA)"]),
        ("Program för levande skärgård antogs 2031.", ["Program för levande skärgård"]),
        ("Arbetet utgår från avtalet om hamnar, broar och färjor som tecknades 2030.", ["avtalet om hamnar, broar och färjor"]),
        ("Kommunens strategi för vatten och planen för is är två dokument.", ["Kommunens strategi för vatten"]),
        ("Se bilaga 2.", ["bilaga 2"]),
        ("Kommunen har antagit ”Policy för bryggor”.", ["Policy för bryggor"]),
        ("Arbetet sker enligt planen.", []),
        ("Ansvaret regleras i fiskelagen och arbetslagen får stöd av vårdlagen.", ["fiskelagen"]),
        ("Denna plan för hamnar gäller till 2031.", []),
        ("Nämnden ska ta fram en plan för hamnar.", []),
        ("Det finns goda förslag i underlagen.", []),
        ("Hamnen är djup.", []),
    ],
)
def test_what_is_pointed_at(text, targets):
    assert [row.target for row in read_references([section(text)])] == targets


def test_the_quote_is_the_sentence_and_a_target_comes_once():
    text = "Se hamnrutinen för båtar. Ansvaret finns i hamnrutinen för båtar."
    (row,) = read_references([section(text)])
    assert text[row.start : row.end] == row.quote == "Se hamnrutinen för båtar."
    assert row.text in row.quote


def test_a_list_of_enclosures_is_read_line_by_line_without_signatures():
    text = "1. Plan för bryggor, 2031-02-03\n2. Rapport om is\n\nAnna Berg\nHamnchef"
    assert [row.target for row in read_references([section(text, heading="Bilagor")])] == ["Plan för bryggor, 2031-02-03", "Rapport om is"]


def test_a_name_is_enough_in_a_footnote():
    assert [row.target for row in read_references([section("Taxeavtal om bryggor, 2031", kind="note")])] == ["Taxeavtal om bryggor"]


def test_opinions_give_no_rows():
    assert read_references([section("Ansvaret regleras i hamnavtalet.", "reservation")]) == ()
