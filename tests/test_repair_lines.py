"""Lines that go on: small columns by hand."""

from ingest.repair.lines import find_wrapped
from ingest.repair.lock import find_tokens


def wrapped(text):
    return [text[start:].split()[0] for start in sorted(find_wrapped(list(find_tokens(text, 0, len(text)))))]


def test_a_line_goes_on_where_the_one_before_was_full():
    assert wrapped("alla bryggor i kommunen ska\nKontrolleras varje vinter av\nhamnen") == ["Kontrolleras", "hamnen"]


def test_a_short_line_may_be_a_heading():
    assert wrapped("Bryggor\nKommunen kontrollerar varje vinter\nalla bryggor") == ["alla"]


def test_the_end_of_a_sentence_is_no_place_to_go_on():
    assert wrapped("alla bryggor i kommunen är täta.\nKontrolleras varje vinter av hamnen") == []


def test_one_line_has_nothing_before_it():
    assert wrapped("bryggor") == []
