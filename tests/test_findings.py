"""Findings of a made-up run, and every form they are written in: HTML, Word, Excel, plots."""

import io
import re
from html.parser import HTMLParser

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.records import Turn
from eval.archive import Run
from eval.catalogue import MEASURES
from eval.compare import compare_outcomes
from eval.findings import calibrate, calibration_error, find, grade, say_total
from eval.plots import draw_all, spell_style
from eval.questionset import Gold, Question
from eval.report_docx import write_docx
from eval.report_html import comparison_page, percent, report_body, report_page, signed, squeeze
from eval.report_sheet import HEADERS, write_xlsx
from eval.run import Cited, Line, Outcome
from tests.makers_eval import make_outcome

RUN = Run(
    "20300101-000000-aaaa",
    "Vår <körning>",
    "s",
    "Samlingen",
    "d" * 64,
    "2030-01-01T00:00:00+00:00",
    "done",
    7,
    7,
    versions={"planlots": "1"},
)
SET = (
    make_outcome("a", ranking=(frozenset({0}),), chance=0.95),
    make_outcome("b", facts=(True, False), ranking=(frozenset(), frozenset({0})), chance=0.9),
    make_outcome("c", status="not_found", cited=(), quoted=False, found=(False,), facts=(False, False), chance=0.1),
    make_outcome("d", kind="list", facts=(False, False), ranking=(frozenset(),), chance=0.3),
    make_outcome("e", answerable=False, status="not_found", trap="tyst", chance=0.2),
    make_outcome("f", answerable=False, trap="närmiss", chance=0.99, text="<script>alert(1)</script>"),
    make_outcome("g", status="not_found", facts=(False, False), ranking=(frozenset({0}),)),
)


@pytest.fixture(scope="module")
def found():
    return find(RUN, SET, (RUN, SET))


def test_page_one_is_one_plain_sentence():
    assert say_total(SET) == (
        "Av 7 frågor: 1 rätt, 1 ofullständigt, 1 fel, 2 felaktigt avvisade, 1 rätt avvisad, 1 besvarad fast svaret inte finns."
    )
    assert say_total(SET[:1]) == "Av 1 fråga: 1 rätt, 0 fel."


def test_the_worst_comes_first_with_where_it_went_wrong(found):
    assert [(one.outcome.question.id, one.step) for one in found.worst] == [
        ("f", "avvisning"), ("d", "sökning"), ("c", "avvisning"), ("g", "avvisning"), ("b", "sammansättning"),
    ]  # fmt: skip
    assert found.worst[4].why == "Rätt ställe hittades men svaret saknar ”två”."
    assert found.steps == {"avvisning": 3, "sökning": 1, "sammansättning": 1}


def test_the_advice_names_few_questions_and_invented_answers(found):
    assert "7 är få" in found.advice[0]
    assert "mer än var femte" in found.advice[1]
    assert "Lägg till frågor som inte kan besvaras" in " ".join(find(RUN, SET[:2]).advice)
    assert find(RUN, SET[:1] * 40).advice[-1].startswith("Lägg till frågor som inte kan")


@pytest.mark.parametrize(
    ("wrong", "begins"), [(0, "Svaren håller för att användas"), (8, "Svaren håller för att prövas"), (20, "Svaren håller inte")]
)
def test_the_advice_begins_with_whether_to_use_it(wrong, begins):
    outcomes = SET[:1] * (40 - wrong) + SET[3:4] * wrong
    assert find(RUN, outcomes).advice[0].startswith(begins)


def test_groups(found):
    kinds = {one.name: (one.n, one.right.value) for one in found.by_kind}
    assert kinds["faktauppgift"] == (4, 0.25)
    assert kinds["obesvarbar: tyst"] == (1, 1)
    assert {one.name for one in found.by_document} == {"hamn", "obesvarbara"}


@pytest.mark.parametrize(
    ("question", "grade_"),
    [
        (Question("1", "ska kommunen ploga gatorna?", None, True, (Gold("p", "Vinter", "Kommunen ska ploga gatorna."),)), "lätt"),
        (Question("1", "halt ute på trottoaren", None, True, (Gold("p", "Vinter", "Kommunen ska ploga gatorna."),)), "svår"),
        (Question("1", "ska kommunen ploga?", None, True, (Gold("p", "", "Kommunen ska ploga."),), history=(Turn("a", "b"),)), "svår"),
        (Question("1", "halt ute", None, True, (Gold("p", "", "x"),), difficulty="medel"), "medel"),
        (Question("1", "halt ute", None, False), "obesvarbara"),
    ],
)
def test_difficulty_by_the_words_that_question_and_gold_share(question, grade_):
    assert grade(Outcome(question, **fields_of(make_outcome("a")))) == grade_


def fields_of(outcome):
    return {name: getattr(outcome, name) for name in Outcome.__dataclass_fields__ if name != "question"}


def test_calibration_by_hand():
    bins = calibrate(SET)
    assert [(one.low, one.n, one.right) for one in bins] == [(0.2, 1, 0), (0.8, 3, pytest.approx(1 / 3))]
    expected = (1 * abs(0.3 - 0) + 3 * abs((0.95 + 0.9 + 0.99) / 3 - 1 / 3)) / 4
    assert calibration_error(bins).value == pytest.approx(expected)


def test_every_measure_has_name_formula_and_source(found):
    assert set(found.measures) <= set(MEASURES)
    assert all(one.name and one.tells and one.formula and one.source for one in MEASURES.values())


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


def test_the_report_needs_nothing_else_and_escapes_what_it_shows(found):
    html = report_page(found)
    tags = Tags(html).tags
    assert not {name for name, _ in tags} & {"script", "link", "img", "iframe", "object"}
    assert not re.findall(r"""(?:src|href)=["'](?!#)""", html)
    assert "url(http" not in html and "@import" not in html and "@media print" in html
    assert "Vår &lt;körning&gt;" in html and "<script>alert" not in html
    assert found.total in html


def test_the_body_has_no_styles_of_its_own_so_that_the_pages_policy_shows_it(found):
    body = report_body(found)
    assert not [tag for tag, attributes in Tags(body).tags if "style" in attributes or tag == "style"]
    assert "Här visas de 1 sämsta" in report_body(found, 1)


def test_plots_are_static_the_same_each_time_and_told_in_words(found):
    plots = draw_all(found, png=True)
    assert [plot.title for plot in plots] == ["Svar per sort", "Programmets egen säkerhet", "Svarstider", "Avvisade frågor"]
    assert draw_all(found)[0].svg == plots[0].svg
    assert "faktauppgift: 1 av 4 rätt" in plots[0].text and "tyst: 100 % avvisade av 1" in plots[3].text
    assert all(plot.png.startswith(b"\x89PNG") and plot.svg.startswith("<svg") for plot in plots)


def test_a_run_without_answers_to_plot_has_fewer_plots():
    assert [plot.title for plot in draw_all(find(RUN, SET[2:3]))] == ["Svar per sort", "Svarstider", "Avvisade frågor"]


def test_a_style_becomes_attributes():
    assert spell_style("fill: #fff; stroke-width: 0.8") == ' fill="#fff" stroke-width="0.8"'
    assert 'font-size="9"' in spell_style("font: bold 9px 'DejaVu Sans'; text-anchor: end")


def test_word_has_the_same_page_one_and_pictures_with_text(found):
    document = Document(io.BytesIO(write_docx(found)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert found.total in texts and "Rekommendation" in texts
    assert len(document.inline_shapes) == 4
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_excel_has_a_row_a_question(found):
    book = load_workbook(io.BytesIO(write_xlsx(found)))
    rows = list(book["Svar"].iter_rows(values_only=True))
    assert rows[0] == tuple(HEADERS)
    assert [row[2] for row in rows[1:]] == [outcome.verdict for outcome in SET]
    assert book["Mått"]["A2"].value == "rätt av alla"


def test_a_comparison_shows_what_got_worse():
    later = (*SET[:-1], make_outcome("g", ranking=(frozenset({0}),)))
    html = comparison_page(RUN, RUN, compare_outcomes(later, SET))
    assert "Blev sämre (1)" in html and "fråga g" in html and "Ingen säker skillnad" in html
    Tags(html)


def test_numbers_as_swedish_writes_them():
    assert (percent(0.843), signed(0.05), signed(-0.05), squeeze("a  b\nc", 9), squeeze("ett två tre", 8)) == (
        "84\u00a0%", "+0,05", "−0,05", "a b c", "ett …",
    )  # fmt: skip


def test_lines_and_sources_of_an_outcome_are_plain():
    assert Line("x", True, (1,)).sources == (1,)
    assert Cited(1, "d", "D", ("a",), None, "d/a", 0, 1, "x").page is None
