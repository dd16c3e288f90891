"""Times in Swedish words: which days they name, which are limits, and what is no time at all."""

import pytest

from assistant.registers.dates import find_often, read_named

DAYS = [
    ("Klart senast 31 mars 2031.", "2031-03-31", "2031-03-31", True),
    ("Redovisas 2031-03-31 i nämnden", "2031-03-31", "2031-03-31", False),
    ("Senast 1/10 2031", "2031-10-01", "2031-10-01", True),
    ("under kvartal 2 2031", "2031-04-01", "2031-06-30", False),
    ("Q4 2031", "2031-10-01", "2031-12-31", False),
    ("första tertialet 2031", "2031-01-01", "2031-04-30", False),
    ("andra halvåret år 2031", "2031-07-01", "2031-12-31", False),
    ("hösten 2031", "2031-08-01", "2031-12-31", False),
    ("i februari 2032", "2032-02-01", "2032-02-29", False),
    ("årsskiftet 2031/32", "2031-12-31", "2032-01-01", False),
    ("till utgången av 2031", "2031-09-01", "2031-12-31", True),
    ("åren 2031–34", "2031-01-01", "2034-12-31", False),
    ("gäller till och med 2033-12-31", "2033-12-31", "2033-12-31", True),
    ("klart före 2033", "2033-01-01", "2033-12-31", True),
]


@pytest.mark.parametrize(("text", "first", "last", "limit"), DAYS)
def test_a_time_has_its_days(text, first, last, limit):
    (named,) = read_named(text)
    assert (str(named.first), str(named.last), named.limit) == (first, last, limit)
    assert text[named.start : named.end] == named.words


@pytest.mark.parametrize(
    "text", ["lagen (2009:600)", "dnr KS 2031-00123", "2031 kr", "2031-04-31", "läsåret 2031", "från 2034 till 2031-99", "100 000"]
)
def test_numbers_and_days_that_are_none_are_left_alone(text):
    assert all(named.first is None or named.words == "2034" for named in read_named(text))


def test_a_day_of_every_year_has_no_days():
    (named,) = read_named("Senast den 31 mars varje år lämnas en rapport.")
    assert (named.words, named.first, named.limit) == ("Senast den 31 mars", None, True)


def test_two_years_are_two_times_and_a_beginning_is_told():
    first, second = read_named("från och med 1 januari 2031 och under 2033")
    assert (first.begins, second.begins, second.words) == (True, False, "2033")


@pytest.mark.parametrize(("text", "often"), [("följs upp årligen", "årligen"), ("Två gånger per år", "Två gånger per år"), ("nu", None)])
def test_how_often(text, often):
    assert find_often(text) == often
