from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import inquire
from assistant.evidence.constraints import is_foreign, is_support
from assistant.evidence.refuse import find_rival, judge, say_nothing, say_unmet, stands_beside, unknown_share
from assistant.question.understand import read_question
from tests.plans import open_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("refusals")) as opened:
        yield opened


def ask_about(library, question):
    return inquire(library, read_question(question, [], library.store.documents(), None), date(2026, 1, 1))


def verdict(library, question):
    inquiry = ask_about(library, question)
    return judge(inquiry, inquiry.evidence[0] if inquiry.evidence else None)


@pytest.mark.parametrize(
    "question", ["Hur ofta träffas rådet?", "när lämnas delrapporten", "ensamhet bland äldre", "vem ansvarar för belysningen"]
)
def test_what_is_told_answers(library, question):
    assert verdict(library, question).answers


@pytest.mark.parametrize(
    "question",
    [
        "Hur ofta träffas rådet i Svartvik?",
        "Hur ofta betalar rådet?",
        "När byggdes trygghetsrådet?",
        "Vad kostar delrapporten?",
        "hur många kameror har trygghetsrådet",
        "vilket telefonnummer har trygghetsrådet",
        "månlandningen 1969 raketer",
    ],
)
def test_what_is_not_told_does_not(library, question):
    judgement = verdict(library, question)
    assert not judgement.answers
    assert judgement.missing


def test_nothing_found_is_told_with_what_was_searched(library):
    inquiry = ask_about(library, "belysning")
    assert judge(inquiry, None).chance == 0.0
    assert all(document.title in say_nothing(inquiry) for document in inquiry.documents)


def test_the_weightiest_unmet_words_are_named(library):
    inquiry = ask_about(library, "belysning kvasarer galaxer nebulosor pulsarer")
    words = [word for word in inquiry.words if word.surface != "belysning"]
    said = say_unmet(inquiry, words)
    assert said.startswith("Dokumenten nämner inte ”")
    assert said.count("”, ”") == 2


def test_the_share_no_statement_meets(library):
    assert unknown_share(ask_about(library, "belysning")) == 0.0
    assert unknown_share(ask_about(library, "kvasarer")) == 1.0
    assert unknown_share(replace(ask_about(library, "belysning"), words=())) == 0.0


def test_another_body_of_the_same_sort_does_not_answer(library):
    inquiry = ask_about(library, "hur ofta träffas den yttre vägrådsgruppen?")
    evidence = inquiry.evidence[0]
    text = "Den inre vägrådsgruppen träffas en gång per termin."
    section = replace(evidence.section, text=text)
    rival = replace(evidence, section=section, start=0, end=len(text))
    assert [word.surface for word in find_rival(inquiry, rival)] == ["yttre"]
    own = "Den yttre vägrådsgruppen träffas årligen."
    assert not find_rival(inquiry, replace(evidence, section=replace(section, text=own), start=0, end=len(own)))


def test_a_list_is_refused_by_the_means_that_nobody_mentions(library):
    assert not verdict(library, "vilka åtgärder görs med drönare?").answers


def test_a_topic_that_is_only_placed_by_what_is_known_is_refused(library):
    assert not verdict(library, "vad säger planen om lustjakter för äldre?").answers


@pytest.mark.parametrize(
    ("question", "beside"), [("Hur ofta träffas rådet och kvasarerna?", True), ("Hur ofta träffas kvasarerna?", False)]
)
def test_a_figure_is_told_beside_a_thing_that_is_not(library, question, beside):
    inquiry = ask_about(library, question)
    lacking = [word for word in inquiry.words if word.surface == "kvasarerna"]
    assert stands_beside(inquiry, inquiry.evidence[0], lacking) == beside


def test_a_statement_that_shares_nothing_with_a_question_is_foreign(library):
    found = ask_about(library, "hur söker jag bygglov för altan?").evidence[0]
    far = replace(found, around=tuple(0.0 for _ in found.around), reaches=0.0, alike=0.2, area=False, form=0.0)
    assert is_foreign(far)
    assert not any(is_foreign(one) for one in (replace(far, area=True), replace(far, alike=0.4), replace(far, reaches=0.2)))


def test_a_verb_that_only_carries_its_noun_need_not_be_said(library):
    inquiry = ask_about(library, "vem skickar ut larm om belysningen")
    verb = next(word for word in inquiry.words if word.surface == "skickar")
    said = tuple(float(word.surface == "larm") for word in inquiry.words)
    assert is_support(inquiry, verb, replace(inquiry.evidence[0], met=said))
    assert not is_support(inquiry, verb, replace(inquiry.evidence[0], met=tuple(0.0 for _ in said)))


def test_an_enumeration_tells_which_without_the_word_for_the_sort(library):
    assert verdict(library, "vilka titlar består trygghetsrådet av").answers
    assert not verdict(library, "vilka färger visar delrapporten").answers
