from ingest.repair.acronyms import find_acronyms, read_short, spells
from ingest.repair.lock import find_tokens


def read(text, repaired=None):
    tokens = list(find_tokens(text, 0, len(text)))
    return [(text[change.start : change.end], change.text) for change in find_acronyms(text, tokens, repaired or {})]


def test_a_compound_spells_by_its_letters():
    assert spells("BÖF", ["bildöverföring"])
    assert not spells("BOF", ["bildöverföring"])


def test_words_spell_by_their_initials():
    assert spells("ÖOS", ["överenskommelse", "om", "samverkan"])
    assert not spells("OOS", ["överenskommelse", "om", "samverkan"])


def test_as_read_comes_first():
    assert read_short("KSA", ["kommunsamordnare"]) == "KSA"
    assert read_short("BOF", ["bildöverföring"]) == "BÖF"
    assert read_short("XOX", ["bildöverföring"]) is None


def test_a_defined_abbreviation_is_read_everywhere():
    text = "En bildöverföring (BOF) grupp leder. Mötet i BOF hålls i mars, och IFO är med."
    assert read(text) == [("BOF", "BÖF"), ("BOF", "BÖF")]


def test_the_long_form_counts_as_repaired():
    text = "En bildoverforing (BOF) grupp"
    assert read(text) == []
    assert read(text, {3: "bildöverföring"}) == [("BOF", "BÖF")]


def test_two_readings_of_one_abbreviation_are_none():
    assert read("Den bildöverföring (BOF) och bordfogen (BOF) gäller") == []
