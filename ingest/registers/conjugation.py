"""Words that no list of verbs holds -> the verb they are a form of, told by their ending and by forms that the lexicon knows.

In: a word in small letters. Out: its infinitive, when it looks like a present tense, active or passive. Where it stands in its sentence,
and so whether it is a verb there at all, is for `ingest.registers.finite`. Knows nothing of actors or registers.
"""

from __future__ import annotations

from functools import lru_cache

from corpus.lexicon import load_lexicon
from ingest.registers.verbs import AUXILIARIES, MODALS, Form, Reading, Token, Verb, read_words

CLOSED = (  # words that end like verbs and are none, or tell what is and not what is done
    read_words("prepositions") | read_words("adverbs") | read_words("no-premodifiers") | read_words("determiners")
    | read_words("conjunctions") | read_words("subordinators") | (AUXILIARIES - {"gör", "görs"}) | frozenset(MODALS)
)  # fmt: skip
STATES = read_words("states")  # infinitives of what one is, has, thinks or undergoes
PARTICLES = read_words("particles")
STRONG = {  # present tense of verbs whose infinitive is not told by the ending; they begin with anything: "övertar", "fullgör"
    "tar": "ta", "ger": "ge", "gör": "göra", "ser": "se", "står": "stå", "går": "gå", "drar": "dra", "bär": "bära", "för": "föra",
    "styr": "styra", "hyr": "hyra", "kör": "köra", "når": "nå", "hör": "höra", "slår": "slå", "lär": "lära", "skär": "skära",
    "sår": "så", "far": "fara", "rör": "röra", "sker": "ske", "ror": "ro", "tror": "tro", "bor": "bo",
}  # fmt: skip
PREFIXES = frozenset(
    """
    för ut av till om över an in på upp med fram be mot emot fast ned ner åter fri und under efter sam bi före ihåg lös vidare
    iakt sär hand tillgodo vid bort utan iord genom
    """.split()  # noqa: SIM905  # read as words
)
LIGHT = ("ta", "ge")  # the last part of "provta"
SHORTEST = 4  # letters of a verb that is told by its ending alone
AGENT_WITHIN = 6  # words after a passive verb within which "av" stands


@lru_cache(maxsize=1 << 13)
def guess_present(low: str) -> str | None:
    """The infinitive of a word that looks like an active present tense: "levererar" -> leverera, "förser" -> förse."""
    if low in CLOSED or not low.isalpha():
        return None
    infinitive = guess_infinitive(low)
    return infinitive if infinitive not in STATES else None


def guess_infinitive(low: str) -> str | None:
    """By the endings -ar, -er and the strong verbs."""
    for ending, verb in STRONG.items():
        if low.endswith(ending) and (len(low) == len(ending) or len(low) > len(ending) + 1) and is_strong(low, ending, verb):
            return low.removesuffix(ending) + verb
    if len(low) < SHORTEST:
        return None
    if low.endswith("erar"):
        return low[:-1]
    if low.endswith("er") and load_lexicon().frequency(f"{low}na") > 0:
        return None  # "lokaler", "uppgifter" are things
    stem = low[:-2] + "a"
    new = low.endswith("ar") and not load_lexicon().knows(low)  # "screenar": no noun that the lexicon knows
    return stem if new or (low.endswith(("ar", "er")) and is_known(stem)) else None


@lru_cache(maxsize=1 << 13)
def is_state(low: str) -> bool:
    """Is the word a present tense of what one is or has: "ingår", "växer"?"""
    return low.isalpha() and guess_infinitive(low) in STATES


def is_strong(low: str, ending: str, verb: str) -> bool:
    """Is the word this verb, alone or with a first part: "övertar", but neither "insatser" nor "dator"?"""
    return ending in {low, "gör"} or low.removesuffix(ending) in PREFIXES


def is_known(infinitive: str) -> bool:
    """Does the lexicon know the infinitive, or is it a compound whose last part is a common one: "processleda"?"""
    lexicon = load_lexicon()
    if lexicon.frequency(infinitive) > 0:
        return True
    for cut in range(SHORTEST - 1, len(infinitive) - SHORTEST + 1):
        first, last = infinitive[:cut], infinitive[cut:]
        if lexicon.frequency(last) > 0 and any(lexicon.frequency(word) > 0 for word in (first, first.removesuffix("s"))):
            return True
    return False


@lru_cache(maxsize=1 << 13)
def is_conjugated(infinitive: str) -> bool:
    """Does the lexicon know the present tense that belongs to it: "bevara", but neither "kommunala" nor "skola"?"""
    lexicon = load_lexicon()
    return infinitive.endswith("a") and any(
        lexicon.frequency(form) > 0
        for form in (f"{infinitive}r", f"{infinitive[:-1]}er", infinitive[:-1] if infinitive.endswith("ra") else "")
    )


@lru_cache(maxsize=1 << 13)
def guess_passive(low: str) -> str | None:
    """The infinitive of a word that looks like a passive present tense: "aktiveras" -> aktivera, "hyrs" -> hyra."""
    if low in CLOSED or not low.isalpha() or not low.endswith("s") or len(low) < SHORTEST - 1:
        return None
    if low[:-1] in LIGHT:
        return low[:-1]
    light = low[:-1].endswith(LIGHT) and len(low) > SHORTEST + 2 and load_lexicon().frequency(low[:-3]) > 0
    infinitive = low[:-1] if low.endswith("as") or light else low[:-1] + "a"
    return infinitive if infinitive not in STATES and (light or infinitive.endswith("era") or is_known(infinitive)) else None


def guess_reading(tokens: tuple[Token, ...], at: int, form: Form = "present") -> Reading | None:
    """The reading of a word as such a verb, with its particle: "bryter ner" is `bryta ner`."""
    low = tokens[at].low
    active = guess_present(low)
    infinitive = active or guess_passive(low)
    if infinitive is None:
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].low in PARTICLES else None
    name = f"{infinitive} {after.low}" if after else infinitive
    return Reading(Verb(infinitive, None, name), form, active is None, (after.start, after.end) if after else None)
