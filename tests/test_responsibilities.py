import pytest

from corpus.records import Section, Segment
from ingest.responsibilities import read_responsibilities


def section(text, part="plan"):
    return Section(
        "d/a", "d", "section", "A", None, 1, ("A",), part, 2, "2 (9)", text, (Segment(0, len(text), 0, len(text)),), (0, len(text))
    )


def rows(text):
    found = read_responsibilities([section(text)])
    assert all(text[row.start : row.end] == row.quote for row in found)
    return found


def brief(text):
    return [(row.actor, row.verb, row.modality, row.negated) for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tekniska nämnden ansvarar för vägarna.", [("tekniska nämnden", "ansvara", "är", False)]),
        ("Byarådet ska inte besluta om taxor.", [("byarådet", "besluta", "ska", True)]),
        ("Rådet bör årligen följa upp planen.", [("rådet", "följa upp", "bör", False)]),
        ("Varje år ska miljönämnden rapportera till kommunstyrelsen.", [("miljönämnden", "rapportera", "ska", False)]),
        ("Arbetsgruppen leds av hamnkontoret.", [("hamnkontoret", "leda", "är", False)]),
        ("Den inre styrgruppen består av tre chefer.", [("den inre styrgruppen", "bestå", "är", False)]),
        ("Hamnkontoret är sammankallande för nätverket.", [("hamnkontoret", "sammankalla", "är", False)]),
        ("SKR har i uppdrag att stödja arbetet.", [("SKR", "ha i uppdrag", "är", False)]),
        (
            "Parkenheten i Vikby tar fram förslag och följer upp dem.",
            [("parkenheten i Vikby", "ta fram", "är", False), ("parkenheten i Vikby", "följa upp", "är", False)],
        ),
        ("Vägarna ska saltas varje vinter.", []),
        ("Det är viktigt att nämnden ansvarar för vägarna.", []),
        ("Bygga broar över ån.", []),
    ],
)
def test_who_does_what(text, expected):
    assert brief(text) == expected


def test_coordinated_actors_give_a_row_each():
    assert [row.actor for row in rows("Hamnnämnden, skolnämnden och kulturnämnden godkänner planen.")] == [
        "hamnnämnden",
        "skolnämnden",
        "kulturnämnden",
    ]


def test_a_board_and_its_administration_are_two():
    assert [row.actor for row in rows("Socialnämnden beslutar om planen. Socialförvaltningen genomför den.")] == [
        "socialnämnden",
        "socialförvaltningen",
    ]


def test_a_pronoun_is_read_as_the_actor_before_and_marked():
    found = rows("Byarådet bereder ärenden. Det beslutar också om bidrag.")
    assert [(row.actor, row.inferred) for row in found] == [("byarådet", ()), ("byarådet", ("actor",))]


def test_a_short_name_is_filled_out_from_the_sentence_before():
    found = rows("Den yttre styrgruppen leder arbetet. Styrgruppen ansvarar för budgeten.")
    assert [(row.actor, row.inferred) for row in found] == [("den yttre styrgruppen", ()), ("den yttre styrgruppen", ("actor",))]


def test_a_new_paragraph_starts_anew():
    assert [row.actor for row in rows("Byarådet bereder ärenden.\n\nDet beslutar om bidrag.")] == ["byarådet"]


def test_when_how_often_with_whom_and_under_which_condition():
    (row,) = rows(
        "Hamnkontoret ska två gånger per år rapportera till kommunstyrelsen senast i mars 2031 i samråd med skolnämnden, vid behov."
    )
    assert (row.frequency, row.to, row.with_, row.condition) == ("två gånger per år", "kommunstyrelsen", "skolnämnden", "vid behov")
    assert row.deadline == "senast i mars 2031"


def test_collective_actors_are_marked():
    assert [row.collective for row in rows("Nämnderna ansvarar för vägarna.")] == [True]
    assert [row.collective for row in rows("Hamnnämnden ansvarar för vägarna.")] == [False]


def test_opinions_give_no_rows():
    assert read_responsibilities([section("Tekniska nämnden ansvarar för vägarna.", "särskilt uttalande")]) == ()


def test_rows_are_numbered_and_their_ids_differ():
    found = rows("Hamnnämnden leder arbetet. Skolnämnden deltar.\n\nHamnnämnden leder arbetet.")
    assert [row.order for row in found] == [0, 1, 2]
    assert len({row.id for row in found}) == 3
