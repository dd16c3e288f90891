"""The whole way from question to answer, on two invented plans and without an encoder."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import assistant.answer
from assistant.answer import ask, inquire, write_numbers
from assistant.checks.support import check
from assistant.records import Turn
from corpus.errors import BadRequest, Unknown
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file
from tests.plans import open_library

TODAY = date(2027, 5, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("answers")) as opened:
        yield opened


def answer(library, question, *history, **options):
    return ask(library, question, [Turn(one, "") for one in history], today=TODAY, **options)


ANSWERED = [
    ("Hur ofta träffas trygghetsrådet?", "fyra gånger per år"),
    ("Vem leder rådet?", "leds av kommundirektören"),
    ("vem kallar ombuden", "Samordnaren i kansliet kallar ombuden"),
    ("när ska delrapporten lämnas?", "senast i mars 2026"),
    ("NAR SKA DELRAPPORTEN LAMNAS", "senast i mars 2026"),
    ("ensamma gamla", "ofrivillig ensamhet bland äldre"),
    ("står det nåt om trygghetslarm?", "trygghetslarm"),
    ("Vad menas med trygg vardag?", "Med trygg vardag avses"),
    ("RTM?", "Rutin för trygghetsmätning (RTM)"),
    ("Vilka områden finns under Trygg vardag?", "3 under ”Trygg vardag”"),
    ("Var står det om trygghetslarm?", "avsnittet ”Trygg vardag”, sida 2 (9)"),
    ("Vad ska tekniska nämnden göra?", "Tekniska nämnden ansvarar för belysningen."),
    ("Vilka åtgärder ansvarar tekniska nämnden för?", "Tekniska nämnden ansvarar för belysningen."),
    ("Ska tekniska nämnden betala för kameror?", "Nej."),
    ("Hur länge gäller Lövdalens program?", "till och med 2030"),
    ("How often does the trygghetsrådet meet?", "fyra gånger per år"),
]


@pytest.mark.parametrize(("question", "words"), ANSWERED)
def test_answers_hold_what_was_asked_for(library, question, words):
    found = answer(library, question)
    assert found.status == "answered", found.missing
    assert words in found.text


@pytest.mark.parametrize(
    "question",
    [
        "När var andra världskriget slut?",
        "Vad kostar belysningen?",
        "Hur många ombud finns det?",
        "Vad har trygghetsrådet för telefonnummer?",
        "vad menas med kvantfysik?",
        "Hur ofta träffas byalagen?",
        "vad gäller enligt dnr XY 2019/44",
    ],
)
def test_what_the_documents_do_not_tell_is_refused_in_plain_words(library, question):
    found = answer(library, question)
    assert found.status == "not_found"
    assert found.missing


def holds_together(library, found):
    """Every quote is its section's slice, every statement is supported, and the text is the statements with their numbers."""
    sections = {}
    for number, citation in enumerate(found.citations, start=1):
        section = sections[citation.anchor] = library.store.section(citation.anchor)
        assert citation.number == number
        assert citation.quote == section.text[citation.start : citation.end]
    for statement in found.statements:
        assert check(statement, found.citations, sections).supported
        assert statement.text in found.text
    numbers = {number for statement in found.statements for number in statement.citations}
    assert numbers == set(range(1, len(found.citations) + 1))
    assert set(map(int, re.findall(r"\[(\d+)\]", found.text))) <= numbers
    assert found.status == "not_found" or found.status == "clarify" or found.statements


WORDS = [
    "vem",
    "vad",
    "när",
    "hur",
    "ofta",
    "rådet",
    "nämnden",
    "ombud",
    "belysning",
    "äldre",
    "ensamhet",
    "program",
    "kommunens",
    "länets",
    "plan",
    "2026",
    "fyra",
    "väktare",
    "lista",
    "alla",
    "var",
    "står",
]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7))
def test_whatever_is_asked_every_statement_is_supported(library, words):
    holds_together(library, answer(library, " ".join(words)))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_is_answered_or_refused_politely(library, text):
    try:
        holds_together(library, answer(library, text))
    except BadRequest as error:
        assert "fråga" in str(error).lower()


@pytest.mark.parametrize(("question", "_"), ANSWERED)
def test_the_same_question_gives_the_same_answer(library, question, _):
    first, second = answer(library, question), answer(library, question)
    assert replace(first, took_ms=0) == replace(second, took_ms=0)


def test_answers_that_are_no_lists_are_short(library):
    for question, _ in ANSWERED:
        found = answer(library, question)
        if found.kind not in ("list", "responsibility"):
            assert len(found.text.split()) <= 130
            assert len(found.citations) <= 5


def test_an_opinion_is_labelled_and_never_the_decision(library):
    found = answer(library, "vad sägs om väktare till varje bygd?")
    assert "Särskilt uttalande, inte beslut:" in found.text
    assert "väktare" in found.text


def test_a_passed_date_says_so(library):
    assert "Tidpunkten har passerat." in answer(library, "när ska delrapporten lämnas?").text
    early = ask(library, "när ska delrapporten lämnas?", today=date(2025, 1, 1))
    assert "Tidpunkten har passerat." not in early.text


def test_plans_stand_side_by_side(library):
    found = answer(library, "ensamhet")
    assert {citation.document.id for citation in found.citations} == {"norroker", "lovdalen"}


def test_a_named_plan_is_the_only_one_searched(library):
    found = answer(library, "Vad säger länets program om ensamhet?")
    assert {citation.document.id for citation in found.citations} == {"lovdalen"}


def test_a_follow_up_is_completed_and_says_how(library):
    found = answer(library, "Och tekniska nämnden?", "Vad ansvarar trygghetsrådet för?")
    assert "tekniska nämnden" in found.understood_as
    assert "ansvarar för belysningen" in found.text


def test_the_caller_can_limit_the_documents(library):
    found = answer(library, "ensamhet", documents=["norroker"])
    assert {citation.document.id for citation in found.citations} == {"norroker"}
    with pytest.raises(Unknown):
        answer(library, "ensamhet", documents=["finns-inte"])


def test_a_personal_number_is_masked_with_a_notice(library):
    found = answer(library, "får 121212-1212 trygghetslarm?")
    assert "121212" not in str(found)
    assert any("personnummer" in notice for notice in found.notices)


def test_generate_without_a_model_gives_quotes_and_a_notice(library):
    found = answer(library, "Vem leder rådet?", mode="generate")
    assert found.generated_by is None
    assert any("språkmodell" in notice for notice in found.notices)


def test_an_empty_library_says_so(tmp_path):
    from corpus.library import Library
    from corpus.settings import Settings

    with Library.open(Settings(tmp_path, str(tmp_path / "none"), None), child=False) as empty:
        found = ask(empty, "Vem leder rådet?", today=TODAY)
    assert (found.status, found.statements) == ("not_found", ())
    assert "inga dokument" in found.missing


def test_the_record_id_follows_the_content(library):
    first, second = answer(library, "Vem leder rådet?"), answer(library, "Hur ofta träffas rådet?")
    assert len(first.record_id) == 64
    assert first.record_id != second.record_id


def test_follow_ups_are_offered_and_differ(library):
    found = answer(library, "ensamhet")
    assert 1 <= len(found.follow_ups) <= 3
    assert len(set(found.follow_ups)) == len(found.follow_ups)


def test_english_frames_around_swedish_quotes(library):
    found = answer(library, "Is there anything about lonely old people?")
    assert found.language == "en"
    assert "applies to" in found.text
    assert "ofrivillig ensamhet" in found.text


@pytest.mark.parametrize(("numbers", "text"), [((1,), "[1]"), ((1, 3), "[1][3]"), ((2, 3, 4, 5), "[2]–[5]")])
def test_runs_of_numbers_are_short(numbers, text):
    assert write_numbers(numbers) == text


def test_a_plan_whose_areas_do_not_fit_is_named(library):
    found = answer(library, "står det nåt om trygghetslarm?")
    assert found.status == "answered"
    assert any("passar lika väl" in notice for notice in found.notices)
    both = answer(library, "ensamhet")
    assert len({one.document.id for one in both.citations}) == 2
    assert not any("passar lika väl" in notice for notice in both.notices)


@pytest.mark.parametrize(("sentence", "yes"), [("Omställningen avser", False), ("Planen avser", True)])
def test_a_rule_of_scope_for_something_else_is_no_yes_for_the_plan(tmp_path, sentence, yes):
    plan = tmp_path / "plan.md"
    plan.write_text(f"# Plan för Norråker\n\n## Omfattning\n\n{sentence} all vård som ges av privata utförare.\n", encoding="utf-8")
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(plan, library)
        assert answer(library, "gäller planen privata utförare?").text.startswith("Ja.") == yes


def test_what_follows_of_a_breach_is_said_to_be_untold(library):
    told = answer(library, "Vad händer om tekniska nämnden struntar i belysningen?")
    assert (told.status, told.missing.split(".")[0]) == ("not_found", "Dokumenten säger inte vad som händer då")


@pytest.mark.parametrize("question", ["när?", "Hur ofta?", "vilka då?"])
def test_a_bare_question_word_is_asked_back(library, question):
    found = answer(library, question)
    assert (found.status, found.missing) == ("clarify", "Vad menar du? Skriv vad frågan gäller.")
    assert found.text == ""


def test_how_the_service_is_used_is_told_on_its_page(library):
    found = answer(library, "hur stänger jag av tjänsten?")
    assert found.status == "clarify"
    assert "sidan Så görs svaren" in found.missing


def test_a_question_of_many_sentences_is_asked_again_by_a_few(library, monkeypatch):
    asked = []
    monkeypatch.setattr(assistant.answer, "inquire", lambda *args: asked.append(1) or inquire(*args))
    answer(library, "hur ofta snurpas gnurfen? " + " ".join(f"jag snorkade blorg smurf {letter}?" for letter in "abcdefghijklmnop"))
    assert 0 < len(asked) < 20
