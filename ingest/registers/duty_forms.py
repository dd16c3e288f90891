"""Sentences that name who is responsible in a form of their own: "Ansvarig är", "ansvaret ligger hos", "Rådets uppgift är att".

In: a sentence and what was spoken of before it. Out: duties. Knows the forms; knows nothing of ordinary clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from ingest.registers.actors import CONJUNCTIONS, Actor, read_actors
from ingest.registers.agents import read_whoever
from ingest.registers.clauses import Clause
from ingest.registers.conjugation import guess_present
from ingest.registers.duty import Duty, fill, frame_duty, strip_task
from ingest.registers.finite import is_finite
from ingest.registers.predicates import is_deed, read_infinitives, read_predicate
from ingest.registers.sentence import ADVERBS, Sentence, make_sentence

ANSWERS = re.compile(
    r"\b(?:ansvaret|\w+ansvaret|beslutanderätten)\b[^.;,]{0,80}?\b(?:ligger|vilar|åvilar|ligga|vila)\b"
    r"(?: också| även| fortsatt| ytterst)*(?: hos| på| kvar hos| inom)?",
    re.I,
)
TITLED = re.compile(
    r"^(?:Ytterst |Övergripande |Formellt |Operativt |Närmast )?(?P<title>(?:\w+)?ansvariga?|sammankallande|ordförande|(?:\w+)?ägare)"
    r"(?:(?P<what> (?:för|av|i|till) [^.;:]+?)? (?:är|ska vara|blir)\b|(?P<about> (?:för|av|i|till) [^.;:]+):)",
    re.I,
)
CHARGED = re.compile(
    r"^(?:Uppdraget|Uppgiften|Ansvaret|Skyldigheten) att (?P<what>[^.;:]{4,120}?)"
    r" (?:åligger|åvilar|ligger (?:också |även |ytterst )?(?:på|hos)|vilar på|har)\b"
)
TASK_NOUN = r"(?:\w+ )?(?:(?:huvud|arbets)?uppgift(?:er)?|uppdrag|ansvar|roll|sak|skyldighet)"
TASKED = (  # who is charged with what follows "att"
    re.compile(r"^Det (?:ankommer på|faller på|vilar på|är upp till) (?P<who>[^,.;:]{3,80}?) att\s"),
    re.compile(rf"^Det (?:är|hör till) (?P<who>[^,.;:]{{3,80}}?)s {TASK_NOUN} att\s"),
    re.compile(rf"^(?:Till|I|Bland) (?P<who>[^,.;:]{{3,80}}?)s {TASK_NOUN} (?:hör|ingår|finns|är)(?: \w+){{0,2}} att\s"),
    re.compile(rf"^(?P<who>[^,.;:]{{3,80}}?)s {TASK_NOUN} (?:är|blir|består i|innefattar|omfattar|innebär)(?: \w+){{0,2}} att\s"),
    re.compile(r"^(?P<who>[^,.;:]{3,80}?) (?:uppdras|uppmanas|åläggs|ombeds|förväntas|förpliktas)(?: \w+){0,2} att\s"),
    re.compile(r"^(?:I|Till) (?:uppdraget|rollen|uppgifterna) (?:för|som) (?P<who>[^,.;:]{3,80}?) (?:hör|ingår)(?: \w+){0,2} att\s"),
    re.compile(r"^(?:Uppdraget|Rollen) (?:för|som) (?P<who>[^,.;:]{3,80}?) (?:är|innefattar|omfattar|innebär)(?: \w+){0,2} att\s"),
)
ROLES = {  # what someone is -> what they do
    "processledare": "leda", "projektledare": "leda", "ordförande": "leda", "sammankallande": "sammankalla", "sammankallare": "sammankalla",
    "samordnare": "samordna", "sekreterare": "dokumentera",
}  # fmt: skip
ROLE = re.compile(
    rf"^(?P<who>[^,.;:]{{3,80}}?) (?:är|ska vara|fungerar som|ska fungera som|utgör)(?: också| även| dessutom)? (?:ytterst )?"
    rf"(?P<role>{'|'.join(ROLES)}|kontaktperson(?:er)?|kontaktyta|process(?:ägare|ansvarig)|projektägare|styrgrupp|remissinstans"
    r"|beställare|stödfunktion|huvudansvarig)(?P<rest> (?:för|i|av|åt|till|gentemot|mot|inom) [^.;]+)?[.;]?$"
)
HELD = re.compile(  # "Ansvaret för planen har kommunstyrelsen", "delas av regionen och kommunen"
    r"^(?:Det \w+ )?(?:\w+)?ansvaret för (?P<what>[^.;]{3,120}?)"
    r" (?:har|delas (?:mellan|av)|innehas av|bärs av|axlas av|tillkommer) (?P<who>[^,.;]+)(?:, [^.;]+)?[.;]?$",
    re.IGNORECASE,
)
DELEGATED = re.compile(
    r"^(?P<what>(?:Beslut|Rätten|Beslutanderätten|Ansvaret|Uppgiften)\b[^.;:]{3,120}?)"
    r" (?:delegeras|överlåts|förs över|överlämnas) till (?P<who>[^.;]+)"
)
MEMBERS = re.compile(r"^I (?P<group>[^,.;]{3,80}?) (?:ingår|sitter) (?:också |även |bland annat )?(?P<who>[^.;]+)")
OF = re.compile(r"^(?:om|för|av|i|att|över) ", re.I)


class Spoken(Protocol):
    """Who and what was spoken of before."""

    def find_people(self, word: str) -> tuple[Actor, ...]:
        """Whom a pronoun means."""

    def find_thing(self) -> str | None:
        """What "denna" or "det ansvaret" means."""

    def note(self, actors: Sequence[Actor], thing: str | None) -> None:
        """Remember who and what the clause is about."""

    def note_mention(self, actors: Sequence[Actor]) -> None:
        """Remember who was mentioned otherwise."""


def read_titled(sentence: Sentence) -> Iterator[Duty]:
    """ "Ansvarig för X är Y", "Sammankallande är Y"."""
    found = TITLED.match(sentence.text[sentence.span[0] : sentence.span[1]])
    if not found:
        return
    at = next((index for index, token in enumerate(sentence.tokens) if token.start >= sentence.span[0] + found.end()), len(sentence.tokens))
    actors, _ = read_actors(sentence.tokens, at, len(sentence.tokens), sentence.names, post=True)
    word = found.group("title").lower()
    verb = {"sammankallande": "sammankalla", "ordförande": "leda"}.get(word, "ansvara")
    about = re.sub(r"(?:s?ansvariga?|s?ägare)$", "", word) if word.endswith(("ansvarig", "ansvariga", "ägare")) else ""
    task = OF.sub("", (found.group("what") or found.group("about") or "").strip()) or about.removeprefix("huvud")
    for actor in actors:
        yield frame_duty(sentence, actor, verb, task)


def read_tasked(sentence: Sentence) -> Iterator[Duty]:
    """ "Rådets uppgift är att granska budgeten", "Till rådets uppgifter hör att": who, and each verb after "att"."""
    text = sentence.text[sentence.span[0] : sentence.span[1]]
    found = next((match for pattern in TASKED if (match := pattern.match(text))), None)
    if found is None:
        return
    inner = make_sentence(found["who"], (0, len(found["who"])), sentence.names)
    actors, end = read_actors(inner.tokens, 0, len(inner.tokens), sentence.names, post=True)
    if not actors or end != len(inner.tokens):
        return
    at = next((index for index, token in enumerate(sentence.tokens) if token.start >= sentence.span[0] + found.end()), len(sentence.tokens))
    deeds = read_infinitives(sentence, at, len(sentence.tokens) - (sentence.tokens[-1].low == "."))
    if not deeds and re.search(r"ansvar\b", found.group()):  # "Det är varje chefs ansvar att rutinen är känd"
        yield from (frame_duty(sentence, actor, "ansvara", f"att {text[found.end() :].rstrip('.')}") for actor in actors)
    for deed in deeds:
        clause = Clause(tuple(actors), None, None, (deed,), "är", False, sentence.words(at, len(sentence.tokens)), False)
        for actor in actors if not deed.reading.passive and (deed.told or is_deed(deed)) else ():
            yield fill(sentence, clause, deed, actor, deed.reading.verb.register, ())


def read_role(sentence: Sentence) -> Iterator[Duty]:
    """ "Strategen är processledare", "Rådet ska vara remissinstans för planen": what someone is to the others."""
    found = ROLE.match(sentence.text[sentence.span[0] : sentence.span[1]])
    for actor in read_those(found["who"], sentence) if found else ():
        if found and (actor.definite or actor.collective or actor.bare):
            rest, verb = (found["rest"] or "").strip(), ROLES.get(found["role"])
            duty = frame_duty(sentence, actor, verb or "vara", OF.sub("", rest) if verb else f"{found['role']} {rest}")
            yield duty if duty.task else replace(duty, task=found["role"])


def read_held(sentence: Sentence) -> Iterator[Duty]:
    """ "Huvudansvaret för insatsen har socialnämnden"."""
    found = HELD.match(sentence.text[sentence.span[0] : sentence.span[1]])
    for actor in read_those(found["who"], sentence) if found else ():
        if found and (actor.definite or actor.collective):
            yield frame_duty(sentence, actor, "ansvara", found["what"])


def read_delegated(sentence: Sentence) -> Iterator[Duty]:
    """ "Beslut om mindre ändringar delegeras till kommunstyrelsen"."""
    found = DELEGATED.match(sentence.text[sentence.span[0] : sentence.span[1]])
    for actor in read_those(found["who"], sentence) if found else ():
        what = found["what"] if found else ""
        decides = what.startswith(("Beslut", "Rätten"))
        yield frame_duty(sentence, actor, "besluta" if decides else "ansvara", re.sub(r"^\w+ (?:om|att|för) ", "", what))


def read_those(words: str, sentence: Sentence) -> list[Actor]:
    """Who is named by all of the words; nobody where they say more."""
    inner = make_sentence(words, (0, len(words)), sentence.names)
    actors, end = read_actors(inner.tokens, 0, len(inner.tokens), sentence.names, post=True)
    return actors if end == len(inner.tokens) else []


def read_whoever_acts(sentence: Sentence) -> Iterator[Duty]:
    """ "Den som först ser behovet kallar till mötet": what one does who is told by what they do."""
    tokens = sentence.tokens
    som = next((index for index in (1, 2, 3) if index < len(tokens) and tokens[index].low == "som"), None)
    if som is None or tokens[0].low not in {"den", "de", "alla"}:
        return
    first = next((index for index in range(som + 1, len(tokens)) if tokens[index].low not in ADVERBS), len(tokens))
    at = next((index for index in range(first + 1, len(tokens)) if is_finite(sentence, index) or guess_present(tokens[index].low)), None)
    if read_actors(tokens, first, len(tokens), sentence.names)[0]:
        return  # "de insatser som kommunen ansvarar för": the noun is what is done
    if at is None or any(token.text in {".", ";"} for token in tokens[:at]):
        return
    if not is_finite(sentence, at) or tokens[at - 1].low in CONJUNCTIONS:
        return  # a verb that no list holds stands before it
    deeds, modality, negated, _ = read_predicate(sentence, at, at + 1, len(tokens) - (tokens[-1].low == "."))
    start, end = sentence.words(0, at)
    name = sentence.text[start:end].rstrip(" ,")
    plural = tokens[0].low != "den"
    actor = Actor(name[:1].lower() + name[1:], f"{tokens[0].low} som", "p" if plural else "s", True, False, plural, False, 0, at)
    clause = Clause((actor,), None, None, deeds, modality, negated, sentence.words(at, len(tokens)), False)
    for deed in deeds:
        if not deed.reading.passive and deed.told and modality != "kan":
            yield fill(sentence, clause, deed, actor, deed.reading.verb.register, ())


def read_charged(sentence: Sentence) -> Iterator[Duty]:
    """ "Uppdraget att dokumentera planen åligger den som har kallat": each verb of the task, for whom it lies on."""
    found = CHARGED.match(sentence.text[sentence.span[0] : sentence.span[1]])
    if not found:
        return
    tokens, begin = sentence.tokens, sentence.span[0]
    at = next((index for index, token in enumerate(tokens) if token.start >= begin + found.end()), len(tokens))
    actors, _ = read_actors(tokens, at, len(tokens), sentence.names, post=True)
    whoever = read_whoever(sentence, at) if not actors else None
    first = next(index for index, token in enumerate(tokens) if token.start >= begin + found.start("what"))
    last = next((index for index, token in enumerate(tokens) if token.start >= begin + found.end("what")), len(tokens))
    for deed in read_infinitives(sentence, first, last):
        clause = Clause((), None, None, (deed,), "är", False, sentence.words(first, last), False)
        for actor in actors or ([whoever] if whoever else []):
            yield fill(sentence, clause, deed, actor, deed.reading.verb.register, ())


def read_members(sentence: Sentence) -> Iterator[Duty]:
    """ "I rådet ingår tre ledamöter"."""
    found = MEMBERS.match(sentence.text[sentence.span[0] : sentence.span[1]])
    if not found:
        return
    actors, end = read_actors(sentence.tokens, 1, len(sentence.tokens), sentence.names, post=False)
    for actor in actors if end < len(sentence.tokens) and sentence.tokens[end].low in {"ingår", "sitter"} else ():
        yield frame_duty(sentence, actor, "bestå av", found.group("who"))


def read_answering(sentence: Sentence, spoken: Spoken) -> Iterator[Duty]:
    """ "Ansvaret för X ligger hos Y"; "det ansvaret" is that for what was spoken of."""
    found = ANSWERS.search(sentence.text, *sentence.span)
    if not found:
        return
    at = next((index for index, token in enumerate(sentence.tokens) if token.start >= found.end()), len(sentence.tokens))
    actors, _ = read_actors(sentence.tokens, at, len(sentence.tokens), sentence.names, post=True)
    about = re.search(r"ansvaret (?:för|över) (.+?) (?:ligger|vilar|åvilar|ska ligga|bör ligga)", found.group(), re.I)
    before = sentence.text[sentence.span[0] : found.start()].strip(" ,")
    for actor in actors:
        if about:
            yield frame_duty(sentence, actor, "ansvara", about.group(1))
        elif about := re.match(r"(\w{4,}ansvar)et\b", found.group(), re.I):
            yield frame_duty(sentence, actor, "ansvara", about.group(1).lower())
        else:
            subject = re.split(r" (?:är|ingår|omfattas) ", before)[0] if before else (spoken.find_thing() or "")
            yield replace(frame_duty(sentence, actor, "ansvara", strip_task(subject)), inferred=("task",))
