"""The predicate of a clause: which verbs, on what words, how demanded.

In: a sentence and where its finite verb stands. Out: deeds, each a verb with the span of its task; modality and negation. Knows modals,
perfects, participles, coordinated infinitives and mandates ("har i uppdrag att"). Knows nothing of subjects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.records import Span
from ingest.registers.actors import CONJUNCTIONS
from ingest.registers.conjugation import PARTICLES, STATES, guess_reading, is_conjugated, is_known
from ingest.registers.finite import FINITE, is_fixed
from ingest.registers.sentence import ADVERBS, FAR, NEGATIONS, PREPOSITIONS, SUBORDINATORS, Sentence, follows_conjunction
from ingest.registers.verbs import FORMS, MANDATE, MODALS, Reading, Token, Verb, is_infinitive, read_verb, read_words

Modality = Literal["ska", "bör", "kan", "är"]
DULL = read_words("dull-infinitives")
RESTING = frozenset({"bygga", "grunda", "vila"})  # with "på" they tell what something rests on
HOLD = Verb("ha", None, "ha")
KEEPS_AFTER = frozenset(["svara", "föra", "göra", "ta", "ställa", "dela"])  # "föra statistik": what must follow is the task
KEEPS_BETWEEN = frozenset(["besluta", "stödja", "rapportera"])  # "tar strategiska inriktningsbeslut": what stands between is the task


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb of a clause: its reading, and the span of what it says is done."""

    reading: Reading
    task: Span
    token: int  # index of its word
    told: bool = True  # False where the verb belongs to no list and its infinitive is the name


def read_predicate(sentence: Sentence, at: int, after: int, end: int) -> tuple[tuple[Deed, ...], Modality, bool, bool]:
    """(verbs with what they do, modality, negated, future) of the clause whose finite verb is token `at`."""
    tokens = sentence.tokens
    low = tokens[at].low
    negated = False
    for token in tokens[at + 1 : min(end, after + 5)]:
        if token.low in {"och", "men", ",", "endast", "utan"} | SUBORDINATORS:
            break
        negated = negated or token.low in NEGATIONS
    if low in MODALS and not (low == "får" and is_charged(tokens, after, end)):
        deeds = read_infinitives(sentence, after, end)
        perfect = next((index + 1 for index in range(after, min(after + FAR, end)) if tokens[index].low == "ha"), None)
        if not deeds and perfect is not None:  # "ska senast 2028 ha ersatt alla bilar"
            deeds = read_perfect(sentence, perfect, end) or read_holding(sentence, perfect, end)
        return deeds, MODALS[low], negated, False  # type: ignore[return-value]
    if low in {"kommer", "avser"} and (at + 1 >= end or tokens[at + 1].low != "överens"):
        to = next((index for index in range(after, min(after + 6, end)) if tokens[index].low == "att"), None)
        return (read_infinitives(sentence, to + 1, end) if to is not None else ()), "är", negated, True
    if low in {"har", "hade"}:
        deeds = read_perfect(sentence, after, end)
        if deeds:
            return deeds, "är", negated, False
    reading = read_verb(sentence.text, tokens, at, FINITE, after)
    if reading is None and low in {"svarar", "står"} and at and tokens[0].low == "för":  # "För brunnarna svarar nämnden"
        reading = next(one for one in FORMS["ansvarar"] if one.form == "present")
    if reading is None:
        reading = guess_reading(tokens, at)
    if reading is None:
        deeds = read_participle(sentence, after, end) if low in {"är", "blir", "blev", "var"} else ()
        return deeds, "är", negated, False
    modality: Modality = "ska" if low in {"åligger"} else "är"
    return expand_reading(sentence, reading, at, max(after, at + 1), end), modality, negated, False


def read_infinitives(sentence: Sentence, at: int, end: int) -> tuple[Deed, ...]:
    """The infinitive that belongs to a modal or "att" before token `at`, and those coordinated with it."""
    tokens = sentence.tokens
    first = find_infinitive(sentence, at, end)
    if first is None:
        return ()
    found = [first, *find_coordinated(tokens, first, end)]
    deeds: list[Deed] = []
    for number, here in enumerate(found):
        stop = found[number + 1] if number + 1 < len(found) else end
        while stop > here + 1 and stop < end and (tokens[stop - 1].low in CONJUNCTIONS | {",", "att"} or tokens[stop - 1].low in ADVERBS):
            stop -= 1
        reading = read_verb(sentence.text, tokens, here, ("infinitive",))
        if reading is not None:
            deeds += expand_reading(sentence, reading, here, here + 1, stop)
        elif (number == 0 or here == first + 2) and not is_dull(tokens, here):
            deeds.append(unlisted(sentence, here, stop))
    return fill_shared(deeds)


def is_charged(tokens: Sequence[Token], after: int, end: int) -> bool:
    """Does "får" give a task, not leave: "får i uppdrag att", "får ansvaret för"?"""
    while after < end and tokens[after].low in ADVERBS - {"i"}:
        after += 1
    words = [token.low for token in tokens[after : min(after + 2, end)]]
    return bool(words) and (words in (["i", "uppdrag"], ["i", "uppgift"]) or words[0].endswith(("ansvar", "ansvaret", "uppdraget")))


def is_deed(deed: Deed) -> bool:
    """Is an infinitive that no list holds a deed that the lexicon knows: "låta", but neither "uppleva" nor "drabbas"?"""
    return not deed.reading.passive and deed.reading.verb.infinitive not in STATES and is_known(deed.reading.verb.infinitive)


def is_dull(tokens: Sequence[Token], at: int) -> bool:
    """Does the infinitive tell no deed: "vara", "gälla", or "bygga på" where "bygga" alone does?"""
    return tokens[at].low in DULL or (at + 1 < len(tokens) and tokens[at + 1].low == "på" and tokens[at].low in RESTING)


def find_coordinated(tokens: Sequence[Token], first: int, end: int) -> Iterator[int]:
    """The listed infinitives coordinated with the one at `first`; those under another "att" are its own."""
    governed = False
    for index in range(first + 1, end):
        low = tokens[index].low
        if low in {"att", "som"}:
            governed = low == "som" or tokens[index - 1].low not in CONJUNCTIONS
        if governed:
            continue
        if not any(reading.form == "infinitive" for reading in FORMS.get(low, ())):
            if index == first + 2 and tokens[index - 1].low in CONJUNCTIONS and is_infinitive(tokens[index]) and is_conjugated(low):
                yield index  # "bevara och tillgängliggöra": right after the first, so no noun
            continue
        before = index - (tokens[index - 1].low == "att")
        if follows_conjunction(tokens, before) or (
            tokens[index - 1].low == "," and (chained(tokens, index, end) or resumed(tokens, index))
        ):
            yield index


def resumed(tokens: Sequence[Token], at: int) -> bool:
    """In "informera varandra och, vid behov, inhämta": does a conjunction stand before what the comma closes?"""
    return any(
        tokens[index].low in CONJUNCTIONS and tokens[index + 1].low in PREPOSITIONS | {","}
        for index in range(max(at - 9, 0), max(at - 2, 0))
    )


def unlisted(sentence: Sentence, at: int, stop: int) -> Deed:
    """The deed of an infinitive that the list does not hold, under its own name, with its particle: "köpa in"."""
    word = sentence.tokens[at].low
    passive = word.endswith("as")
    infinitive = word.removesuffix("s") if passive else word
    particle = sentence.tokens[at + 1].low if at + 1 < stop and sentence.tokens[at + 1].low in PARTICLES - {"om"} else ""
    name = f"{infinitive} {particle}".strip()
    task = sentence.words(at + 1 + bool(particle), stop)
    return Deed(Reading(Verb(infinitive, None, name), "infinitive", passive), task, at, told=False)


def chained(tokens: Sequence[Token], at: int, end: int) -> bool:
    """In "planera, genomföra och följa upp": does the chain go on to a conjunction with another infinitive?"""
    return any(tokens[index].low in CONJUNCTIONS and is_infinitive(tokens[index + 1]) for index in range(at + 1, min(at + 10, end - 1)))


def find_infinitive(sentence: Sentence, at: int, end: int) -> int | None:
    """Index of the infinitive that a modal governs: the first, past adverbs and what a preposition begins."""
    tokens = sentence.tokens
    index = at
    while index < min(at + FAR, end):
        token = tokens[index]
        if is_fixed(tokens, index):
            index += 2 if token.low == "som" else 3
            continue
        if token.low in {"att", "som", ";"}:
            return None
        if [one.low for one in tokens[index : index + 3]][::2] == ["i", "hand"]:  # "i första hand"
            index += 3
            continue
        if token.low in PREPOSITIONS and token.low not in ADVERBS:
            return next(
                (
                    later
                    for later in range(index, min(index + FAR, end))
                    if any(r.form == "infinitive" for r in FORMS.get(tokens[later].low, ()))
                ),
                None,
            )
        if is_infinitive(token) and token.low not in ADVERBS and token.low not in MODALS:
            if token.low in {"kunna", "börja", "fortsätta", "komma"} and index + 1 < end:
                index += 1
                continue
            return index
        index += 1
    return None


def read_perfect(sentence: Sentence, after: int, end: int) -> tuple[Deed, ...]:
    """ "har beslutat", "har tagits fram och beslutats av": the supines after "har"."""
    tokens = sentence.tokens
    found: list[int] = []
    for index in range(after, min(after + FAR, end)):
        low = tokens[index].low
        if low in {"att", "som", ";"}:
            break
        supine = any(reading.form == "supine" for reading in FORMS.get(low, ()))
        if supine and (not found or follows_conjunction(tokens, index)):
            found.append(index)
    deeds: list[Deed] = []
    for number, here in enumerate(found):
        stop = found[number + 1] - 1 if number + 1 < len(found) else end
        reading = read_verb(sentence.text, tokens, here, ("supine",))
        if reading is not None:
            deeds += expand_reading(sentence, reading, here, here + 1, max(stop, here + 1))
    return fill_shared(deeds)


def read_holding(sentence: Sentence, at: int, end: int) -> tuple[Deed, ...]:
    """ "ska ha en jour dygnet runt": what is to be had; neither a right nor a chance, which others give."""
    tokens = sentence.tokens
    words = [token.low for token in tokens[at : min(at + 4, end)]]
    if not words or any(word.startswith(("rätt", "möjlighet", "tillgång", "kunskap", "kännedom", "behov", "samma")) for word in words):
        return ()
    supine = any(word.endswith(("at", "it", "tt")) and index == 0 for index, word in enumerate(words))
    return () if supine else (Deed(Reading(HOLD, "infinitive", False), sentence.words(at, end), at - 1, told=False),)


def read_participle(sentence: Sentence, after: int, end: int) -> tuple[Deed, ...]:
    """ "är framtagen av", "är godkänd av": a participle with its agent."""
    tokens = sentence.tokens
    for index in range(after, min(after + 4, end)):
        reading = read_verb(sentence.text, tokens, index, ("participle",))
        if reading is not None and any(token.low == "av" for token in tokens[index + 1 : index + 3]):
            return expand_reading(sentence, reading, index, index + 1, end)
    return ()


def expand_reading(sentence: Sentence, reading: Reading, at: int, after: int, end: int) -> tuple[Deed, ...]:
    """The deed of a verb; of one that only hands out a duty ("har i uppdrag att"), the duties."""
    tokens = sentence.tokens
    if reading.verb.register == MANDATE:
        to = next((index for index in range(after, end) if tokens[index].low == "att"), None)
        deeds = read_infinitives(sentence, to + 1, end) if to is not None else ()
        return tuple(replace(deed, told=deed.told or is_deed(deed)) for deed in deeds)
    start = after
    if reading.after is not None:
        past = next((index for index in range(at + 1, end) if tokens[index].start >= reading.after[1]), end)
        between = next((index for index in range(at + 1, end) if tokens[index].end > reading.after[0]), end) - after
        nothing_left = reading.verb.register == "stödja" and (
            past >= end or not tokens[past].text[:1].isalnum()
        )  # "erbjuda föräldrastöd": the task is in the word itself
        own = reading.verb.register == "ansvara" and past >= end and "ansvar" in sentence.text[slice(*reading.after)]  # "har budgetansvar"
        whole = own or reading.verb.register in KEEPS_AFTER or ((between >= 1 or nothing_left) and reading.verb.register in KEEPS_BETWEEN)
        start = after if whole else past
    task = sentence.words(start, end)
    return (Deed(reading, task, at),)


def fill_shared(deeds: list[Deed]) -> tuple[Deed, ...]:
    """Verbs with nothing between them share the task of the last: "planera, genomföra och följa upp"."""
    out = list(deeds)
    for number in range(len(out) - 2, -1, -1):
        if out[number].task[0] >= out[number].task[1]:
            out[number] = replace(out[number], task=out[number + 1].task)
    return tuple(out)
