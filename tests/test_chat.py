"""What is typed to a person rather than asked of documents."""

import pytest

from assistant.question.chat import find_saying


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hej", "hello"),
        ("Hejsan!", "hello"),
        ("tack så mycket!", "thanks"),
        ("Ok, tack", "thanks"),
        ("vad kan du?", "able"),
        ("hej, vem är du?", "able"),
        ("what can you do?", "able"),
        ("är du en robot", "able"),
        ("hur stänger jag av tjänsten?", "service"),
        ("hej, kan man logga ut ur den här chatten?", "service"),
        ("how do I turn off the app?", "service"),
    ],
)
def test_what_is_said_is_known(typed, said):
    assert find_saying(typed) == said


@pytest.mark.parametrize(
    "question",
    [
        "hej, vem leder gruppen?",
        "tack för maten i skolan",
        "vad är en sip?",
        "hjälp till anhöriga",
        "hur startar byn tjänsten?",
        "hur söker man tjänsten lotshjälp",
        "",
    ],
)
def test_a_question_is_no_saying(question):
    assert find_saying(question) is None
