"""Items with the line that leads them."""

from dataclasses import replace

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, show_quote
from assistant.compose.leads import find_lead, show_leads
from corpus.records import Section

TEXT = "Hamnen sköts så här. Kommunen ska:\nlaga bryggorna varje vår,\nmåla fyren.\n\nHär står ingen lista. Kranen är gul."
SECTION = Section("p/hamnen", "p", "section", "Hamnen", None, 1, ("Hamnen",), "plan", None, None, TEXT, (), (0, len(TEXT)))


def quote_of(words):
    start = TEXT.index(words)
    return Quote(SECTION, start, start + len(words))


def shown(*words, **more):
    draft = Draft("fact", tuple(show_quote(quote_of(one)) for one in words), searched=True)
    return [line.text for line in show_leads(replace(draft, **more)).lines]


def test_an_item_comes_after_its_lead():
    assert shown("måla fyren.") == ["Kommunen ska:", "måla fyren."]


def test_a_lead_is_shown_once_for_all_its_items():
    assert shown("måla fyren.", "laga bryggorna varje vår,") == ["Kommunen ska:", "måla fyren.", "laga bryggorna varje vår,"]


def test_a_lead_alone_comes_with_its_items():
    assert shown("Kommunen ska:") == ["Kommunen ska:", "laga bryggorna varje vår,", "måla fyren."]


def test_other_sentences_have_no_lead():
    assert find_lead(quote_of("Kranen är gul.")) is None
    assert shown("Kranen är gul.") == ["Kranen är gul."]


def test_a_list_and_what_a_rule_picked_are_left_as_they_are():
    assert shown("måla fyren.", is_list=True) == ["måla fyren."]
    assert shown("måla fyren.", searched=False) == ["måla fyren."]
