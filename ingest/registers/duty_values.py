"""Cells and labelled values -> who acts, with whom and when: "Socialchefen i samråd med rektor, senast 2027".

In: the words of a cell or of what follows a label. Out: actors, company, times. Knows nothing of tables, labels or sections.
"""

from __future__ import annotations

import re
from collections.abc import Set

from ingest.registers.actors import lower_first, read_actors, read_head
from ingest.registers.times import DEADLINE, FREQUENCY, MONTHS, YEARS, find_deadline, find_frequency
from ingest.registers.verbs import tokenize

SPLIT = re.compile(r"\s*(?:[,;/•]|\boch\b|\bsamt\b)\s*")
NAMED = re.compile(r"(?:verket|styrelsen|ombudsmannen|inspektionen|myndigheten)$|^Region$")  # may be an authority's name
SHORT_TIME = 40  # characters of a cell that is all about when
MAX_NAME = 90  # characters of what a label or cell may name as one who acts
JOINED = re.compile(r"\s(?:i|genom)?\s?(?:nära )?(?:samverkan|samråd|samarbete|dialog|tillsammans) med\s", re.I)  # in a value
DECIDED = re.compile(r",? (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} \w+ \d{4}|§ ?\d+)\b.*$")  # when: "Kommunfullmäktige 2025-11-24, § 163"
TOGETHER = re.compile(r",?\s(?:gemensamt|tillsammans|i samverkan|m\.? ?fl\.?|med flera|m\.m\.)$")  # after those who act
WHEN = re.compile(r"(?:,\s|\s\(|\s[–-]\s)(?P<when>[^,()]{3,60})\)?$")
BESIDES = re.compile(r",\s(?:där|som|vilken|vilket|vilka|varav)\b.*$")  # "länsgruppen, där polisen ingår"
ANY_TIME = re.compile(  # words that only lead to a time or join two
    rf"\b(?:{YEARS}|{MONTHS}|\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}|[vh]t|q[1-4]|kvartal|tertial|halvår\w*|våren|hösten|sommaren|vintern|årsskiftet|löpande"
    r"|klart?|färdigt|start(?:ar?)?|påbörjas|senast|drift|ska|vara|uppnått|uppnås|genomförs|slutförs|slutfört|utgången|slutet|början|mitten"
    r"|därefter|respektive|och|till|från|med|av|i|den|under|vid|efter|före|innan|perioden|planperioden|året|år|tills|vidare|gäller|hela)\b",
    re.IGNORECASE,
)
NO_ACTOR = re.compile(r"^(?:se |ej |inte |ingen|–|-|x$|\d|beslutas|utses|ska )", re.I)


def part_company(value: str) -> tuple[str, str | None]:
    """(who, with whom) of a value: "bibliotekschefen i samråd med skolchefen"."""
    found = JOINED.search(value)
    return (value[: found.start()], value[found.end() :].strip(" .")) if found else (value, None)


def part_when(value: str) -> tuple[str, str]:
    """(who, when) of a value: "primärvårdsnämnden, senast 2027"; what is told of who it is besides is left out."""
    found = WHEN.search(value)
    who = value[: found.start()] if found and is_time(found["when"]) else value
    return BESIDES.sub("", who), found["when"].strip(" )") if found and who != value else ""


def is_time(words: str) -> bool:
    """Do the words tell nothing but when?"""
    for pattern in (FREQUENCY, DEADLINE, ANY_TIME):
        words = pattern.sub(" ", words)
    return not any(char.isalnum() for char in words)


def part_time(cell: str) -> tuple[str | None, str | None]:
    """(by when, how often) of a cell; a short one that tells how often is told whole: "Två grupper per år"."""
    often, when = find_frequency(cell, (0, len(cell))), find_deadline(cell, (0, len(cell)))
    if often is None or when is not None:
        return cell or None, often
    return None, cell if len(cell) <= SHORT_TIME else often


def split_actors(value: str, names: Set[str]) -> list[str]:
    """The actors that a cell or label names."""
    value = TOGETHER.sub("", value.strip(" .;:*•"))
    if not value or len(value) > 3 * MAX_NAME or NO_ACTOR.match(value):
        return []
    if ", " in value and not re.search(r"-,|- (?:och|samt)\\b", value) and " och " not in value:
        return [actor for part in value.split(", ") for actor in split_actors(part, names)]
    value = DECIDED.sub("", value)
    tokens = tokenize(value, (0, len(value)))
    found, end = read_actors(tokens, 0, len(tokens), names, post=True)
    if found and end == len(tokens):
        return [lower_role(actor.name) for actor in found]
    if re.search(r"\w-\s(?:och|eller|samt)\s", value) or not re.search(r"[,;/]| och | samt ", value):
        parts = [part.strip() for part in re.split(r"[;,]", value)]
    else:
        parts = [part.strip() for part in SPLIT.split(value)]
    return [lower_role(part) for part in parts if part and len(part) <= MAX_NAME and part[0].isalpha()]


def lower_role(name: str) -> str:
    """The name with a small letter where its first word is an office or a body: "Socialnämnden", but not "Trafikverket"."""
    first = name.split(maxsplit=1)[0]
    joined = first.endswith("-") and read_head(name.rsplit(maxsplit=1)[-1]) is not None  # "Barn- och utbildningsnämnden"
    return lower_first(name) if joined or (read_head(first) is not None and not NAMED.search(first)) else name


def is_collective(actor: str) -> bool:
    """Is a group of bodies named: "Samtliga nämnder", "Förvaltningarna"?"""
    words = actor.split()
    known = read_head(words[-1]) if words else None
    return bool(known and known[0] == "p") or words[0].lower() in {"alla", "samtliga", "berörda", "respektive", "varje"}
