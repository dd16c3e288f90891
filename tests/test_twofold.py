"""Two questions in one, and a case told before the question."""

import pytest

from assistant.answer import ask
from assistant.compose.draft import Draft, Line
from assistant.twofold import join_drafts, lacks_number, split_question, split_sentences, split_unanswered, split_whether
from tests.small_plan import TEXT, open_plan


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Vem kallar rådet och hur ofta?", ("Vem kallar rådet", "hur ofta")),
        ("Vad gör rådet och nämnden?", None),
        ("Hur ofta ses rådet och forumet?", None),
        ("Vem leder rådet? Hur ofta ses de?", ("Vem leder rådet", "Hur ofta ses de")),
        ("vem ansvarar för skolan och vem för vägarna?", None),  # asks the same of another thing
        (
            "Jag är vakt i Vik. Får jag låsa grinden, och hur länge gäller det?",
            ("Jag är vakt i Vik. Får jag låsa grinden", "hur länge gäller det"),
        ),
        ("barn och unga, när?", None),  # no first question
    ],
)
def test_a_second_half_asks_for_something_of_its_own(question, halves):
    assert split_question(question) == halves


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("Min bror är ensam jämt. Gör kommunen något åt det?", ["Gör kommunen något åt det?", "Min bror är ensam jämt."]),
        ("Hej! Gör kommunen något åt ensamhet?", ["Gör kommunen något åt ensamhet?"]),
        ("Gör kommunen något åt ensamhet?", []),
        ("", []),
    ],
)
def test_sentences_of_a_case_are_asked_alone_questions_first(question, sentences):
    assert split_sentences(question) == sentences


def test_what_one_half_lacks_is_said():
    told, untold = Draft("fact", (), None, "answered"), Draft("fact", (), "Dokumenten säger inte när.", "not_found")
    joined = join_drafts(told, untold)
    assert joined.status == "partial" and joined.missing == "Dokumenten säger inte när."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    text = TEXT + "\n## Råd\n\nCykelrådet leds av trafikstrategen. Cykelrådet träffas två gånger per termin.\n"
    with open_plan(tmp_path_factory.mktemp("twofold"), text) as opened:
        yield opened


def test_both_halves_are_answered(library):
    found = ask(library, "vem leder cykelrådet och hur ofta träffas det?").text
    assert "leds av trafikstrategen" in found and "två gånger per termin" in found


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Hur många kajer och fyrar har hamnen?", ("Hur många kajer har hamnen?", "Hur många fyrar har hamnen?")),
        ("Hur många fyrar lyser nu, och vad är målet till 2028?", ("Hur många fyrar lyser nu", "vad är målet till 2028")),
        ("Hur många kajer har hamnen?", None),
        ("fyrar, vad är det?", None),  # no first question
    ],
)
def test_a_question_without_answer_is_parted_more_freely(question, halves):
    assert split_unanswered(question) == halves


def test_two_who_that_do_different_things_are_two_questions():
    assert split_question("vem beslutar om kajplanen, och vilka skriver förslaget?") == (
        "vem beslutar om kajplanen",
        "vilka skriver förslaget",
    )


@pytest.mark.parametrize(
    ("second", "lacks"), [("vad är målet till 2028", True), ("vad är målet till 2030", False), ("vad är målet", False)]
)
def test_a_year_that_nothing_shown_has_is_still_asked_for(second, lacks):
    shown = Draft("fact", (Line("Kajen målas före 2030.", ()),))
    assert lacks_number(second, shown) == lacks


def test_whether_something_is_so_is_asked_beside_who():
    question = "Vem är ordförande i rådet och får rådet besluta om pengar?"
    told = Draft("responsibility", (Line("Rektorn är rådets ordförande.", (), verbatim=True),))
    assert split_whether(question, told) == ("Vem är ordförande i rådet", "får rådet besluta om pengar")
    both = Draft("responsibility", (Line("Rådet får inte besluta om pengar.", (), verbatim=True),))
    assert split_whether(question, both) is None
    assert split_whether("Kajen ska målas och får användas av alla?", told) is None
