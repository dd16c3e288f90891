"""Sentences that name who is responsible in a form of their own: "Ansvarig är", "ansvaret ligger hos", "I rådet ingår".

In: a sentence and what was spoken of before it. Out: duties. Knows the forms; knows nothing of ordinary clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from ingest.actors import Actor, read_actors
from ingest.duty import Duty, frame_duty, strip_task
from ingest.sentence import Sentence

ANSWERS = re.compile(
    r"\b(?:ansvaret|\w+ansvaret|beslutanderätten)\b[^.;,]{0,80}?\b(?:ligger|vilar|åvilar|ligga|vila)\b"
    r"(?: också| även| fortsatt| ytterst)*(?: hos| på| kvar hos| inom)?",
    re.I,
)
TITLED = re.compile(
    r"^(?:Huvudansvarig|Ansvariga?|Sammankallande|Ordförande|Projektägare)(?P<what> (?:för|av|i|till) [^.;]+?)? (?:är|ska vara|blir)\b"
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
    word = found.group().split()[0].lower()
    verb = {"sammankallande": "sammankalla", "ordförande": "leda"}.get(word, "ansvara")
    for actor in actors:
        yield frame_duty(sentence, actor, verb, OF.sub("", (found.group("what") or "").strip()))


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
        else:
            subject = re.split(r" (?:är|ingår|omfattas) ", before)[0] if before else (spoken.find_thing() or "")
            yield replace(frame_duty(sentence, actor, "ansvara", strip_task(subject)), inferred=("task",))
