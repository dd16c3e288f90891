"""The support check must fail on every small lie: one altered character, number, name, date, negation, actor or plan."""

from dataclasses import replace

import pytest

from assistant.checks.citations import Numbering, Quote
from assistant.checks.support import check, ends_sentence, find_lead, starts_sentence
from assistant.frames import STATEMENTS, fill
from assistant.records import Statement
from corpus.records import Document, Section, Segment
from tests.plans import editions

TOWN, COUNTY = editions()
SECTIONS = {section.anchor: section for edition in (TOWN, COUNTY) for section in edition.sections}
DOCUMENTS = {edition.document.id: edition.document for edition in (TOWN, COUNTY)}
DUTY = "Tekniska nämnden ansvarar för belysningen."
AREA = "Ordna mötesplatser mot ofrivillig ensamhet bland äldre."
REPORT = "En delrapport ska lämnas till kommunfullmäktige senast i mars 2026."


def cite(*texts):
    """Citations of these words, wherever they stand."""
    numbering = Numbering(DOCUMENTS.__getitem__)
    for text in texts:
        section = next(one for one in SECTIONS.values() if text in one.text)
        start = section.text.index(text)
        numbering.cite([Quote(section, start, start + len(text))])
    return numbering.citations


def verdict(text, citations, verbatim=True):
    return check(Statement(text, verbatim, tuple(one.number for one in citations)), citations, SECTIONS)


@pytest.mark.parametrize("text", [DUTY, AREA, REPORT, "Nämnden ska inte betala för kameror."])
def test_a_whole_sentence_is_supported(text):
    assert verdict(text, cite(text)).supported


@pytest.mark.parametrize("text", [DUTY, AREA, REPORT])
def test_no_character_can_be_changed_dropped_or_added(text):
    citations = cite(text)
    for at in range(len(text)):
        for altered in (text[:at] + text[at + 1 :], text[:at] + "x" + text[at + 1 :], text[:at] + "q" + text[at:]):
            assert not verdict(altered, citations).supported, altered


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (REPORT, "En delrapport ska lämnas till kommunfullmäktige senast i mars 2027."),
        (REPORT, "En delrapport ska lämnas till kommunfullmäktige senast i maj 2026."),
        (REPORT, "En delrapport kan lämnas till kommunfullmäktige senast i mars 2026."),
        (REPORT, "En delrapport ska lämnas till kommunstyrelsen senast i mars 2026."),
        (DUTY, "Tekniska nämnden ansvarar inte för belysningen."),
        (DUTY, "Sociala nämnden ansvarar för belysningen."),
        ("Nämnden ska inte betala för kameror.", "Nämnden ska betala för kameror."),
        ("Byalagen utser själva sina ombud.", "Byalagen utser själva sina Ombud."),
    ],
)
def test_a_small_lie_fails(true, false):
    assert not verdict(false, cite(true)).supported


@pytest.mark.parametrize(
    "text", ["ansvarar för belysningen.", "betala för kameror.", "Tekniska nämnden", "Rådet träffas fyra gånger per år"]
)
def test_a_piece_of_a_sentence_fails(text):
    assert not verdict(text, cite(text)).supported


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Tekniska nämnden ansvarar för belysningen!"},
        {"start": 0},
        {"anchor": "norroker/finns-inte"},
        {"document": COUNTY.document},
        {"part": "beslut"},
        {"path": ("Uppföljning",)},
    ],
)
def test_a_citation_that_tells_of_another_place_fails(change):
    (citation,) = cite(DUTY)
    assert not verdict(DUTY, [replace(citation, **change)]).supported


def test_a_statement_without_its_citation_fails():
    citations = cite(DUTY)
    assert not check(Statement(DUTY, True, ()), citations, SECTIONS).supported
    assert not check(Statement(DUTY, True, (7,)), citations, SECTIONS).supported


def test_a_verbatim_statement_has_one_citation():
    assert not verdict(DUTY, cite(DUTY, AREA)).supported


def frame(name, **words):
    return fill(STATEMENTS, name, "sv", **words)


TITLE = TOWN.document.title


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (frame("area_focus_group", title=TITLE, focus="Trygg vardag", group="För alla förvaltningar"), [AREA]),
        (frame("area_focus", title=TITLE, focus="Trygg vardag"), [AREA]),
        (frame("in_plan", title=TITLE), [DUTY]),
        (frame("list_focus", title=TITLE, focus="Trygg vardag", count="2"), [AREA, "Bygga gångbanor med god belysning vid skolor."]),
        (frame("place_page", title=TITLE, heading="Trygg vardag", page="2 (9)"), [AREA]),
        (frame("place_page", title=TITLE, heading="Trygg vardag", page="2"), [AREA]),
        (frame("adopted", title=TITLE), [DUTY]),
        (frame("diary_number", title=TITLE, diary="KS 2025/0117"), [DUTY]),
        (frame("passed"), [REPORT]),
        ("Ja.", [DUTY]),
        (frame("deed_rows", deed="Ansvarar"), [DUTY]),
        (frame("deed_rows", deed="Övrigt"), [DUTY, AREA]),
        (frame("source_date", title=TITLE, part="plan", date="2025-02-03"), [DUTY]),
        (frame("source", title=TITLE, part="plan"), [DUTY]),
        (
            frame("list_group", title=TITLE, focus="Trygg vardag", group="För alla förvaltningar", count="2"),
            [AREA, "Bygga gångbanor med god belysning vid skolor."],
        ),
        (fill(STATEMENTS, "area_focus", "en", title=TITLE, focus="Trygg vardag"), [AREA]),
    ],
)
def test_a_frame_filled_with_the_citations_words_is_supported(text, quoted):
    assert verdict(text, cite(*quoted), verbatim=False).supported


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (frame("area_focus_group", title=COUNTY.document.title, focus="Trygg vardag", group="För alla förvaltningar"), [AREA]),
        (frame("area_focus_group", title=TITLE, focus="Trygg natt", group="För alla förvaltningar"), [AREA]),
        (frame("area_focus_group", title=TITLE, focus="Trygg vardag", group="Omsorgen"), [AREA]),
        (
            frame("area_focus_group", title=TITLE, focus="Trygg vardag", group="För alla"),
            ["Pröva trygghetslarm som fungerar utanför bostaden."],
        ),
        (frame("list_focus", title=TITLE, focus="Trygg vardag", count="3"), [AREA, "Bygga gångbanor med god belysning vid skolor."]),
        (frame("list_count", title=TITLE, count="2"), [AREA, "Minska ensamhet genom samarbete med föreningar."]),
        (frame("place_page", title=TITLE, heading="Trygg vardag", page="3"), [AREA]),
        (frame("in_force", title=TITLE), [DUTY]),
        (frame("proposed", title=TITLE), [DUTY]),
        (frame("diary_number", title=TITLE, diary="KS 2025/0118"), [DUTY]),
        (frame("passed"), [DUTY]),
        (frame("opinion"), [DUTY]),
        (frame("deed_rows", deed="Beslutar"), [DUTY]),
        (frame("deed_rows", deed="Ansvarar"), [DUTY, AREA]),
        (frame("deed_rows", deed="Ansvara"), [DUTY]),
        (frame("deed_rows", deed="Tekniska nämnden sköter"), [DUTY]),
        (frame("source_date", title=TITLE, part="plan", date="2025-02-04"), [DUTY]),
        (frame("source", title=TITLE, part="beslut"), [DUTY]),
        (frame("source", title=COUNTY.document.title, part="plan"), [DUTY]),
        (
            frame("list_group", title=TITLE, focus="Trygg vardag", group="För alla förvaltningar", count="2"),
            [AREA, "Pröva trygghetslarm som fungerar utanför bostaden."],
        ),
        ("Nämnden har gjort ett bra arbete.", [DUTY]),
        ("", [DUTY]),
    ],
)
def test_a_frame_filled_with_other_words_fails(text, quoted):
    assert not verdict(text, cite(*quoted), verbatim=False).supported


def test_an_opinion_is_labelled_as_one():
    opinion = "Programmet borde ha hyrt in väktare till varje bygd."
    assert verdict(frame("opinion"), cite(opinion), verbatim=False).supported


def test_a_frame_cannot_pass_as_verbatim_nor_a_quote_as_a_frame():
    assert not verdict(frame("in_plan", title=TITLE), cite(DUTY), verbatim=True).supported
    assert not verdict(DUTY, cite(DUTY), verbatim=False).supported


def test_a_list_lead_is_a_frame_only_with_its_own_item():
    assert verdict("För alla förvaltningar:", cite(AREA), verbatim=False).supported
    assert not verdict("Omsorgen:", cite(AREA), verbatim=False).supported


def test_the_lead_is_the_nearest_line_with_a_colon_before():
    text = "Alla:\nen sak\n\nBara skolan:\nen annan"
    assert find_lead(text, text.index("en sak")) == "Alla:"
    assert find_lead(text, text.index("en annan")) == "Bara skolan:"
    assert find_lead(text, 0) is None


@pytest.mark.parametrize(
    ("text", "start", "good"),
    [
        ("A b. C d.", 5, True),
        ("A b. C d.", 2, False),
        ("a\nb", 2, True),
        ("t.ex. b", 0, True),
        ("3,5 b", 2, False),
        ("a | b", 4, True),
        ("a |b", 3, False),
    ],
)
def test_where_a_sentence_may_start(text, start, good):
    assert starts_sentence(text, start) is good


@pytest.mark.parametrize(
    ("text", "end", "good"),
    [
        ("A b. C d.", 4, True),
        ("A b. C d.", 3, False),
        ("A b\nc", 3, True),
        ("A b.2", 4, False),
        ("A", 1, True),
        ("a | b", 1, True),
        ("a b | c", 1, False),
    ],
)
def test_where_a_sentence_may_end(text, end, good):
    assert ends_sentence(text, end) is good


def test_the_sections_given_decide_not_the_citation():
    (citation,) = cite(DUTY)
    section = SECTIONS[citation.anchor]
    changed = replace(section, text=section.text.replace("belysningen", "beredskapen"))
    assert not check(Statement(DUTY, True, (1,)), [citation], {citation.anchor: changed}).supported


def test_a_bare_title_in_another_section_does_not_fill_a_focus():
    section = Section("x/a", "x", "section", "A", None, 1, ("A",), "plan", None, None, "Ett. Två.", (Segment(0, 9, 0, 9),), (0, 9))
    numbering = Numbering({"x": Document("x", "Planen")}.__getitem__)
    numbering.cite([Quote(section, 0, 4)])
    good = Statement("I Planen, under ”A”:", False, (1,))
    assert check(good, numbering.citations, {"x/a": section}).supported
    assert not check(replace(good, text="I Planen, under ”B”:"), numbering.citations, {"x/a": section}).supported
