"""Sections -> the register of responsibilities: who does what, to whom, how often, by when, under which condition.

In: the sections of a document. Out: one row for each actor and verb, with the whole sentence as its quote. Generic Swedish: subject before
verb, inverted order, coordinated subjects and verbs, passives with "av". What is read from another sentence is named in `inferred`.
Särskilda uttalanden and reservationer give no rows. Precision goes before recall: a sentence that is not understood gives no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.lexicon import load_lexicon
from corpus.records import OPINION_PARTS, Responsibility, Section
from corpus.sentences import split_sentences
from ingest.duty_actors import JOINED, head_of, is_collective, is_proper, split_actors
from ingest.duty_verbs import ADVERB, FINITE, INFINITIVE, MODAL, MODALS, PASSIVE, name_of

VERSION = "1"  # raised when the same sections give other rows
MAX_WORDS = 70  # longer "sentences" are lists run together
BETWEEN = 14  # words that a subject's own complement may take before the verb
MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
COUNT = r"(?:en|ett|två|tre|fyra|fem|sex|tio|\d+)"
FREQUENCY = re.compile(
    rf"\b(?:{COUNT} (?:gång|gånger) (?:per|om|i|varje) (?:\w+)|(?:minst |högst )?{COUNT} (?:gång|"
    rf"gånger) (?:per|om) \w+|varje (?:år|månad|termin|vecka|kvartal|halvår)|"
    r"årligen|årlig(?:a|t)?|löpande|regelbundet|kontinuerligt|fortlöpande|månadsvis|kvartalsvis|terminsvis|halvårsvis|vartannat år)\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    rf"\b(?:senast (?:i |den |under |vid )?(?:\d+ )?(?:{MONTH} ?)?(?:\d{{4}})?|(?:under|år|före|innan|"
    rf"till) (?:utgången av )?(?:{MONTH} )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:vid behov|i den mån [^.,;]+|om (?:det|den|de|så|behov|någon|inget|inte)\b[^.,;]{2,60}|"
    r"när [^.,;]{3,60}|i förekommande fall|där det är [^.,;]+)",
    re.IGNORECASE,
)
WITH = re.compile(rf"\b(?:i samverkan med|tillsammans med|i samråd med|i samarbete med|i dialog med) (?P<who>{JOINED.pattern})")
TO = re.compile(rf"\b(?:till|åt) (?P<who>{JOINED.pattern})")
OWN_NAME = re.compile(r"([A-ZÅÄÖ][\wåäö]{3,}) ")  # of a body that is no Swedish word
PRONOUN = re.compile(r"(?:den|det|de|denna|dessa|hon|han)\b", re.IGNORECASE)
NEGATION = re.compile(r"\b(?:inte|ej|icke|aldrig)\b")
LEADING = re.compile(rf"\s*(?:{ADVERB}\s+)*", re.IGNORECASE)
AFTER_MODAL = re.compile(rf"\s*(?:(?:{ADVERB}|{FREQUENCY.pattern})\s+)*", re.IGNORECASE)
SUBORDINATE = re.compile(r"\b(?:som|att|vilket|vilka|där|när|om|eftersom|då|så)\b")
NEXT_VERB = re.compile(rf"\b(?:och|samt|, )\s*(?:{ADVERB} )*")


@dataclass(frozen=True, slots=True)
class Found:
    """A verb with its subjects in one sentence; offsets in the sentence."""

    actors: tuple[str, ...]
    verb: str
    modality: str
    negated: bool
    task: tuple[int, int]
    inferred: tuple[str, ...] = ()


def read_responsibilities(sections: Sequence[Section]) -> tuple[Responsibility, ...]:
    """All rows in the document's order."""
    rows = [row for section in sections if section.part not in OPINION_PARTS for row in read_section(section)]
    return tuple(replace_order(rows))


def replace_order(rows: Sequence[Responsibility]) -> Iterator[Responsibility]:
    """The rows numbered from 0, without repeats."""
    seen: set[str] = set()
    for row in rows:
        if row.id not in seen:
            seen.add(row.id)
            yield Responsibility(**{name: getattr(row, name) for name in row.__slots__} | {"order": len(seen) - 1})


def read_section(section: Section) -> Iterator[Responsibility]:
    """The rows of one section; a pronoun, or a shortened name, is read as the actor of the sentence before."""
    before: tuple[str, ...] = ()
    line_end = 0
    for start, end in split_sentences(section.text):
        if "\n\n" in section.text[line_end:start]:
            before = ()
        sentence = section.text[start:end]
        found = list(read_sentence(sentence, before)) if len(sentence.split()) <= MAX_WORDS else []
        for one in found:
            yield from make_rows(section, start, end, one)
        if found:
            before = found[0].actors
        line_end = end


def read_sentence(sentence: str, before: tuple[str, ...] = ()) -> Iterator[Found]:
    """The verbs of a sentence with their subjects."""
    subject = find_subject(sentence, before)
    if subject:
        actors, at, inferred = subject
        yield from read_verbs(sentence, at, actors, inferred)
        yield from find_passive(sentence)
        return
    inverted = find_inverted(sentence)
    if inverted:
        yield inverted
        return
    yield from find_passive(sentence)


def find_subject(sentence: str, before: tuple[str, ...]) -> tuple[tuple[str, ...], int, tuple[str, ...]] | None:
    """The subject that opens a sentence: its actors, where it ends, and what was inferred."""
    found = JOINED.match(sentence)
    name = OWN_NAME.match(sentence)
    if found is None and name and not load_lexicon().knows(name[1].lower()):
        return ((name[1],), name.end(1), ()) if starts_verb(sentence[name.end(1) :]) else None
    if found:
        names = tuple(clean_name(sentence[slice(*span)]) for span in split_actors(sentence, *found.span()))
        if names and reaches_verb(sentence, found.end()):
            full = fill_out(names, before)
            return full, found.end(), ("actor",) if full != names else ()
        return None
    pronoun = PRONOUN.match(sentence)
    if pronoun and before and reaches_verb(sentence, pronoun.end(), close=True):
        return before, pronoun.end(), ("actor",)
    return None


def clean_name(text: str) -> str:
    """A name as inside a sentence: no opening article, a small first letter unless it is a proper name."""
    name = re.sub(r"^(?:[Ee]n|[Ee]tt) ", "", text).strip()
    return name if is_proper(name) else name[0].lower() + name[1:]


def fill_out(names: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """A bare name ("styrgruppen") as the fuller one of the sentence before ("den yttre styrgruppen") when the heads are the same."""
    if len(names) != 1 or " " in names[0]:
        return names
    fuller = [name for name in before if " " in name and head_of(name) == names[0].lower()]
    return (fuller[0],) if len(fuller) == 1 else names


def reaches_verb(sentence: str, at: int, *, close: bool = False) -> bool:
    """Whether a verb of the table, or a modal, follows the subject, at once or after the subject's own complement."""
    rest = sentence[at:]
    if starts_verb(rest):
        return True
    if close:
        return False
    for found in re.finditer(r"\s", rest):
        words = rest[: found.start()].split()
        if len(words) > BETWEEN or SUBORDINATE.search(rest[: found.start()]):
            return False
        opens = re.match(r"\s*(?:i|för|på|från|inom|med|av|hos|och|samt)\b|\s*[,(]", rest)
        if opens and starts_verb(rest[found.start() :]):
            return True
    return False


def starts_verb(text: str) -> bool:
    """Whether a text begins with a verb of the table, a modal, or adverbs and then one."""
    rest = text[LEADING.match(text).end() :]  # type: ignore[union-attr]
    return bool(FINITE.match(rest) or re.match(rf"{MODAL}\b", rest))


def read_verbs(sentence: str, at: int, actors: tuple[str, ...], inferred: tuple[str, ...]) -> Iterator[Found]:
    """Every coordinated verb of a subject, from `at` on."""
    modality = "är"
    position: int | None = at
    while position is not None:
        place = skip_to_verb(sentence, position)
        if place is None:
            return
        modal = re.compile(rf"{MODAL}\b").match(sentence, place)
        if modal:
            modality = MODALS[modal.group()]
            place = AFTER_MODAL.match(sentence, modal.end()).end()  # type: ignore[union-attr]
        found = (INFINITIVE if modality != "är" else FINITE).match(sentence, place)
        if not found:
            return
        end, following = find_task_end(sentence, found.end(), modality)
        negated = bool(NEGATION.search(sentence[position : found.end()]) or NEGATION.match(sentence[found.end() :].lstrip()))
        yield Found(
            actors, name_of(found.group(), "infinitive" if modality != "är" else "finite"), modality, negated, (found.end(), end), inferred
        )
        position = following


def skip_to_verb(sentence: str, at: int) -> int | None:
    """Where the next verb stands, after adverbs or the subject's complement; None when there is none near."""
    place = LEADING.match(sentence, at).end()  # type: ignore[union-attr]
    if FINITE.match(sentence, place) or INFINITIVE.match(sentence, place) or re.compile(rf"{MODAL}\b").match(sentence, place):
        return place
    for found in re.finditer(r"\s", sentence[at:]):
        if len(sentence[at : at + found.start()].split()) > BETWEEN:
            return None
        place = LEADING.match(sentence, at + found.start()).end()  # type: ignore[union-attr]
        if FINITE.match(sentence, place) or re.compile(rf"{MODAL}\b").match(sentence, place):
            return place
    return None


def find_task_end(sentence: str, at: int, modality: str) -> tuple[int, int | None]:
    """Where a verb's task ends, and where the next coordinated verb begins, if any."""
    pattern = INFINITIVE if modality != "är" else FINITE
    for joint in NEXT_VERB.finditer(sentence, at):
        if pattern.match(sentence, joint.end()) or re.compile(rf"{MODAL} ").match(sentence, joint.end()):
            return joint.start(), joint.end()
    return len(sentence), None


INVERTED = re.compile(rf"(?:(?P<modal>{MODAL}) (?P<subject>{JOINED.pattern})(?P<rest>(?:\s+{ADVERB})*)\s+)")


def find_inverted(sentence: str) -> Found | None:
    """A subject after its modal verb: "Varje år ska nämnden följa upp …"."""
    for found in INVERTED.finditer(sentence):
        verb = INFINITIVE.match(sentence, found.end())
        if verb and not SUBORDINATE.search(sentence[: found.start()]):
            names = tuple(clean_name(sentence[slice(*span)]) for span in split_actors(sentence, *found.span("subject")))
            negated = bool(NEGATION.search(sentence[found.start() : verb.end()]))
            end, _ = find_task_end(sentence, verb.end(), "ska")
            return Found(names, name_of(verb.group(), "infinitive"), MODALS[found["modal"]], negated, (verb.end(), end))
    return None


def find_passive(sentence: str) -> Iterator[Found]:
    """The agent of a passive: "Gruppen leds av nämnden"."""
    for found in PASSIVE.finditer(sentence):
        agent = JOINED.match(sentence, found.end())
        if agent:
            names = tuple(clean_name(sentence[slice(*span)]) for span in split_actors(sentence, *agent.span()))
            modal = re.search(rf"\b({MODAL})\b", sentence[: found.end()])
            negated = bool(NEGATION.search(sentence[: found.end()]))
            yield Found(names, name_of(found.group(), "passive"), MODALS[modal.group(1)] if modal else "är", negated, (0, found.start()))


def make_rows(section: Section, start: int, end: int, found: Found) -> Iterator[Responsibility]:
    """One row for each actor of a verb."""
    sentence = section.text[start:end]
    task = sentence[slice(*found.task)].strip(" ,.;:")
    for actor in found.actors:
        partner = WITH.search(sentence)
        receiver = TO.search(sentence, found.task[0], found.task[1]) if found.task[0] else None
        yield Responsibility(
            id=f"{section.anchor}#{start}-{end}/{found.verb.replace(' ', '-')}/{actor.lower().replace(' ', '-')}",
            document=section.document,
            anchor=section.anchor,
            start=start,
            end=end,
            quote=sentence,
            actor=actor,
            verb=found.verb,
            modality=found.modality,  # type: ignore[arg-type]
            negated=found.negated,
            task=task,
            to=receiver["who"] if receiver else None,
            with_=partner["who"] if partner else None,
            frequency=first_match(FREQUENCY, sentence),
            deadline=first_match(DEADLINE, sentence),
            condition=first_match(CONDITION, sentence),
            inferred=found.inferred,
            collective=is_collective(actor),
            path=section.path,
            page_number=section.page_number,
            page_label=section.page_label,
        )


def first_match(pattern: re.Pattern[str], text: str) -> str | None:
    """The first place where a pattern is found, as written."""
    found = pattern.search(text)
    return found.group().strip() if found else None
