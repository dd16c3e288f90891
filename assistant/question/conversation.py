"""A follow-up question -> the whole question, completed from the conversation that came with it.

In: a question and the turns before it. Out: the question completed, or None when it stands by itself.
Nothing is kept between requests. Knows Swedish and English pronouns and short forms; knows nothing of documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.deeds import DEEDS
from assistant.question.frame import remove_frame
from assistant.question.kinds import BODY, QUALIFIED
from assistant.question.words import STOP, fold
from assistant.records import Turn

LEADS_IN = re.compile(
    r"^(?:och|men|samt|eller|and|but|what about|how about|hur ar det med|hur blir det med|da|"
    r"sa)\b[\s,]*(?:hur ar det med|hur blir det med|da\b)?\s*"
)
PRONOUN = re.compile(
    r"\b(?:den|det|de|dem|dom|dess|deras|denna|detta|dessa|dit|dar|han|hon|it|they|them|its|their|that|those|this|there|sant|sadant|sadana|samma|liknande|fler|ytterligare)\b"
)
THING_AFTER = re.compile(
    r"\b(?:den|det|de|denna|detta|dessa)\s+(?!(?:om|i|pa|for|da|har|ska|ar|som|och|nu|dar|med|till|av|"
    r"fram|upp|klart|galler|skett|inte|bara|ocksa|har)\b)\w{3,}"
)
# impersonal "det": "finns det", "står det", "är det" point at nothing
IMPERSONAL = re.compile(
    r"\b(?:finns|star|ar|var|blir|galler|kravs|handlar|sags|namns|gar|ska|kan|hur ar|innebar|"
    r"betyder) det\b|\bdet (?:finns|star|ar|galler|kravs|gar)\b|\bis there\b|\bare there\b|\bdoes it say\b"
)
ASKING = re.compile(
    r"^(?:vem|vilka|vilken|vilket|vad|nar|hur ofta|hur lange|hur manga|hur mycket|hur|varfor|var|vart|"
    r"pa vilken sida|who|when|where|why|how often|how many|how long|how|what|which)\b(?:\s+(?:da|sa|mer|"
    r"mera|ytterligare|else|more|then))*"
)
ASKED_DEEDS = "|".join(deed.asks for deed in DEEDS.values())
# a verb that opens what is asked: "är aktivitetsplanen", "leder arbetsgruppen", "ingår"
DEED = re.compile(
    rf"(?:(?:ar|e|var|blir|har|ska|skall|gor|kan|bor|maste|finns|galler|is|are|does|do|has|{ASKED_DEEDS})"
    r"\b\s*(?:(?:fram|upp|till|av|om|med|for|over|ihop|i|in)\b\s*)?)+"
)
# a pronoun that does something: "vad ska den göra sen" asks of it, "vem då" only what was asked before
DOES = re.compile(
    r"\b(?:ska|skall|far|kan|maste|bor) (?:den|det|de|dom|han|hon|hen) (?:\w+ )*?(?:gora|ha|vara|fa)\b|\bgor (?:den|de|dom|han|hon|hen)\b"
)
CONTENT_LIMIT = 4  # a follow-up longer than this in content words stands by itself unless it starts with "och"
ALIKE_ENDS = 0.5  # share of the shorter of two names from which they end alike
SHORT, ABBREVIATED = re.compile(r"\w{2,4}"), re.compile(r"\b[A-ZÅÄÖ]{2,5}\b")
REMEMBERED = 6  # turns; older ones do not complete a question


def topic_words(text: str) -> list[str]:
    """The content words of a text as written."""
    return [word for word in re.findall(r"[^\W_]+(?:[-/][^\W_]+)*", text) if fold(word) not in STOP]


def is_elliptical(question: str) -> bool:
    """Whether a question needs the one before it: begins with "och", points with a pronoun, or has no content of its own."""
    folded = fold(question).strip()
    words = topic_words(strip_asking(question))
    if not words or LEADS_IN.match(folded) or not topic_words(strip_deed(question)):
        return True
    if len(words) > CONTENT_LIMIT:
        return False
    bare = IMPERSONAL.sub(" ", THING_AFTER.sub(" ", folded))
    return bool(PRONOUN.search(bare))


def last_topic(history: Sequence[Turn]) -> str:
    """The latest question of the conversation that stands by itself, completed when it was a follow-up too."""
    topic = ""
    for turn in list(history)[-REMEMBERED:]:
        topic = (complete(turn.question, topic, turn.answer) if topic and is_elliptical(turn.question) else turn.question).strip()
    return topic


def complete(question: str, before: str, answer: str = "") -> str:
    """The follow-up with what it leaves out taken from the question before it."""
    folded = fold(question)
    lead_in = LEADS_IN.match(folded)
    rest = question[lead_in.end() :].strip(" ?!.") if lead_in else question.strip(" ?!.")
    asking = ASKING.match(fold(rest))
    if asking is None and lead_in:
        return swap_focus(before, rest)
    if asking is None:
        return resolve(rest, before)
    if not topic_words(rest[asking.end() :]) and not DOES.search(fold(rest[asking.end() :])):
        return f"{rest[: asking.end()]} {strip_asking(before)}?"
    return resolve(rest, before)


def strip_asking(question: str) -> str:
    """A question without its question word, as a topic."""
    text = remove_frame(question).text
    found = ASKING.match(fold(text))
    return (text[found.end() :] if found else text).strip(" ?!.,")


def strip_deed(question: str) -> str:
    """A question without its question word and the verb after it: what it is about, or nothing ("vilka ingår?")."""
    text = strip_asking(question)
    found = DEED.match(fold(text))
    return (text[found.end() :] if found else text).strip(" ?!.,")


def swap_focus(before: str, new: str) -> str:
    """The question before with its focus replaced: "Hur ofta ses den yttre gruppen?" + "den inre" -> "… den inre gruppen"."""
    text = before.strip(" ?!.")
    adjective = re.fullmatch(r"(?:den|det|de) (\w+[ae])", fold(new))
    if adjective:
        found = re.search(r"\b(?:den|det|de) (\w+[ae]) (?=\w)", fold(text))
        if found:
            return f"{text[: found.start(1)]}{new.rsplit(maxsplit=1)[-1]}{text[found.end(1) :]}?"
    new = re.sub(r"\s+(?:då|da|nu|också|ocksa)$", "", new)
    preposition = re.match(r"(?:om|for|i|till|med|about|in)\b", fold(new))
    if preposition:
        same = list(re.finditer(rf"\b{preposition.group()}\b", fold(text)))
        return f"{text[: same[-1].start()]}{new}?" if same else f"{text} {new}?"
    kind = find_like(text, new)
    if kind:
        return f"{text[: kind[0]]}{new}{text[kind[1] :]}?"
    return f"{text} – {new}?"


def find_like(text: str, new: str) -> tuple[int, int] | None:
    """Where the question before names a thing of the new one's sort: a body for a body, else what follows its last preposition."""
    if SHORT.fullmatch(new) and (found := list(ABBREVIATED.finditer(text))):
        return found[-1].span()
    body = rf"\b{QUALIFIED}{BODY}\b"
    if re.search(body, fold(new)):
        found = list(re.finditer(body, fold(text)))
        if found:
            return max(found, key=lambda one: (shared_end(one.group(), new), one.start())).span()
    after = list(re.finditer(r"\b(?:om|for|i|till|med|about|for|in)\s+((?:\w+\s*){1,3})$", fold(text)))
    return after[-1].span(1) if after else None


def shared_end(one: str, other: str) -> float:
    """The share of the shorter name with which both end, 0 below a half: "yttre gruppen" and "inre gruppen", two abbreviations."""
    left, right = fold(one).strip(), fold(other).strip()
    shorter = min(len(left), len(right))
    same = next((length for length in range(shorter, 0, -1) if left[-length:] == right[-length:]), 0)
    return same / shorter if shorter and same >= shorter * ALIKE_ENDS else 0.0


def resolve(question: str, before: str) -> str:
    """A question with a pronoun, followed by what the pronoun stands for: the topic before."""
    topic = strip_deed(before) or strip_asking(before)
    return f"{question} ({topic})?" if topic else question


def complete_question(question: str, history: Sequence[Turn]) -> str | None:
    """The question completed from the conversation; None when it stands by itself or nothing came before."""
    if not history or not is_elliptical(question):
        return None
    before = last_topic(history)
    return complete(question, before, history[-1].answer) if before else None
