"""Every date, enclosure, decision, definition, abbreviation and text that an invented memo holds."""

import random

import pytest

from assistant.checks.citations import Quote
from assistant.question.words import stem
from assistant.registers.inventory import FINDERS, defined_term, defines, drop_editions, find_abbreviations, holds_date, same_words
from corpus.records import Section, Segment


def section(text, heading="Bakgrund", anchor="memo/a", document="memo"):
    segments = (Segment(0, len(text), 0, len(text)),)
    return Section(anchor, document, "section", heading, None, 1, (heading,), "plan", 1, None, text, segments, (0, len(text)))


def texts(sort, text, heading="Bakgrund"):
    return [quote.text for quote in FINDERS[sort](section(text, heading))]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Rådet yttrade sig den 4 maj 2031.", True),
        ("Datum: 2031-05-04", True),
        ("Arbetet började 2031.", True),
        ("Planen gäller 2031–2034.", True),
        ("Ärendet har nummer KS 2031/17.", False),
        ("Utredningen heter SOU 2031:4.", False),
        ("Vägplan 2031–2034 har två delar.", False),
    ],
)
def test_a_date_is_not_a_number_with_a_year_in_it(text, held):
    assert holds_date(text) is held


def test_deadlines_are_dates_that_lie_ahead():
    assert texts("deadlines", "Bron byggdes 2020. En rapport ska lämnas senast 2033.") == ["En rapport ska lämnas senast 2033."]


def test_enclosures_stand_under_their_heading_and_end_before_the_signatures():
    text = "Karta över vägarna\nKostnader per år\n\nAnna Ek\nVägchef"
    assert texts("enclosures", text, "Bilagor") == ["Karta över vägarna", "Kostnader per år"]
    assert texts("enclosures", text, "Kartor") == []


def test_points_of_decision_are_the_lines_under_their_heading():
    text = "Nämnden antar planen.\nFörvaltningen får i uppdrag att bygga."
    assert texts("decisions", text, "Förslag till beslut") == text.split("\n")
    assert texts("decisions", text, "Vägnämnden beslutar") == text.split("\n")
    assert texts("decisions", text, "Beslutsgång i kommunen") == []


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Byväg är en väg som sköts av de boende.", True),
        ("Mjuk trafik innebär att gående har företräde.", True),
        ("Med snöjour avses de som plogar om natten.", True),
        ("Planen är en del av budgeten.", False),
        ("Vidare är ett samråd viktigt.", False),
        ("Delad väg är väg som flera sköter.", True),
        ("Byäldste är den som kallar till stämma.", True),
        ("Rektor är den som beslutar om vägen.", False),
        ("Vägansvarig är den som har jour.", False),
    ],
)
def test_a_definition_tells_of_a_word_that_is_new(text, held):
    assert defines(text) is held


def test_the_defined_term_is_given_as_stems():
    assert defined_term("Byvägar är en sorts väg.") == ("byvag",)
    assert defined_term("Planen antas i maj.") == ()


def test_each_abbreviation_is_told_where_it_is_first_spelt_out():
    first = section("Väg- och trafikrådet (VTR) möts i maj. Lokala vägombudet (ombud, LVO) kallar.")
    again = section("Åter igen Väg- och trafikrådet (VTR).", anchor="memo/b")
    assert [quote.section.anchor for quote in find_abbreviations([first, again])] == ["memo/a", "memo/a"]


def test_editions_of_a_sentence_are_one_with_a_twin():
    one, two = section("Bron ska stå klar år 2033 på norra sidan."), section("Bron ska stå klar år 2033 på norra sidan", document="skan")
    other = section("Bron ska stå klar år 2034 på norra sidan.", document="annan")
    quotes = [Quote(each, 0, len(each.text)) for each in (one, two, other)]
    kept = drop_editions(quotes)
    assert [quote.section.document for quote in kept] == ["memo", "annan"]
    assert [twin.document for twin in kept[0].also_in] == ["skan"]
    assert not same_words(quotes[0], quotes[2])


def test_editions_are_found_without_comparing_every_pair():
    words = [
        "bron",
        "vägen",
        "torget",
        "parken",
        "ska",
        "stå",
        "klar",
        "byggas",
        "ritas",
        "målas",
        "före",
        "sommaren",
        "hösten",
        "jul",
        "norra",
        "södra",
        "sidan",
        "av",
        "Ängsviken",
    ]
    pick = random.Random(7)
    texts = [f"{' '.join(pick.sample(words, pick.randint(1, 12)))} år {pick.choice((2031, 2032))}." for _ in range(300)]
    texts += [" ".join(text.split()[1:]) for text in texts[::3]]
    quotes = [Quote(section(text, document=f"d{number}"), 0, len(text)) for number, text in enumerate(texts)]
    kept = drop_editions(quotes)
    plain = []
    for quote in quotes:
        if not any(same_words(one, quote) for one in plain):
            plain.append(quote)
    assert [quote.section.document for quote in kept] == [quote.section.document for quote in plain]
    assert len(kept) < len(quotes)


def test_every_sort_of_list_has_a_finder_or_is_a_reference():
    from assistant.compose.inventory import ASKS
    from assistant.registers.inventory import SORTS_OF_TEXT

    assert {sort for sort, _ in ASKS} == FINDERS.keys() | SORTS_OF_TEXT.keys() | {"abbreviations"}


def test_the_words_of_a_defined_term_are_without_such_as_och():
    assert defined_term("Ren och levande vik kan beskrivas som ett mål för hela kusten.") == tuple(map(stem, ("ren", "levande", "vik")))
