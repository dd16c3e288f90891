import pytest

from assistant.question.conversation import complete_question, is_elliptical
from assistant.records import Turn

COMPLETED = [
    ("Hur ofta ses den yttre gruppen?", "Och den inre?", "Hur ofta ses den inre gruppen?"),
    ("Vem leder byarådet?", "och tekniska nämnden?", "Vem leder tekniska nämnden?"),
    ("Vad säger kommunens plan om buller?", "När då?", "När då buller?"),
    ("Ska vägarna saltas?", "hur ofta?", "hur ofta Ska vägarna saltas?"),
    ("Vem hjälper oss HSK i länet om vi kör fast?", "och hbk då?", "Vem hjälper oss hbk i länet om vi kör fast?"),
    ("Vad är ett byalag?", "Vem utser det?", "Vem utser det (ett byalag)?"),
]


@pytest.mark.parametrize(("before", "question", "whole"), COMPLETED)
def test_follow_ups_are_completed(before, question, whole):
    completed = complete_question(question, [Turn(before, "")])
    assert completed is not None
    for word in whole.strip("?").replace("(", " ").replace(")", " ").split():
        assert word.casefold() in completed.casefold()


@pytest.mark.parametrize("question", ["Vem leder den inre styrgruppen?", "finns det regler för bryggor?", "vilka åtgärder gäller skolor"])
def test_whole_questions_stand_by_themselves(question):
    assert not is_elliptical(question)
    assert complete_question(question, [Turn("Vad gäller för båtar?", "")]) is None


def test_nothing_is_completed_without_a_conversation():
    assert complete_question("Och sen då?", []) is None


def test_a_chain_of_follow_ups_leads_back_to_the_first():
    history = [Turn("Vem leder byarådet?", ""), Turn("hur ofta ses det?", "")]
    completed = complete_question("Och tekniska nämnden?", history)
    assert completed is not None and "tekniska nämnden" in completed
