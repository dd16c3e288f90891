"""Passive verbs -> who does it: the actors after "av", "den som" among them.

In: a sentence and one of its verbs. Out: actors. Knows noun phrases of those who act. Knows nothing of which clauses give duties.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.registers.actors import Actor, read_actors
from ingest.registers.predicates import Deed
from ingest.registers.sentence import Sentence

NO_AGENT = re.compile(
    r"(?:ande|andet|ing|ingen|beslut|beslutet|del|delar|grupp|team|nätverk|råd|hjälp|grund|form|stöd|hälften|antal|slutet|utgången)$"
)  # "beslut av", "genomförande av"
WHOEVER = 12  # words of "den som först uppmärksammar behovet"


def find_agents(sentence: Sentence, deed: Deed) -> list[Actor]:
    """The actors after "av" in what follows a passive verb, up to the next verb."""
    tokens = sentence.tokens
    for index in range(deed.token + 1, len(tokens)):
        if tokens[index].start > deed.task[1] or tokens[index].low in {"som", ";", "att"}:
            break
        partly = any(token.low == "till" for token in tokens[max(index - 3, 0) : index - 1])  # "finansieras till lika delar av"
        if tokens[index].low == "av" and (partly or not NO_AGENT.search(tokens[index - 1].low)):
            actors, end = read_actors(tokens, index + 1, len(tokens), sentence.names, post=False)
            if actors and tokens[actors[-1].start].low in {"den", "de"} and end < len(tokens) and tokens[end].low == "som":
                whole = read_whoever(sentence, actors[-1].start, end)
                return [*actors[:-1], whole] if whole else actors  # "den vårdgivare som behandlar föräldern"
            if actors:
                return extend_agent(sentence, actors, end)
            return [whoever] if (whoever := read_whoever(sentence, index + 1)) else []
    return []


def extend_agent(sentence: Sentence, actors: list[Actor], end: int) -> list[Actor]:
    """The last agent with the one it belongs to: "chefen för socialförvaltningen", "enheten i kommunen"."""
    tokens = sentence.tokens
    if end + 1 < len(tokens) and tokens[end].low in {"för", "i", "på", "från", "vid", "hos", "inom"} and tokens[end + 1].low not in {"att"}:
        more, _ = read_actors(tokens, end + 1, len(tokens), sentence.names)
        if more:
            words = sentence.words(actors[-1].start, more[0].end)
            return [*actors[:-1], replace(actors[-1], name=sentence.text[words[0] : words[1]], end=more[0].end)]
    return actors


def read_whoever(sentence: Sentence, at: int, som: int | None = None) -> Actor | None:
    """ "den som först uppmärksammar behovet" as one who acts, up to the next sign. `som`: where it stands, if a noun is between."""
    tokens = sentence.tokens
    som = at + 1 if som is None else som
    if som + 1 >= len(tokens) or tokens[at].low not in {"den", "de", "alla"} or tokens[som].low != "som":
        return None
    last = min(at + WHOEVER, len(tokens))
    stop = next((index for index in range(at + 2, last) if tokens[index].text in {",", ".", ";", "(", ":"}), last)
    start, end = sentence.words(at, stop)
    name = sentence.text[start:end]
    plural = tokens[at].low != "den"
    return Actor(name[:1].lower() + name[1:], f"{tokens[at].low} som", "p" if plural else "s", True, False, plural, False, at, stop)
