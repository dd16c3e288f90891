"""Who and what was spoken of before: what "den", "gruppen" and "styrgruppen" mean.

In: the actors of each sentence as they come. Out: actors by their full name, and duties with that name, marked as inferred.
Remembers one section. Knows nothing of verbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.registers.actors import Actor, is_person
from ingest.registers.duty import Duty
from ingest.registers.verbs import read_words

# heads so general that a compound said before is meant: "gruppen" after "arbetsgruppen"
GENERAL = read_words("general-heads")
ONE = frozenset({"hen", "han", "hon"})  # never a body
PERSONS = {"den": "s", "denna": "s", "denne": "s", "de": "p", "dessa": "p",
           "hen": "s", "han": "s", "hon": "s"}  # fmt: skip


@dataclass(slots=True)
class Memory:
    """Who was the subject of the sentence before, and who was named in the section."""

    people: tuple[Actor, ...] = ()  # of the sentence before
    thing: str | None = None
    fuller: dict[str, str] = field(default_factory=dict)  # general head -> the name last said that it may stand for
    paragraph: int = -1

    def start_paragraph(self, number: int) -> None:
        """Pronouns do not reach over paragraphs for people; a thing may still be meant."""
        if number != self.paragraph:
            self.people = ()
            self.paragraph = number

    def find_people(self, word: str) -> tuple[Actor, ...]:
        """Whom a pronoun means: the subject of the sentence before, if number agrees."""
        wanted = PERSONS.get(word)
        if word == "det" and self.people and self.people[0].head.endswith("t"):
            wanted = "s"
        if wanted is None or not self.people:
            return ()
        if word in ONE and not is_person(self.people[0].head):
            return ()
        plural = len(self.people) > 1 or self.people[0].number == "p"
        return self.people if plural == (wanted == "p") else ()

    def find_thing(self) -> str | None:
        """What a pronoun means that is the subject of a passive verb."""
        return self.thing

    def note(self, actors: Sequence[Actor], thing: str | None) -> None:
        """Remember the subject of a sentence."""
        self.people = tuple(actors)
        self.thing = thing if thing else None
        self.note_mention(actors)

    def note_mention(self, actors: Sequence[Actor]) -> None:
        """Remember who was named in full."""
        for actor in actors:
            if actor.definite and (actor.head not in GENERAL or not actor.bare):
                word = actor.name.casefold()
                self.fuller.update({head: actor.name for head in GENERAL if actor.head.endswith(head) and head != word})

    def full_name(self, name: str) -> str | None:
        """The fuller name that a bare word stands for; None when it is not said before in this section."""
        return self.fuller.get(name.casefold())

    def resolve_all(self, duties: Iterable[Duty]) -> Iterator[Duty]:
        """The duties with full names."""
        for duty in duties:
            full = self.full_name(duty.actor)
            if full is None:
                yield duty
            else:
                inferred = duty.inferred if "actor" in duty.inferred else (*duty.inferred, "actor")
                yield replace(duty, actor=full, inferred=inferred)
