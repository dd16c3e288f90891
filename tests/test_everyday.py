"""The everyday items: whole, each said once, and nothing taken from the plans that come along or from the questions to them."""

import re
from pathlib import Path

from corpus.settings import BUNDLED
from eval.train.cli import EVERYDAY
from eval.train.encoder_text import read_everyday

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


def test_nothing_is_taken_from_the_bundled_plans_or_the_questions():
    files = [*BUNDLED.glob("*.txt"), *QUESTIONS.glob("*.jsonl")]
    taken = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in files))
    shared = [text for item in read_everyday(EVERYDAY)[0] for text in (item.official, *item.everyday) if shingles(text) & taken]
    assert shared == []
