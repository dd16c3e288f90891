"""Two questions in one, "vem kallar och hur ofta?" -> the second half, and an answer that holds both.

In: a question and drafts. Out: the second half to ask as a follow-up of the first, and the drafts joined. Only a second half that asks for
a figure, a day, a body or a reason of its own is split off; the rest of a question is better answered whole. Knows nothing of searches.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce

from assistant.compose.draft import Draft
from assistant.evidence.attributes import gives
from assistant.frames import MISSING
from assistant.question.deeds import DEEDS, find_deeds
from assistant.question.kinds import Attribute, find_attribute
from assistant.question.words import STOP, fold, stem, terms_of

SECOND = re.compile(
    r"(?:\?|,|\boc?h?\b|\bsamt\b)\s*(?:och |o |samt |i sa fall |dessutom |sen )?"
    r"(?P<second>(?:nar|hur ofta|hur lange|hur manga|hur mycket|hur lang|"
    r"hur snabbt|hur fort|vem|vilka|var|varfor|till vem|av vem|vad kostar)"
    r"\b[^?]*)\W*$"
)
# … and when the whole has no answer, also a half that asks for no figure or body: "hur många är de, och vad är målet?"
ANY_SECOND = re.compile(
    r"(?:\?|,|\boc?h?\b|\bsamt\b)\s*(?:och |o |samt |dessutom |sen )?"
    r"(?P<second>(?:nar|hur|vem|vilka|vilken|vilket|var|varfor|vad)\b[^?]*)\?*\s*(?:\([^)]*\))?\W*$"
)
# a second half that asks whether: "vem är ordförande, och får rådet besluta om pengar?"
WHETHER = re.compile(r"(?:\?|,|\boc?h\b)\s*(?:och |o )?(?P<second>(?:kan|far|maste|galler|ingar|behover|finns) (?:\w+ ){2,}\w+)\W*$")
COUNTED = re.compile(r"\b(?P<how>hur manga) (?P<one>\w{3,}) (?:och|samt|respektive) (?!hur|nar|vem|vad|vilk)(?P<two>\w{4,})\b")
FIRST = re.compile(r"\b(?:vem|vems|vad|nar|hur|vilka|vilken|vilket|var|varfor)\b|(?:^\W*|[.!?,:] )(?:ska|maste|finns|ar|far|kan)\b")
SENTENCE = re.compile(r"[^.?!]*[^\s.?!][^.?!]*[.?!]*")
ENOUGH = 4  # words of a sentence that may be asked alone
FIGURES: frozenset[Attribute | None] = frozenset({"number", "share", "date", "frequency", "duration", "money"})
OWN: frozenset[Attribute] = frozenset({"number", "share", "date", "frequency", "duration", "money", "person", "contact"})


def part_question(question: str, draft: Draft) -> tuple[str, str] | None:
    """Both halves of two questions in one, as far as the draft leaves one of them open; None for one question, and for a list."""
    if draft.is_list:
        return None
    if (halves := split_question(question)) or draft.status not in ("answered", "not_found"):
        return halves
    halves = split_unanswered(question)
    if draft.status == "not_found" or (halves and lacks_number(halves[1], draft)):
        return halves
    return split_whether(question, draft)


def cut_halves(question: str, found: re.Match[str]) -> tuple[str, str]:
    """What stands before the match, and its second half."""
    return question[: found.start()].strip(" ,"), question[slice(*found.span("second"))].strip()


def split_question(question: str) -> tuple[str, str] | None:
    """Both halves, when the second asks for something else of the same matter; None for one question."""
    folded = fold(question)
    found = SECOND.search(folded)
    if found is None or not FIRST.search(folded[: found.start()]):
        return None
    first, second = folded[: found.start()], found["second"]
    wanted = find_attribute(second)
    other = (
        bool(find_deeds(first)) and bool(find_deeds(second)) and not find_deeds(first) & find_deeds(second)
    )  # "vem beslutar, vem skriver"
    if wanted not in OWN or (wanted == find_attribute(first) and not other) or len(first.split()) < 2:
        return None
    return cut_halves(question, found)


def split_unanswered(question: str) -> tuple[str, str] | None:
    """Both halves of a question that has no answer as a whole: two questions, or two things counted in one; None for neither."""
    folded = fold(question)
    if found := COUNTED.search(folded):
        one, two = found.span("one"), found.span("two")
        return f"{question[: one[1]]}{question[two[1] :]}", f"{question[: one[0]]}{question[two[0] :]}"
    second = ANY_SECOND.search(folded)
    if second is None or not FIRST.search(folded[: second.start()]) or len(question[: second.start()].split()) < ENOUGH:
        return None
    return cut_halves(question, second)


def split_whether(question: str, draft: Draft) -> tuple[str, str] | None:
    """Both halves, when the second asks whether something is so and what is shown says little of it; None else."""
    folded = fold(question)
    found = WHETHER.search(folded)
    if found is None or not FIRST.search(folded[: found.start()]) or find_attribute(folded[: found.start()]) is None:
        return None
    said = terms_of(" ".join(line.text for line in draft.lines))
    words = [stem(word) for word in found["second"].split()[1:] if word not in STOP]
    if 2 * sum(word in said.whole for word in words) > len(words):
        return None
    return cut_halves(question, found)


def split_sentences(question: str, *, asking: bool = False) -> list[str]:
    """The sentences of a question of several that say enough to be asked alone, those that ask first; [] for a question of one.

    `asking`: only those that ask, since a figure asked for is not told by what else was said.
    """
    sentences = [one.strip() for one in SENTENCE.findall(question)]
    enough = [one for one in sentences if len(one.split()) >= ENOUGH] if len(sentences) > 1 else []
    asked = [one for one in enough if one.endswith("?")]
    return asked if asking and asked else sorted(enough, key=lambda one: not one.endswith("?"))


def is_told(second: str, draft: Draft) -> bool:
    """Whether what is shown already gives what the second half asks for."""
    wanted = find_attribute(fold(second))
    return wanted is not None and any(line.verbatim and gives(wanted, line.text) for line in draft.lines)


def lacks_number(second: str, draft: Draft) -> bool:
    """Whether the second half gives a year or another number that nothing shown has: "… och vad är målet till 2028?" """
    numbers = re.findall(r"\d+", second)
    return bool(numbers) and not any(number in line.text for number in numbers for line in draft.lines)


def says_deed_of(first: str, draft: Draft) -> bool:
    """Whether what is shown says the deed that the first half asks about; True when it asks about none."""
    deeds = find_deeds(first)
    said = fold(" ".join(line.text for line in draft.lines))
    return not deeds or any(re.search(rf"\b(?:{DEEDS[deed].says})\b", said) for deed in deeds)


def join_drafts(first: Draft, second: Draft) -> Draft:
    """Both answers; what one half lacks is said, and then the answer is partial."""
    told = [one for one in (first, second) if one.status == "answered"]
    if not told:
        return first
    shown = {line.text for line in first.lines if line.verbatim} if first in told else set()
    lines = (*(first.lines if first in told else ()), *(line for line in second.lines if second in told and line.text not in shown))
    nearest = tuple(MISSING["nearest"].values())  # of a half that is refused nothing is quoted
    lacking = (one.missing for one in (first, second) if one.missing)
    missing = " ".join(reduce(lambda text, one: text.replace(one, "").strip(), nearest, each) for each in lacking) or None
    return replace(told[0], lines=lines, missing=missing, status="answered" if len(told) > 1 else "partial")
