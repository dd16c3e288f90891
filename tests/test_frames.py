import re

import pytest

from assistant.frames import FOLLOW_UPS, MISSING, NOTICES, SLOTS, STANDINGS, STATEMENTS, fill, read_frame

TABLES = {"statements": STATEMENTS, "missing": MISSING, "notices": NOTICES, "follow_ups": FOLLOW_UPS}


def slots(text):
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_is_there_in_both_languages_with_the_same_slots(table):
    for name, texts in TABLES[table].items():
        assert set(texts) == {"sv", "en"}, name
        assert slots(texts["sv"]) == slots(texts["en"]), name


def test_every_slot_of_a_statement_has_an_origin():
    assert {slot for texts in STATEMENTS.values() for text in texts.values() for slot in slots(text)} <= set(SLOTS)


def test_standings_have_their_frames():
    assert set(STANDINGS) <= set(STATEMENTS)


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_filled_frame_is_read_back(name, language):
    words = {slot: "7" if slot == "count" else f"ord {number}" for number, slot in enumerate(sorted(slots(STATEMENTS[name][language])))}
    assert (name, words) in read_frame(fill(STATEMENTS, name, language, **words))


def test_sentences_are_short_and_plain():
    for table in TABLES.values():
        for texts in table.values():
            for text in texts.values():
                assert all(len(sentence.split()) <= 15 for sentence in re.split(r"[.?!:]", text)), text


def test_other_text_is_no_frame():
    assert [name for name, _ in read_frame("Nämnden gör ett bra arbete.") if name not in ("list_lead", "focus_row")] == []


def test_a_title_may_hold_the_words_of_a_frame():
    text = fill(STATEMENTS, "list_count", "sv", count="3", title="Plan för hus i byar i Vikby")
    assert ("list_count", {"count": "3", "title": "Plan för hus i byar i Vikby"}) in read_frame(text)
