"""Swedish words -> the verbs of responsibility they are forms of.

In: the tokens of a sentence. Out: for each token the verbs it may be a form of, and the one that the words after it confirm.
Knows the list lexicon/verbs.txt. Knows nothing of actors, clauses or registers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.records import Span

Form = Literal["infinitive", "present", "preterite", "supine", "participle"]
LEXICON = Path(__file__).parent / "lexicon"
MANDATE = "*"  # register name of what only says that the duty follows: "har i uppdrag att"
WINDOW = 60  # characters within which the words that must follow stand: "tar strategiska inriktningsbeslut"
REGULAR = {"1": ("ar", "ade", "at"), "2": ("er", "de", "t"), "3": ("er", "te", "t")}
TOKEN = re.compile(r"[^\W_]+(?:[-:’'/.&][^\W_]+)*-?|[^\w\s]")
STOP = re.compile(r"[.;:,()]| (?:som|vilket|vilka|där) ")
PLURAL = ("arna", "erna", "orna", "ierna", "isna")  # nouns that end like infinitives
MODALS = {
    "ska": "ska", "skall": "ska", "måste": "ska", "bör": "bör", "borde": "bör", "behöver": "bör", "kan": "kan", "får": "kan",
    "skulle": "ska", "kunde": "kan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of a text."""

    start: int  # code points in the section's text
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Verb:
    """One line of the list."""

    infinitive: str
    then: re.Pattern[str] | None  # what must follow
    register: str  # name in the register


@dataclass(frozen=True, slots=True)
class Reading:
    """A token read as a form of a verb; `after` spans the words that must follow it, if there are any."""

    verb: Verb
    form: Form
    passive: bool
    after: Span | None = None


def tokenize(text: str, span: Span) -> tuple[Token, ...]:
    """The words and signs of text[start:end]."""
    return tuple(Token(m.start(), m.end(), m.group(), m.group().lower()) for m in TOKEN.finditer(text, *span))


def read_list(name: str) -> Iterator[str]:
    """The lines of a list of the lexicon without its comments."""
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line.strip() and not line.startswith("#"))


def read_words(name: str) -> frozenset[str]:
    """A word class of the lexicon by its name."""
    lines = (line.partition(": ") for line in read_list("words.txt"))
    return frozenset(word for key, _, words in lines if key == name for word in words.split())


def load_verbs() -> dict[str, tuple[Reading, ...]]:
    """Form -> its readings, those that demand more words first."""
    forms: dict[str, list[Reading]] = {}
    for line in read_list("verbs.txt"):
        infinitive, inflection, then, register = ([part.strip() for part in line.split(";")] + ["", "", ""])[:4]
        verb = Verb(infinitive, re.compile(rf"(?:{then})(?!\w)") if then else None, register or infinitive)
        for form, kind, passive in inflect(infinitive, inflection):
            forms.setdefault(form, []).append(Reading(verb, kind, passive))
    return {form: tuple(sorted(found, key=lambda reading: reading.verb.then is None)) for form, found in forms.items()}


def inflect(infinitive: str, inflection: str) -> list[tuple[str, Form, bool]]:
    """(form, kind, passive) of a verb. An infinitive on -s is active though it looks passive."""
    given = inflection.split()
    if given[0] in REGULAR:
        given = [infinitive.removesuffix("a") + ending for ending in REGULAR[given[0]]] + given[1:]
    present, preterite, supine, *participles = given
    kinds: tuple[tuple[str, Form], ...] = (("infinitive", "infinitive"), ("preterite", "preterite"), ("supine", "supine"))
    active: list[tuple[str, Form, bool]] = [(infinitive, "infinitive", False), (present, "present", False)]
    active += [(preterite, "preterite", False), (supine, "supine", False)]
    words = {"infinitive": infinitive, "preterite": preterite, "supine": supine}
    passive = [(words[name] + "s", kind, True) for name, kind in kinds if not infinitive.endswith("s")]
    if not infinitive.endswith("s"):
        passive.append((passive_present(infinitive, present), "present", True))
    return [*active, *passive, *((word, "participle", True) for word in participles)]


def passive_present(infinitive: str, present: str) -> str:
    """The present passive: samordnas, leds, utses, genomförs, görs, styrs."""
    if present.endswith("er") and infinitive.endswith("a"):
        return present[:-2] + "s"
    return (present if present.endswith("ör") or present == infinitive[:-1] else infinitive) + "s"


FORMS = load_verbs()
NO_INFINITIVES = read_words("no-infinitives")  # adjectives and pronouns that end like one
AUXILIARIES = read_words("auxiliaries")
SHORT = read_words("short-infinitives")  # too short to be told by their ending


def read_verb(text: str, tokens: Sequence[Token], at: int, forms: Sequence[Form], after: int | None = None) -> Reading | None:
    """The verb that the token is a form of, of one of the kinds asked for, if the words after it, or from token `after` on, allow it.

    Of several that demand words after them, the one whose words stand nearest: "tar fram ett beslut" is no decision.
    """
    nearest: Reading | None = None
    for reading in FORMS.get(tokens[at].low, ()):
        if reading.form not in forms:
            continue
        if reading.verb.then is None:
            return nearest or reading
        found = find_after(text, tokens, at, reading.verb.then)
        if found is None and after is not None:
            found = find_after(text, tokens, after - 1, reading.verb.then)
        if found is not None and (nearest is None or nearest.after is None or found[0] < nearest.after[0]):
            nearest = Reading(reading.verb, reading.form, reading.passive, found)
    return nearest


def find_after(text: str, tokens: Sequence[Token], at: int, then: re.Pattern[str]) -> Span | None:
    """Where the words that must follow stand, before the clause ends."""
    start = tokens[at].end
    window = text[start : min(start + WINDOW, tokens[-1].end)].lower()
    stop = STOP.search(window)
    for found in then.finditer(window):
        if found.start() and window[found.start() - 1].isalnum():
            continue
        if not stop or found.start() < stop.start():
            return start + found.start(), start + found.end()
    return None


def is_verb(token: Token) -> bool:
    """Is the word a form of a listed verb or of an auxiliary?"""
    return token.low in FORMS or token.low in MODALS or token.low in AUXILIARIES


def is_infinitive(token: Token) -> bool:
    """Does the word look like an infinitive, listed or not?"""
    if any(reading.form == "infinitive" for reading in FORMS.get(token.low, ())):
        return True
    if token.low in NO_INFINITIVES:
        return False
    return token.low in SHORT or (
        len(token.low) > 3
        and token.low.isalpha()
        and token.low.endswith(("a", "as"))
        and not token.low.endswith(PLURAL)
        and token.text.islower()
    )
