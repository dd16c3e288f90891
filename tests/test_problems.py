"""Errors become problem documents in Swedish."""

import json

import pytest
from pydantic import ValidationError

from api.routes import problems
from api.routes.schemas import AskIn
from corpus.errors import PlanlotsError, Unknown, Withdrawn


def wrong(body):
    with pytest.raises(ValidationError) as caught:
        AskIn.model_validate(body)
    return problems.from_validation(caught.value.errors())


def test_an_error_is_described_by_its_type_title_status_and_detail():
    assert problems.describe(Unknown("Dokumentet x finns inte. Se sidan Dokument.")) == {
        "type": "/problem/finns-inte",
        "title": "Finns inte",
        "status": 404,
        "detail": "Dokumentet x finns inte. Se sidan Dokument.",
    }


def test_a_withdrawn_section_names_the_nearest():
    assert problems.describe(Withdrawn("Borta.", "plan/nara"))["nearest"] == "plan/nara"


def test_an_error_without_words_still_has_a_detail():
    assert problems.describe(problems.Busy())["detail"] == "Tjänsten är upptagen."


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ([], "Fältet innehållet ska vara ett objekt."),
        ({}, "Fältet question saknas."),
        ({"question": 3}, "Fältet question ska vara text."),
        ({"question": "x" * 4001}, "Fältet question får ha högst 2000 tecken."),
        ({"question": "x", "history": {}}, "Fältet history ska vara en lista."),
        ({"question": "x", "history": [3]}, "Fältet history.0 ska vara ett objekt."),
        ({"question": "x", "documents": "alla"}, "Fältet documents ska vara en lista."),
        ({"question": "x", "mode": "magi"}, "Fältet mode ska vara ett av 'extract' or 'generate', inte ”magi”."),
    ],
)
def test_a_wrong_field_is_named_in_swedish(body, detail):
    assert str(wrong(body)) == detail.replace(" or ", " eller ")


def test_every_type_is_told_apart_and_has_a_title():
    known = problems.known_problems()
    assert known["internt-fel"] is PlanlotsError and known["ogiltig-parameter"] is problems.BadParameter
    assert all(kind.title and 400 <= kind.status < 600 for kind in known.values())


def test_a_problem_with_half_characters_can_be_sent():
    assert json.loads(problems.encode({"detail": "\ud800"}))["detail"] == "\ud800"


def test_only_passing_trouble_says_when_to_come_back():
    assert problems.headers(problems.Starting("x")) == {"retry-after": "2"}
    assert problems.headers(Unknown("x")) == {}
