import pytest

from assistant.evidence.attributes import counted_things, counts, counts_before, gives, holds_post
from assistant.question.words import content_words

YES = {
    "number": ["fyra ombud", "de 26 byarna"],
    "share": ["minst 40 procent", "20 %"],
    "date": ["senast 1 mars", "år 2027", "under hösten", "i mars", "före klockan sju", "senast kl. 7"],
    "frequency": ["en gång per termin", "årligen", "två gånger om året", "varje månad", "vid behov"],
    "duration": ["2025–2028", "till och med 2028", "i tre år"],
    "money": ["3,5 miljoner kronor", "200 kr"],
    "name": ["Undertecknat av Sara Lövgren", "Jan-Erik Dahl"],
    "contact": ["info@vikby.se", "www.vikby.se"],
    "reason": ["för att fler ska våga", "på grund av buller"],
    "act": ["väglagen (1971:948)", "9 § 9 LSS", "12 kap. 1 §", "SOU 2020:19", "prop. 2019/20:164"],
    "person": ["Tekniska nämnden", "rådets ordförande leder gruppen"],
}


@pytest.mark.parametrize(("attribute", "text"), [(attribute, text) for attribute, texts in YES.items() for text in texts])
def test_texts_that_give_the_attribute(attribute, text):
    assert gives(attribute, text)


@pytest.mark.parametrize("attribute", [attribute for attribute in YES if attribute != "reason"])
def test_a_text_that_gives_nothing(attribute):
    assert not gives(attribute, "bryggorna är av trä")


def things(question):
    return counted_things(question, content_words(question, lambda _: 1.0))


def test_a_number_counts_only_what_stands_after_it():
    asked = things("hur många ombud finns i byarådet")
    assert [one.surface for one in asked] == ["ombud"]
    assert counts("Rådet har sju ombud.", asked)
    assert counts("Rådet har sju valda ombud.", asked)
    assert not counts("Rådet har två rektorer och ombud.", asked)
    assert counts("Nämnden fick 214 ärenden.", things("hur många bullerärenden fick nämnden"))
    assert not counts("Ombuden träffas fyra gånger.", asked)


def test_a_year_is_no_number_of_things():
    assert not counts("Under 2027 utses ombud.", things("hur många ombud"))


def test_an_age_is_no_duration():
    assert not gives("duration", "Stöd ges till unga (18–20 år) och äldre (65 år).")
    assert gives("duration", "Avtalet gäller i 3 år.")


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("duration", "inom 72 timmar"),
        ("duration", "inom en vecka"),
        ("duration", "lagas omedelbart"),
        ("frequency", "varannan vecka"),
        ("share", "var tredje kaj"),
    ],
)
def test_more_ways_to_give_the_attribute(attribute, text):
    assert gives(attribute, text)


def test_cases_of_a_thing_are_a_number_of_it():
    asked = things("hur många kantringar var det")
    assert gives("number", "I snitt råkade 38 personer ut för kantringar.", asked)
    assert not gives("number", "I snitt simmade 38 personer.", asked)


def test_a_long_compound_is_counted_by_its_end():
    asked = things("hur många seglingsdeltagare kom")
    assert gives("number", "Till dagarna kom 187 deltagare.", asked)
    assert not gives("number", "Till dagarna kom 187 gäster.", asked)


def test_a_post_is_told_by_who_holds_it_by_another():
    asked = "vem är ordförande i hamnrådet"
    assert holds_post(asked, "Rektorn är rådets ordförande.")
    assert not holds_post(asked, "Ordförandeskapet växlar vartannat år.")
    assert not holds_post("vad heter rektorn", "Rektorn är rådets ordförande.")


def test_a_pronoun_counts_what_the_sentence_before_speaks_of():
    before = "Vi räknar hur många bryggor som målas."
    assert counts_before(before, "År 2024 var de nio.", things("hur många bryggor målades"))
    assert not counts_before(before, "År 2024 var de nio.", things("hur många kajer målades"))
    assert not counts_before(before, "De var nio meter långa.", things("hur många bryggor målades"))


def test_the_number_of_an_act_is_no_date():
    assert not gives("date", "Bryggorna regleras i lagen (2017:30).")
    assert gives("date", "Bryggorna regleras från år 2017.")


def test_more_of_a_thing_counts_the_thing():
    words = content_words("hur många fler bryggor byggs", lambda _: 1.0)
    assert [word.surface for word in counted_things("hur många fler bryggor byggs", words)] == ["bryggor"]
    assert gives("number", "Det byggs 12 bryggor.", counted_things("hur många fler bryggor byggs", words))


def test_a_long_compound_is_counted_by_its_end_with_any_letters():
    words = content_words("hur många seniorbostäder byggs", lambda _: 1.0)
    things = tuple(one for one in words if one.surface == "seniorbostäder")
    assert gives("number", "Kommunen bygger 47 nya bostäder.", things)
