"""What a message asks, one by one."""

import pytest

from assistant.question.asks import join_asking, split_asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Vem leder hamnrådet, och hur ofta ses det?", ("Vem leder hamnrådet", "hur ofta ses det?")),
        ("kan jag boka båtplatsen? och på en söndag?", ("kan jag boka båtplatsen?", "och på en söndag?")),
        ("får man elda på stranden o vem släcker i så fall", ("får man elda på stranden", "vem släcker i så fall")),
        ("Gäller planen även bolagen, och vad ingår inte?", ("Gäller planen även bolagen", "vad ingår inte?")),
        ("Min båt läcker. Vem ringer jag? När har de öppet?", ("Vem ringer jag?", "När har de öppet?")),  # a case told asks nothing
        ("när i så fall och när får vi veta", ("när i så fall", "när får vi veta")),
    ],
)
def test_each_thing_asked_stands_alone(question, asks):
    assert split_asks(question) == asks


@pytest.mark.parametrize(
    "question",
    [
        "Vem leder hamnrådet?",
        "Vad händer när fyren släcks?",  # joins clauses, asks nothing
        "barn och unga vid vattnet",
        "Vad gör rådet och nämnden?",
        "",
    ],
)
def test_one_thing_asked_is_left_whole(question):
    assert split_asks(question) == (question,)


def test_two_question_words_in_one_are_read_as_the_first():
    assert join_asking("nar och av vem byggdes kajen") == "nar byggdes kajen"
    assert join_asking("nar byggdes kajen och av vem") == "nar byggdes kajen och av vem"
