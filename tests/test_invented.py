"""Made-up plans and their gold -> what is found of each sort, and what is right."""

from corpus.records import Area, Responsibility
from eval.invented import Line, fits, judge_areas, judge_duties, judge_plan, nest_headings, read_duty, read_plans, summarize_scores
from eval.registers import PLANS
from ingest.editions import read_edition


def test_every_plan_of_the_gold_is_there_with_all_sorts_of_lines():
    plans = read_plans()
    assert len(plans) >= 15
    assert all((PLANS / name).is_file() for name in plans)
    assert {line.sort for lines in plans.values() for line in lines} == {"h", "o", "r", "t", "p"}


def test_headings_nest_below_what_must_be_there():
    lines = [Line("h", "1 Mål", False), Line("h", "2 Insatser", True), Line("h", "3 Kaj", False), Line("h", "1 Ansvar", False)]
    assert [(heading, parent) for heading, parent, _ in nest_headings(lines)] == [
        ("Mål", ""), ("Insatser", "Mål"), ("Kaj", "Mål"), ("Ansvar", ""),
    ]  # fmt: skip


def row(**fields):
    told = {"id": "a", "document": "d", "anchor": "d/a", "start": 0, "end": 1, "quote": "q", "actor": "hamnrådet", "verb": "besluta",
            "modality": "ska", "negated": False, "task": "om bryggan"}  # fmt: skip
    return Responsibility(**(told | fields))


def test_variants_and_wildcards_of_a_duty():
    gold = read_duty("hamnrådet/rådet | besluta/avgöra | bryggan | modality=ska")
    assert any(fits(one, row()) for one in gold)
    assert not any(fits(one, row(negated=True)) for one in gold)
    assert any(fits(one, row(actor="x", verb="y")) for one in read_duty("* | * | bryggan"))


def test_the_register_may_call_a_verb_by_its_own_name():
    assert any(fits(one, row()) for one in read_duty("hamnrådet | fastställa | bryggan"))
    assert any(fits(one, row(verb="leda")) for one in read_duty("hamnrådet | hålla i | bryggan"))
    assert not any(fits(one, row()) for one in read_duty("hamnrådet | ta | bryggan"))


def test_optional_lines_need_not_be_found_but_are_right():
    lines = [Line("r", "hamnrådet | besluta | bryggan", True), Line("r", "rektor | leda | båten", False)]
    score = judge_duties([row()], lines)
    assert (score.found, score.right) == ((False,), (True,))
    area = Area("a", "d", "d/a", 0, 1, "Bygga en brygga", "Mål 1 Hamn", None, None, None, None, 0)
    score = judge_areas([area], [Line("o", "Hamn > Bygga en brygga", False), Line("o", "Hamn > Riva", False)])
    assert (score.found, score.right) == ((True, False), (True,))


def test_most_of_a_plan_in_word_is_read():
    name = "second/aldreplan-hagalund.docx"
    figures = summarize_scores(judge_plan(name, read_plans()[name]))
    assert all(figures[sort][0].value >= 0.9 for sort in ("rubriker", "områden", "ansvar"))


def test_what_the_rules_have_learnt_from_the_plans_stays():
    duties, areas = [], []
    for name, lines in read_plans().items():
        if name.startswith("sixth/"):  # no rule has seen these two
            continue
        edition = read_edition(PLANS / name, "plan", (), lambda _step, _share: None)
        duties.append(judge_duties(edition.responsibilities, lines))
        areas.append(judge_areas(edition.areas, lines))
    figures = summarize_scores([*duties, *areas])
    assert figures["ansvar"][0].value >= 0.9
    assert figures["ansvar"][1].value >= 0.95
    assert figures["områden"][0].value >= 0.97
