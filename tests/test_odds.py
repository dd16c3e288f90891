"""All signs together: what speaks for a statement, and what against it."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import inquire
from assistant.evidence.odds import DOUBTED, TRUSTED, find_unmet_signs, measure_odds, nearness
from assistant.evidence.refuse import judge
from assistant.question.understand import read_question
from tests.plans import open_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("odds")) as opened:
        yield opened


def ask_about(library, question):
    return inquire(library, read_question(question, [], library.store.documents(), None), date(2026, 1, 1))


def odds(library, question, gate="", *, lacking=False):
    inquiry = ask_about(library, question)
    return measure_odds(inquiry, inquiry.evidence[0], gate, lacking=lacking)


def test_a_statement_that_meets_every_word_is_trusted(library):
    assert odds(library, "Hur ofta träffas rådet?") > TRUSTED


def test_words_that_no_document_has_speak_against_it(library):
    inquiry = ask_about(library, "belysning kvasarer galaxer nebulosor")
    signs = find_unmet_signs(inquiry, inquiry.evidence[0])
    assert signs["strange"] > 0.5
    assert odds(library, "belysning kvasarer galaxer nebulosor") < odds(library, "belysning")


@pytest.mark.parametrize("gate", ["attribute", "unmet", "failed", "topic"])
def test_a_failed_gate_speaks_against_it(library, gate):
    assert odds(library, "ensamhet bland äldre", gate) < odds(library, "ensamhet bland äldre")


def test_a_reason_must_be_worded_as_one(library):
    assert odds(library, "varför träffas rådet") < odds(library, "när träffas rådet")


def test_which_seven_is_answered_by_a_list_only(library):
    assert odds(library, "vilka sju kameror har rådet") < DOUBTED < odds(library, "vilka kameror har rådet")


def test_without_an_encoder_no_word_is_near(library):
    inquiry = ask_about(library, "belysning")
    blind = replace(inquiry, library=replace(library, encoder=None))
    assert nearness(blind, inquiry.words[0], inquiry.evidence[0]) == 0.0


@pytest.mark.parametrize(("more", "answers"), [(0.1, True), (-0.1, False)])
def test_only_a_lenient_judge_outweighs_a_gate(library, monkeypatch, more, answers):
    monkeypatch.setattr("assistant.evidence.refuse.measure_odds", lambda *_, **__: TRUSTED + more)
    strict = ask_about(library, "Hur ofta träffas rådet i Svartvik?")
    judged = judge(strict, strict.evidence[0])
    lenient = judge(replace(strict, lenient=True), strict.evidence[0])
    assert not judged.answers
    assert (lenient.answers, lenient.missing) == (answers, judged.missing)


def test_what_passes_every_gate_may_be_doubted(library, monkeypatch):
    monkeypatch.setattr("assistant.evidence.refuse.measure_odds", lambda *_, **__: DOUBTED - 0.1)
    inquiry = ask_about(library, "Hur ofta träffas rådet?")
    judged = judge(inquiry, inquiry.evidence[0])
    assert not judged.answers
    assert judged.missing
