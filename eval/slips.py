"""Questions as they are typed in a hurry: without å, ä and ö, or with slips of the fingers.

In: questions. Out: the same questions mistyped, always in the same way. Knows nothing of search or measures.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from eval.questionset import Question
from eval.train.encoder_text import drop_diacritics, misspell

EVERY = 6  # words: one slip in so many
WORD = re.compile(r"[^\W\d_]{5,}")  # a slip in a shorter word too often makes another word


def mistype(text: str) -> str:
    """A slip in one longer word for every EVERY words, at least in one; drawn from the text itself."""
    draw = random.Random(zlib.crc32(text.encode()))
    places = [found.span() for found in WORD.finditer(text)]
    for start, end in sorted(draw.sample(places, min(len(places), 1 + len(text.split()) // EVERY)), reverse=True):
        text = text[:start] + misspell(text[start:end], draw, 1.0) + text[end:]
    return text


SLIPS: Mapping[str, Callable[[str], str]] = {"utan-aao": drop_diacritics, "felskrivet": mistype}


def slip_questions(questions: Sequence[Question], kind: str) -> tuple[Question, ...]:
    """The questions mistyped; what was said before stays."""
    return tuple(replace(question, question=SLIPS[kind](question.question)) for question in questions)
