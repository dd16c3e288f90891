import pytest

from assistant.question.frame import remove_frame


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("min far dricker och vi orkar inte – står det nåt om det?", "min far dricker och vi orkar inte"),
        ("Står det något om busskort?", "busskort"),
        ("Vad säger planen om buller", "buller"),
        ("finns det nåt i planen om våtmarker?", "våtmarker"),
        ("Hej! Jag undrar om det står något om hundar?", "hundar"),
        ("Tar programmet upp fiske?", "fiske"),
        ("vad står det i handlingsplanen om snöröjning, tack", "snöröjning"),
        ("STAR DET NAGOT OM LEKPLATSER", "LEKPLATSER"),
        ("Finns det något om cykling i planerna?", "cykling"),
    ],
)
def test_a_question_whether_something_is_said_leaves_its_topic(question, topic):
    framed = remove_frame(question)
    assert (framed.text, framed.exists) == (topic, True)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Hur ofta ses rådet?", "Hur ofta ses rådet"),
        ("Kan du berätta om uppföljningen?", "uppföljningen"),
        ("Vem kallar till mötena enligt planen?", "Vem kallar till mötena"),
        ("buss skola", "buss skola"),
        ("Vad gäller för privata vägar?", "Vad gäller för privata vägar"),
    ],
)
def test_other_questions_keep_what_they_ask(question, topic):
    framed = remove_frame(question)
    assert (framed.text, framed.exists) == (topic, False)


@pytest.mark.parametrize("question", ["?", "Hej", "står det nåt om det?", "vad säger planen om"])
def test_nothing_is_left_empty(question):
    assert remove_frame(question).text
