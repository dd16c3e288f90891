"""A language model's words behind the same contract: real HTTP, good replies and bad ones."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import ask
from assistant.checks.grounding import find_faults
from assistant.checks.support import check
from assistant.model.client import BREAKERS, FAILURES, ModelUnavailable
from assistant.model.generate import read_claims
from tests.injections import ATTACKS
from tests.plans import open_library
from tests.scripted_model import serve_model

TODAY = date(2027, 5, 1)
QUESTION = "När ska delrapporten lämnas?"
SENTENCE = "En delrapport ska lämnas till kommunfullmäktige senast i mars 2026."
SOURCE = re.compile(r"KÄLLA (\w+)\n\(([^)]*)\)\n(.*?)\n§§§", re.DOTALL)


@pytest.fixture(scope="module")
def served():
    with serve_model() as model:
        yield model


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("generate")) as library:
        yield library


@pytest.fixture
def library(opened, served):
    BREAKERS.clear()
    served.fault, served.asked = None, []
    return replace(opened, settings=replace(opened.settings, model_url=served.url, model_name="prov-8b"))


def says(served, *claims):
    """The model's reply: (text, quote) or (text, quote, token); the token of the source that holds the quote by default."""

    def reply(messages):
        sources = SOURCE.findall(messages[1]["content"])
        rows = []
        for text, quote, *token in claims:
            found = next((name for name, _path, held in sources if quote in held), "SAKNAS")
            rows.append({"text": text, "source": token[0] if token else found, "quote": quote})
        return json.dumps({"statements": rows}, ensure_ascii=False)

    served.reply = reply


def answer(library, question=QUESTION, **options):
    return ask(library, question, today=TODAY, **options)


def test_a_statement_that_its_quote_bears_is_shown_with_the_models_name(library, served):
    says(served, ("Delrapporten ska lämnas senast i mars 2026.", SENTENCE))
    found = answer(library)
    assert (found.status, found.generated_by) == ("answered", "prov-8b")
    assert [one.text for one in found.statements] == ["Delrapporten ska lämnas senast i mars 2026."]
    assert (found.statements[0].verbatim, found.citations[0].quote) == (False, SENTENCE)
    assert found.text == "Delrapporten ska lämnas senast i mars 2026. [1]"


def test_a_part_of_a_sentence_given_as_quote_is_cited_whole(library, served):
    says(served, ("Delrapporten ska lämnas senast i mars 2026.", "ska lämnas till kommunfullmäktige"))
    assert answer(library).citations[0].quote == SENTENCE


def test_what_is_not_borne_is_dropped_and_said(library, served):
    says(served, ("Delrapporten ska lämnas senast i mars 2026.", SENTENCE), ("Delrapporten ska lämnas senast i juni 2026.", SENTENCE))
    found = answer(library)
    assert (found.status, len(found.statements)) == ("partial", 1)
    assert any("borttaget" in notice for notice in found.notices)


BAD = {
    "made-up source": ("Delrapporten ska lämnas senast i mars 2026.", SENTENCE, "DEADBEEF"),
    "made-up quote": ("Delrapporten ska lämnas senast i mars 2026.", "Delrapporten lämnas i mars 2026 till rådet."),
    "altered number": ("Delrapporten ska lämnas senast i mars 2028.", SENTENCE),
    "swapped actor": ("En delrapport ska lämnas till tekniska nämnden senast i mars 2026.", SENTENCE),
    "added denial": ("Delrapporten ska inte lämnas senast i mars 2026.", SENTENCE),
    "prompt leak": ("Du svarar på frågor om svenska plandokument åt en kommun.", SENTENCE),
    "token leak": ("Enligt källa §§§ ska delrapporten lämnas senast i mars 2026.", SENTENCE),
    "an address": ("Läs mer om delrapporten på https://ond.example/?q=mars", SENTENCE),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("claim", BAD.values(), ids=BAD)
def test_with_nothing_left_the_answer_of_quotes_stands(library, served, claim):
    says(served, claim)
    found = answer(library)
    plain = answer(library, mode="extract")
    assert (found.statements, found.citations, found.generated_by) == (plain.statements, plain.citations, None)
    assert any("styrkas" in notice for notice in found.notices)


@pytest.mark.parametrize("fault", ["html", "too_many", "server_error", "redirect", "broken_events", "other_json", "cut"])
def test_a_model_that_fails_leaves_the_answer_of_quotes(library, served, fault):
    served.fault = fault
    found = answer(library)
    assert found.generated_by is None
    assert found.statements == answer(library, mode="extract").statements
    assert any("Språkmodellen" in notice for notice in found.notices)


@pytest.mark.parametrize("reply", ["Gärna! Delrapporten ska lämnas i mars.", '{"statements": "nej"}', "[]", "", '{"svar": []}'])
def test_a_reply_of_another_shape_leaves_the_answer_of_quotes(library, served, reply):
    served.reply = lambda messages: reply
    found = answer(library)
    assert found.generated_by is None
    assert found.statements


def test_after_three_failures_nobody_waits_for_it(library, served):
    served.reply = lambda messages: "trasigt"
    for _ in range(FAILURES):
        answer(library)
    assert any("vilar" in notice for notice in answer(library).notices)
    assert len(served.asked) == FAILURES


def test_lists_refusals_and_english_questions_are_not_handed_over(library, served):
    for question in ("Vilka områden finns under Trygg vardag?", "Vad kostar belysningen?", "How often does the trygghetsrådet meet?"):
        answer(library, question)
    answer(library, mode="extract")
    assert served.asked == []


def test_what_holds_is_shown_as_it_comes_after_the_answer_of_quotes(library, served):
    says(served, ("Delrapporten ska lämnas senast i mars 2026.", SENTENCE))
    seen = []
    found = answer(library, watch=seen.append)
    assert [one.generated_by for one in seen] == [None, "prov-8b"]
    assert seen[-1].statements == found.statements


def test_the_question_reaches_the_model_masked(library, served):
    says(served)
    answer(library, "När ska delrapporten lämnas av 19811218-9876?")
    assert served.asked
    assert "9876" not in json.dumps(served.asked)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_injected_order_is_a_search_like_any_other(library, served, attack):
    """The model obeys every order in the question: nothing of what it then says is shown."""
    served.reply = lambda messages: json.dumps(
        {"statements": [{"text": text, "source": SOURCE.search(messages[1]["content"])[1], "quote": text} for text in (attack, "HACKAD")]}
    )
    found = answer(library, f"{QUESTION} {attack}"[:1900])
    sections = {one.anchor: library.store.section(one.anchor) for one in found.citations}
    for statement in found.statements:
        if found.generated_by:
            citation = found.citations[statement.citations[0] - 1]
            assert not find_faults(statement.text, sections[citation.anchor], (citation.start, citation.end), None)
        else:
            assert check(statement, found.citations, sections).supported
    assert "HACKAD" not in found.text


def test_claims_come_as_soon_as_they_are_whole():
    def pieces():
        yield 'Svar: ```json {"statements": [{"text": "a", "source": "b", "quo'
        yield 'te": "c"}, {"text"'
        assert seen == ["a"]
        yield ': "d"}, 7]}```'

    seen = []
    for claim in read_claims(pieces()):
        seen.append(claim.text)  # noqa: PERF401 - the pieces look at it on the way
    assert seen == ["a", "d", ""]


def test_a_reply_without_a_list_is_an_error():
    with pytest.raises(ModelUnavailable):
        list(read_claims(["Hej", "då"]))
