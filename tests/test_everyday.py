"""Everyday items, replies and cases: whole, each said once, nothing taken from the plans that come along or the questions to them."""

import re
from pathlib import Path

from corpus.settings import BUNDLED
from eval.train.cli import CASES, EVERYDAY, REPLIES
from eval.train.encoder_text import read_everyday, read_replies

WORDS = re.compile(r"\w+")
LONG = 7  # words in a row that two texts do not share by chance, not even set phrases of the authorities
QUESTIONS = Path(__file__).parent.parent / "eval" / "questions"


def shingles(text):
    words = WORDS.findall(text.lower())
    return {tuple(words[start : start + LONG]) for start in range(len(words) - LONG + 1)}


def test_every_item_is_whole():
    items, glossaries = read_everyday(EVERYDAY)
    assert len(items) > 9600
    assert all(len(item.everyday) == 5 and item.english and item.official for item in items)
    assert all(glossary.terms for glossary in glossaries)


def test_no_sentence_is_there_twice():
    officials = [item.official for item in read_everyday(EVERYDAY)[0]]
    assert len(set(officials)) == len(officials)


def test_every_case_is_told_in_several_ways_and_no_measure_is_there_twice():
    cases, glossaries = read_everyday(CASES)
    assert len(cases) > 700
    assert glossaries == []
    assert all(len(case.everyday) >= 4 and case.english and case.official for case in cases)
    officials = [item.official for path in (CASES, EVERYDAY) for item in read_everyday(path)[0]]
    assert len(set(officials)) == len(officials)


def test_every_reply_is_asked_for_in_several_ways_and_none_is_there_twice():
    replies = read_replies(REPLIES)
    assert len(replies) > 3000
    assert len({reply.authority for reply in replies}) > 50
    assert all(len(set(reply.questions)) >= 2 and len(reply.answer.split()) >= 12 for reply in replies)
    assert len({reply.answer for reply in replies}) == len(replies)


def test_nothing_is_taken_from_the_bundled_plans_or_the_questions():
    files = [*BUNDLED.glob("*.txt"), *QUESTIONS.glob("*.jsonl")]
    taken = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in files))
    said = [(item.official, *item.everyday) for path in (EVERYDAY, CASES) for item in read_everyday(path)[0]]
    said += [(reply.answer, *reply.questions) for reply in read_replies(REPLIES)]
    assert [text for own in said for text in own if shingles(text) & taken] == []
