"""The verbs by which Swedish authorities say who does what, in the forms they take.

A table: infinitive, finite forms, infinitive with particle, and the passive that names its agent with "av". Knows nothing of sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb with its forms as patterns over lower-case text."""

    name: str  # infinitive, as the register shows it
    finite: str  # present or past, before its object
    infinitive: str  # after a modal verb
    passive: str = ""  # followed by "av" and the agent


VERBS: tuple[Verb, ...] = (
    Verb(
        "ansvara",
        (
            r"ansvarar|ansvarade|(?:har|hade|tar) (?:\w+ ){0,3}?ansvar(?:et)?|är (?:\w+ )?ansvariga?|"
            r"är överens om att ta ansvar"
        ),
        r"ansvara|ta ansvar|ha ansvar(?:et)?",
    ),
    Verb("leda", r"leder|ledde", r"leda", r"leds|ska ledas|har drivits|drivs"),
    Verb(
        "sammankalla",
        r"sammankallar|är sammankallande|kallar(?: till| samman)?",
        r"sammankalla|kalla(?: till| samman)?|vara sammankallande",
        r"sammankallas",
    ),
    Verb(
        "besluta",
        r"beslutar|beslutade|(?:tar|fattar|fattade|har fattat) (?:[\w-]+ ){0,2}?(?:beslut|inriktningsbeslut)",
        r"besluta|fatta beslut",
        r"beslutas|beslutats|beslutades|har beslutats",
    ),
    Verb("godkänna", r"godkänner|godkände|har godkänt", r"godkänna", r"godkänns|godkänts|har godkänts"),
    Verb("anta", r"antar|antog|har antagit", r"anta", r"antas|antagits|antogs"),
    Verb("bereda", r"bereder|förbereder", r"bereda|förbereda", r"bereds|förbereds|har beretts"),
    Verb(
        "ta fram",
        r"tar (?:\w+ ){0,2}?fram|tog (?:\w+ ){0,2}?fram|utarbetar|upprättar|har tagit fram",
        r"(?:årligen )?ta fram|utarbeta|upprätta",
        r"tas fram|har tagits fram|tagits fram|utarbetas|upprättas",
    ),
    Verb("genomföra", r"genomför|genomförde|utför|verkställer", r"genomföra|utföra|verkställa", r"genomförs|utförs|verkställs"),
    Verb("samordna", r"samordnar|koordinerar", r"samordna|koordinera", r"samordnas|koordineras"),
    Verb("följa upp", r"följer (?:\w+ ){0,2}?upp|utvärderar", r"följa (?:\w+ ){0,2}?upp|utvärdera", r"följs (?:\w+ ){0,2}?upp|utvärderas"),
    Verb("rapportera", r"rapporterar|återrapporterar|redovisar", r"rapportera|återrapportera|redovisa"),
    Verb("stödja", r"stödjer|stöder|stöttar|(?:ger|erbjuder) (?:\w+ ){0,2}?(?:stöd|vägledning)", r"stödja|stötta|ge (?:\w+ ){0,2}?stöd"),
    Verb("säkerställa", r"säkerställer|ser till", r"säkerställa|se till"),
    Verb("delta", r"deltar|medverkar|ingår", r"delta|medverka|ingå"),
    Verb("utse", r"utser|utsåg|har utsett", r"utse", r"utses|har utsetts"),
    Verb(
        "ge i uppdrag",
        r"(?:ger|gav) (?:[\w-]+ ){1,4}?i uppdrag|beslutar att ge (?:[\w-]+ ){1,4}?i uppdrag",
        r"ge (?:[\w-]+ ){1,4}?i uppdrag",
    ),
    Verb("ha i uppdrag", r"(?:har|hade|fick|får) (?:i uppdrag|(?:\w+ )?uppdrag(?:et)?)", r"ha i uppdrag|få i uppdrag"),
    Verb("bestå", r"består av|utgörs av", r"bestå av|utgöras av"),
    Verb("sammanträda", r"sammanträder|träffas|ses|möts|samlas", r"sammanträda|träffas|mötas|samlas"),
    Verb("planera", r"planerar", r"planera", r"planeras"),
    Verb("informera", r"informerar", r"(?:\w+ )?informera"),
    Verb("hantera", r"hanterar", r"hantera", r"hanteras"),
    Verb("finansiera", r"finansierar|bekostar", r"finansiera|bekosta", r"finansieras|bekostas"),
    Verb("betala", r"betalar", r"betala", r"betalas"),
    Verb("inkludera", r"inkluderar", r"inkludera|ta med"),
    Verb("lämna", r"lämnar|överlämnar", r"lämna|överlämna"),
    Verb("bedöma", r"bedömer|granskar|prövar", r"bedöma|granska|pröva", r"bedöms|granskas|prövas"),
    Verb("förvalta", r"förvaltar", r"förvalta", r"förvaltas"),
    Verb("utveckla", r"utvecklar", r"utveckla", r"utvecklas"),
    Verb("föreslå", r"föreslår", r"föreslå"),
)
MODALS = {"ska": "ska", "skall": "ska", "måste": "ska", "bör": "bör", "kan": "kan", "får": "kan", "kommer att": "ska"}
MODAL = r"(?:ska|skall|måste|bör|kan|får|kommer att)"
# what may stand between subject and verb, or after an inverted subject
ADVERB = (
    r"(?:inte|ej|aldrig|vidare|också|även|årligen|löpande|gemensamt|tillsammans|regelbundet|då|därför|dessutom|i sin tur|i samråd|särskilt|"
    r"bland annat|däremot|fortlöpande|kontinuerligt|senast|själva|själv|alltid|endast|varje år)"
)


def any_of(forms: list[str]) -> str:
    """One pattern for many, longer ones first."""
    return "|".join(sorted(forms, key=len, reverse=True))


FINITE = re.compile(rf"(?:{any_of([verb.finite for verb in VERBS])})\b")
INFINITIVE = re.compile(rf"(?:{any_of([verb.infinitive for verb in VERBS])})\b")
PASSIVE = re.compile(rf"\b(?:{any_of([verb.passive for verb in VERBS if verb.passive])}) (?:\w+ ){{0,2}}?av ")


def name_of(text: str, form: str) -> str:
    """The infinitive of a verb found in the text by the pattern of that form ("finite", "infinitive", "passive")."""
    for verb in VERBS:
        pattern = getattr(verb, form)
        if pattern and re.match(rf"(?:{pattern})(?!\w)", text):
            return verb.name
    return text.split(maxsplit=1)[0]
