"""Outcomes for tests of summaries and reports, as right as can be unless told otherwise; and sets to keep."""

from assistant.records import Turn
from eval.archive import QuestionSet
from eval.questionset import Gold, Question
from eval.run import Outcome


def make_outcome(id, *, answerable=True, trap=None, kind="fact", status="answered", history=False, **given):
    question = Question(
        id,
        f"fråga {id}",
        kind,
        answerable,
        (Gold("hamn", "Drift", "ett två"),) if answerable else (),
        (("ett",), ("två",)) if answerable else (),
        (Turn("f", "s"),) if history else (),
        trap=trap,
    )
    values = {
        "status": status,
        "kind": kind,
        "understood_as": "",
        "text": "Svar.",
        "missing": None,
        "quotes": ("ett två",),
        "cited": (True,),
        "found": (True,) if answerable else (),
        "quoted": True,
        "facts": (True, True) if answerable else (),
        "ranking": (frozenset(),),
        "first_hit": "",
        "ask_ms": 5.0,
        "search_ms": 2.0,
        **given,
    }
    if "facts" in given and "ranking" not in given:
        values["ranking"] = (frozenset({0}),)
    return Outcome(question=question, **values)


def make_set(name, questions, **told):
    """A set that is not kept yet."""
    return QuestionSet("", name, "", tuple(questions), **told)
