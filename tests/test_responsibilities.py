import pytest

from corpus.records import Section, Segment
from ingest.registers.responsibilities import read_responsibilities


def section(text, part="plan", heading="A", kind="section"):
    return Section(
        "d/a", "d", kind, heading, None, 1, (heading,), part, 2, "2 (9)", text, (Segment(0, len(text), 0, len(text)),), (0, len(text))
    )


def rows(text, **told):
    found = read_responsibilities([section(text, **told)])
    assert all(text[row.start : row.end] == row.quote for row in found)
    return found


def brief(text, **told):
    return [(row.actor, row.verb, row.task) for row in rows(text, **told)]


def test_a_row_holds_all_that_the_sentence_says():
    (row,) = rows("Hamnkontoret ska två gånger per år rapportera läget till kommunstyrelsen senast i mars 2031 i samråd med skolnämnden.")
    assert (row.actor, row.verb, row.modality, row.task[:5]) == ("hamnkontoret", "rapportera", "ska", "läget")
    assert (row.frequency, row.to, row.with_, row.deadline) == ("två gånger per år", "kommunstyrelsen", "skolnämnden", "senast i mars 2031")
    assert (row.path, row.page_number, row.page_label, row.inferred, row.negated) == (("A",), 2, "2 (9)", (), False)


def test_the_quote_is_the_sentence():
    text = "Hamnen är djup. Hamnnämnden leder arbetet. Vattnet är kallt."
    assert [row.quote for row in rows(text)] == ["Hamnnämnden leder arbetet."]


def test_a_board_and_its_administration_are_two():
    assert [row.actor for row in rows("Socialnämnden beslutar om planen. Socialförvaltningen genomför den.")] == [
        "socialnämnden",
        "socialförvaltningen",
    ]


def test_a_bare_name_never_means_another_body():
    text = "Socialförvaltningen tar fram planen. Nämnden beslutar om den."
    assert [(row.actor, row.inferred) for row in rows(text)] == [("socialförvaltningen", ()), ("nämnden", ())]


def test_a_short_name_is_filled_out_in_its_section_and_marked():
    text = "Den yttre styrgruppen leder arbetet.\n\nStyrgruppen ansvarar för budgeten."
    assert [(row.actor, row.inferred) for row in rows(text)] == [("den yttre styrgruppen", ()), ("den yttre styrgruppen", ("actor",))]


def test_a_pronoun_reaches_the_sentence_before_but_not_the_paragraph_before():
    assert [row.inferred for row in rows("Byarådet bereder ärenden. Det beslutar också om bidrag.")] == [(), ("actor",)]
    assert [row.verb for row in rows("Byarådet bereder ärenden.\n\nDet beslutar om bidrag.")] == ["bereda"]


def test_a_step_without_actor_is_listed_with_its_time():
    (row,) = rows("En halvtidsutvärdering ska genomföras år 2031.")
    assert (row.actor, row.verb, row.deadline) == ("", "genomföra", "år 2031")


def test_what_a_pronoun_stands_for_is_marked_in_a_step_too():
    first, second = rows("En översyn ska genomföras 2031. Den ska redovisas för hamnnämnden.")
    assert (second.task, second.inferred, second.to) == ("En översyn", ("task",), "hamnnämnden")
    assert first.inferred == ()


def test_groups_of_bodies_are_collective():
    assert [row.collective for row in rows("Nämnderna ansvarar för vägarna.")] == [True]
    assert [row.collective for row in rows("Hamnnämnden ansvarar för vägarna.")] == [False]
    assert [row.collective for row in rows("Respektive rektor ansvarar för vägarna.")] == [True]


@pytest.mark.parametrize("part", ["särskilt uttalande", "reservation"])
def test_opinions_give_no_rows(part):
    assert read_responsibilities([section("Tekniska nämnden ansvarar för vägarna.", part)]) == ()


def test_notes_give_no_rows():
    assert read_responsibilities([section("Tekniska nämnden ansvarar för vägarna.", kind="note")]) == ()


def test_rows_are_numbered_and_their_ids_differ():
    found = rows("Hamnnämnden och skolnämnden leder arbetet. Skolnämnden deltar.\n\nHamnnämnden leder arbetet.")
    assert [row.order for row in found] == [0, 1, 2, 3]
    assert len({row.id for row in found}) == 4


def test_ids_differ_where_a_sentence_says_two_things_with_one_verb():
    found = rows("Hamnkontoret tar fram en plan och tar fram en budget.")
    assert [row.task for row in found] == ["en plan", "en budget"]
    assert len({row.id for row in found}) == 2


def test_names_that_no_lexicon_knows_act():
    assert brief("Kvarnby har uppdraget att stödja bygderna.") == [("Kvarnby", "stödja", "bygderna")]


def test_no_text_breaks_it():
    for text in ("", " ", ":", "ska", "Nämnden", "Nämnden ska", "| a | b", "Ansvarig:", "att att att", "(((", "Nämnden ska och ska."):
        rows(text)
