from types import SimpleNamespace

import pytest

from assistant.records import AlsoIn, Answer, Citation, Hit, SearchResult, Turn
from corpus.records import Document, Passage
from eval import run
from eval.gold import Target
from eval.questionset import Gold, Question

PLAN = Document("hamn", "Hamnplan")
QUOTE = "Fyrvaktaren tänder lampan varje kväll."
QUESTION = Question("a", "vem tänder?", "responsibility", True, (Gold("hamn", "Drift", QUOTE),), (("fyrvaktaren",), ("varje kväll",)))
TARGETS = ((Target("hamn", "hamn/drift", 10, 48, True), Target("scan", "scan/drift", 0, 38, False)),)


def passage(anchor="hamn/drift", start=10, end=48):
    return Passage(f"{anchor}#{start}-{end}", anchor.split("/")[0], anchor, start, end, QUOTE, "text", ("Drift",), None, "plan", 1, None, 0)


def hit(*args):
    return Hit(passage(*args), PLAN, 1.0, (), {})


def citation(anchor="hamn/drift", start=10, end=48, also=()):
    return Citation(1, PLAN, "plan", ("Drift",), 1, None, QUOTE, anchor, start, end, ((0, 9),), also_in=also)


def answer(text=QUOTE + " [1]", status="answered", citations=None, kind="responsibility", took=1.0):
    return Answer(status, kind, "", text, (), (citation(),) if citations is None else citations, None, (), "", took)


def outcome_of(monkeypatch, given, hits=None, question=QUESTION, targets=TARGETS):
    asked = []
    monkeypatch.setattr(run, "ask", lambda library, text, history: asked.append((text, history)) or given)
    monkeypatch.setattr(run, "search", lambda library, text, limit: SearchResult(text, tuple([hit()] if hits is None else hits), (), 1.0))
    (outcome,) = run.run_set(SimpleNamespace(), [question], {question.id: targets})
    assert asked == [(question.question, question.history)]
    return outcome


def test_a_right_answer(monkeypatch):
    outcome = outcome_of(monkeypatch, answer())
    assert (outcome.verdict, outcome.step) == ("rätt", None)
    assert outcome.facts == (True, True)
    assert outcome.cited == outcome.found == (True,)
    assert outcome.quoted
    assert outcome.ranking == (frozenset({0}),)


@pytest.mark.parametrize(
    ("given", "hits", "verdict", "step"),
    [
        (answer("Fyrvaktaren. [1]"), (hit(),), "ofullständigt", "sammansättning"),
        (answer("Ingen vet. [1]"), (hit(),), "fel", "sammansättning"),
        (answer("Ingen vet. [1]"), (hit("hamn/vakt"),), "fel", "sökning"),
        (answer("Ingen vet. [1]", kind="fact"), (hit(),), "fel", "förståelse"),
        (answer("", "not_found", ()), (hit(),), "felaktigt avvisad", "avvisning"),
        (answer("", "clarify", ()), (), "felaktigt avvisad", "sökning"),
    ],
)
def test_where_a_bad_answer_went_wrong(monkeypatch, given, hits, verdict, step):
    outcome = outcome_of(monkeypatch, given, hits)
    assert (outcome.verdict, outcome.step) == (verdict, step)


TRAP = Question("b", "varför leder kaptenen?", "other", False, facts=(("fyrvaktaren leder",),), trap="falsk premiss")


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (answer("", "not_found", ()), "rätt avvisad"),
        (answer("Det är fyrvaktaren\nleder. [1]"), "rätt avvisad"),
        (answer("Kaptenen leder. [1]"), "svarade ändå"),
    ],
)
def test_a_false_premise_is_refused_or_corrected(monkeypatch, given, verdict):
    outcome = outcome_of(monkeypatch, given, question=TRAP, targets=())
    assert outcome.verdict == verdict
    assert outcome.step == ("avvisning" if verdict == "svarade ändå" else None)


def test_unanswerable_without_facts_is_not_corrected_by_silence(monkeypatch):
    question = Question("c", "vad kostar båten?", "fact", False, trap="tyst")
    assert outcome_of(monkeypatch, answer(), question=question, targets=()).verdict == "svarade ändå"


@pytest.mark.parametrize(
    ("place", "supports"),
    [
        (("hamn/drift", 10, 48), True),
        (("scan/drift", 0, 38), True),
        (("hamn/drift", 0, 500), True),
        (("hamn/drift", 40, 90), False),
        (("hamn/vakt", 10, 48), False),
    ],
)
def test_a_hit_supports_by_place_and_overlap(place, supports):
    assert run.supported_by(hit(*place), TARGETS) == (frozenset({0}) if supports else frozenset())


def test_a_citation_counts_by_section_and_through_its_twin():
    places = run.flatten(TARGETS)
    assert run.cites_section(citation("hamn/drift", 400, 410), places)
    assert not run.cites_quote(citation("hamn/drift", 400, 410), places)
    assert run.cites_section(citation("annan/drift", also=(AlsoIn("scan", "scan/drift"),)), places)
    assert not run.cites_section(citation("annan/drift"), places)


def test_unstable_answers_are_named_and_time_does_not_count(monkeypatch):
    times = iter(range(100))
    monkeypatch.setattr(run, "ask", lambda *_: answer(took=float(next(times))))
    assert run.find_unstable(SimpleNamespace(), [QUESTION]) == ()
    monkeypatch.setattr(run, "ask", lambda *_: answer(text=f"Svar {next(times)}"))
    assert run.find_unstable(SimpleNamespace(), [QUESTION]) == ("a",)


def test_a_list_is_read_to_its_end(monkeypatch):
    text = "ord " * 200 + "fyrvaktaren varje kväll"
    listed = Question("d", "lista", "list", True, QUESTION.gold, QUESTION.facts, (Turn("f", "s"),))
    assert outcome_of(monkeypatch, answer(text, kind="list"), question=listed).verdict == "rätt"
    assert outcome_of(monkeypatch, answer(text)).verdict == "fel"


def test_an_outcome_as_json(monkeypatch):
    row = run.outcome_row(outcome_of(monkeypatch, answer()))
    assert (row["id"], row["verdict"], row["ranking"], row["expected_kind"]) == ("a", "rätt", [[0]], "responsibility")
    assert row["quotes"] == (QUOTE,)
