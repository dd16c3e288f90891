"""What somebody said for themselves, "vad skriver reservanten?" -> that statement from its beginning, with who made it.

In: an inquiry. Out: a draft, or None when no opinion is asked for, or one on a certain matter, which its best sentence answers.
Knows opinions and frames; nothing of decisions.
"""

from __future__ import annotations

import re

from assistant.checks.citations import Quote
from assistant.compose.authors import asks_opinion, author_names
from assistant.compose.draft import MAX_QUOTES, Draft, show_frame, show_quote
from assistant.compose.text import choose
from assistant.inquiry import Inquiry
from assistant.question.words import LIGHT, fold
from corpus.sentences import split_sentences

# words of such a question that are no matter of their own: who speaks, and that somebody does
SPEAKING = re.compile(
    r"(?:tyck\w*|anser|ansag|yttra\w*|uttala\w*|\w*uttalande\w*|\w*yttrande\w*|reserver\w*|reservation\w*|reservant\w*|asikt\w*|kritik\w*|"
    r"sarskil\w*|ersattar\w*|ledamot\w*|ledamoter\w*|parti\w*|opposition\w*|\w*partiet|\w*demokrat\w*|moderat\w*|liberal\w*|skriv\w*|"
    r"vill|ville|gnall\w*|krav\w*|andra|annorlunda|sakna\w*|missnojd\w*|emot|invand\w*|invant|sammanfatt\w*|klubba\w*|antog\w*|"
    r"lamna\w*|inneb\w*|namnd\w*|politiker\w*|beslut\w*|egen|eget|egna|arende\w*)"
)


def compose_opinion(inquiry: Inquiry) -> Draft | None:
    """The opinion that is nearest, sentence by sentence from its beginning."""
    if not asks_opinion(inquiry) or has_matter(inquiry) or (chosen := choose(inquiry)) is None:
        return None
    section = chosen.section
    quotes = [Quote(section, start, end) for start, end in split_sentences(section.text)][:MAX_QUOTES]
    if not quotes:
        return None
    frame = show_frame("opinion", inquiry.language, (quotes[0],))
    return Draft(inquiry.kind, (frame, *map(show_quote, quotes)))


def has_matter(inquiry: Inquiry) -> bool:
    """Whether the question has a word of weight beside who speaks."""
    speakers = author_names([one for one in inquiry.evidence if one.is_opinion])
    telling = [word for word in inquiry.words if word.weight > LIGHT and not word.strict and fold(word.surface) not in speakers]
    return any(not SPEAKING.fullmatch(fold(word.surface)) for word in telling)
