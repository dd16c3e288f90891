import marisa_trie

from ingest.repair.acronyms import find_acronyms, find_unknown, read_short, spells, spells_parts
from ingest.repair.lexicon import key_of
from ingest.repair.lock import find_tokens

LEXICON = marisa_trie.Trie(["\t".join(key_of(word)) for word in ("kust", "översikt", "kustort", "ortsikt", "sos")])


def read(text, repaired=None):
    tokens = list(find_tokens(text, 0, len(text)))
    return [(text[change.start : change.end], change.text) for change in find_acronyms(text, tokens, repaired or {}, LEXICON)]


def test_a_compound_spells_by_its_letters():
    assert spells("BÖF", ["bildöverföring"])
    assert not spells("BOF", ["bildöverföring"])


def test_words_spell_by_their_initials():
    assert spells("ÖOS", ["överenskommelse", "om", "samverkan"])
    assert not spells("OOS", ["överenskommelse", "om", "samverkan"])


def test_as_read_comes_first():
    assert read_short("KSA", ["kommunsamordnare"], LEXICON) == "KSA"
    assert read_short("BOF", ["bildöverföring"], LEXICON) == "BÖF"
    assert read_short("XOX", ["bildöverföring"], LEXICON) is None


def test_a_defined_abbreviation_is_read_everywhere():
    text = "En bildöverföring (BOF) grupp leder. Mötet i BOF hålls i mars, och IFO är med."
    assert read(text) == [("BOF", "BÖF"), ("BOF", "BÖF")]


def test_the_long_form_counts_as_repaired():
    text = "En bildoverforing (BOF) grupp"
    assert read(text) == []
    assert read(text, {3: "bildöverföring"}) == [("BOF", "BÖF")]


def test_two_readings_of_one_abbreviation_are_none():
    assert read("Den bildöverföring (BOF) och bordfogen (BOF) gäller") == []


def test_a_compound_further_off_spells_by_the_letters_its_parts_begin_with():
    assert spells_parts("KÖS", ["kustöversikt", "för", "länet"], LEXICON)
    assert not spells_parts("KOS", ["kustöversikt", "för", "länet"], LEXICON)
    assert not spells_parts("KÖS", ["kustöversyn"], LEXICON)
    assert read("En Kustöversikt för länets hamnar (KOS) finns", {3: "kustöversikt"}) == [("KOS", "KÖS")]


def test_abbreviations_that_no_text_has_are_doubted_only_where_a_letter_may_be_lost():
    tokens = list(find_tokens("Både XAV, SOS och XEV finns", 0, 27))
    assert find_unknown(tokens, LEXICON) == {"XAV"}
