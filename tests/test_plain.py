"""An answer as plain text with sources."""

from api.plain import answer_text
from tests.fake_desk import ANSWER


def test_each_statement_keeps_its_number_and_label():
    text = answer_text(ANSWER, "Vad erbjuds?")
    assert "Planen säger: [1] *(sammanställt utan språkmodell)*" in text
    assert "Kommunen ska erbjuda samtal. [1] *(ordagrant, med rättade skannfel" in text


def test_a_source_names_document_standing_section_page_quote_and_address():
    text = answer_text(ANSWER, "Vad erbjuds?", "http://planer.example")
    assert "[1] Plan för <Skogsby> (gällande), Mål › Samtal, s. 2 (9): ”Kommunen ska erbjuda samtal.”" in text
    assert "http://planer.example/s/skogsby-plan/samtal" in text


def test_what_is_missing_and_how_it_was_read_are_said():
    answer = {**ANSWER, "missing": "Ingen dag anges.", "understood_as": "När erbjuds samtal?", "statements": [], "citations": []}
    text = answer_text(answer, "Och när?")
    assert text.startswith("Tolkat som: När erbjuds samtal?")
    assert "Saknas i dokumenten: Ingen dag anges." in text
    assert "Källor" not in text
    assert text.endswith("- Vem leder grupperna?")
