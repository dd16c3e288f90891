import pytest

from ingest.structure.wording import (
    find_garbled,
    fold,
    goes_on,
    hangs,
    is_finished,
    is_garbage,
    is_name,
    is_particulars,
    is_shouted,
    starts_large,
    starts_small,
)


@pytest.mark.parametrize("text", ["Slut.", "Är det så?", "Vi ska:", "vården.4", "slut.”", "se https://www.granby.se/plan"])
def test_finished(text):
    assert is_finished(text)


@pytest.mark.parametrize("text", ["Rubrik", "en rad utan slut", "vård och", ""])
def test_not_finished(text):
    assert not is_finished(text)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Arbetet leds av", "nämnden", True),
        ("Arbetet leds av", "Socialnämnden i kommunen", True),
        ("Rubrik", "Stycke", False),
        ("Slut.", "och sedan", False),
        ("skolor, förskolor,", "Granby", True),
        ("", "text", False),
    ],
)
def test_goes_on(before, after, expected):
    assert goes_on(before, after) == expected


def test_case_hanging_and_folding():
    assert starts_small("(och så vidare")
    assert starts_large("”Nu")
    assert starts_large("1 mål")
    assert hangs("mål för")
    assert not hangs("mål")
    assert fold("Mål & medel, Västra 2") == "mal medel vastra"


@pytest.mark.parametrize(
    ("text", "expected"), [("Karin Ek", True), ("Anna-Lena Berg Olof Hammar", True), ("Lokala mål", False), ("MÅL OCH MEDEL", False)]
)
def test_names(text, expected):
    assert is_name(text) == expected


@pytest.mark.parametrize(
    "text", ["2024-05-01", "Dnr KS 2023-00123", "KS 2023/12", "org.nr 212000-0000", "namn@granby.se", "Storgatan 1, 123 45 Granby"]
)
def test_particulars(text):
    assert is_particulars(text)


def test_strings_of_many_sorts_of_signs_are_garbled_and_rules_are_not():
    assert find_garbled("se 12;‘;°,::,’;%;‘; nu") == [(3, 19)]
    assert find_garbled("https://by.se/?a=1&b=2 |---|:---:| ............ (2001:453)§3,5% ;:;:;:;:;:") == []


def test_garbage_and_capitals():
    assert is_garbage("¥ 2 )")
    assert is_garbage("e o . =9")
    assert not is_garbage("Nämnden (2 st)")
    assert is_shouted("TILL FOKUS PÅ")
    assert not is_shouted("Mål")
