"""Who acts: names of bodies, groups and offices in Swedish official text.

In: text. Out: spans of the actors named there. Generic Swedish: endings such as -nämnden and -förvaltningen, abbreviations, proper names of
authorities. A body's own name is never cut down to its kind: "socialnämnden" and "socialförvaltningen" are two.
"""

from __future__ import annotations

import re

from corpus.records import Span

HEAD = (
    r"(?:nämnd(?:en|er|erna)?|förvaltning(?:en|ar|arna)?|(?:styr|arbets|projekt|lednings|samråds|referens|samverkans|bered)?grupp(?:en|er|erna)?|"
    r"kontor(?:et|en)?|styrelse(?:n|r|rna)?|fullmäktige|råd(?:et|en)|nätverk(?:et|en)|samordnar(?:e|en|na|es)?|direktör(?:en|er|erna)?|"
    r"chef(?:en|er|erna)?|bolag(?:et|en)?|enhet(?:en|er|erna)|utskott(?:et|en)?|central(?:en|er|erna)|region(?:en|er|erna)|"
    r"kommun(?:en|er|erna)|stad(?:en)|stadsdelar(?:na)?|huvudmän(?:nen)?|utförar(?:e|en|na)|leverantör(?:en|er|erna)|part(?:en|erna)|"
    r"verksamhet(?:en|er|erna)|myndighet(?:en|er|erna)(?: för [a-zåäö-]+(?:(?:, | och )[a-zåäö-]+){0,2})?|förbund(?:et|en)?|"
    r"ordförande(?:n|na)?|rektor(?:n|er|erna)|sekretariat(?:et)?|kansli(?:et)?|funktion(?:en|erna)|byalag(?:et|en)?|"
    r"förening(?:en|ar|arna)|organisation(?:en|erna)|skol(?:an|or|orna)|förskol(?:an|or|orna)|politiker(?:na)?|processledning(?:en)?)"
)
ADJECTIVE = (
    r"(?:[a-zåäö-]+(?:ska|iva|ella|ala|nda|erade|dda|tta|sta|rna|nna|åriga|samma|bärande|ansvarig[ae]?)|"
    r"berörda|egna|lokala|nya|övriga|båda|inre|yttre)"
)
DETERMINER = r"(?:den|det|de|varje|respektive|berörd[a]?|samtliga|alla|övriga|denna|dessa|båda|en|ett)"
OWNER = r"(?:[A-ZÅÄÖ][\wåäö-]+s|[a-zåäö]+(?:arnas|ernas|ornas|ens|ets))"
PROPER = (
    r"(?:[A-ZÅÄÖ][a-zåäö]+ (?:[a-zåäö]+ ){0,3}\([A-ZÅÄÖ]{2,8}\)|[A-ZÅÄÖ]{2,6}(?![a-zåäö])|"
    r"[A-ZÅÄÖ][a-zåäö]+(?:styrelsen|verket|inspektionen)|Regeringen|Riksdagen|Region [A-ZÅÄÖ][a-zåäö]+|Länsstyrelsen)"
)
NAME = (
    rf"(?:(?:(?i:{DETERMINER}) )?(?:(?:{OWNER}|[A-ZÅÄÖ]{{2,6}}) )?(?:(?i:{ADJECTIVE}) ){{0,2}}"
    rf"[\wåäöÅÄÖ-]*(?i:{HEAD})(?: i [A-ZÅÄÖ][a-zåäö]+)?|{PROPER})"
)
ACTOR = re.compile(rf"\b{NAME}(?!\w)")
JOINED = re.compile(rf"\b{NAME}(?!\w)(?:(?:, (?:eller )?| och | samt | respektive | eller )(?:{NAME})(?!\w))*")
COLLECTIVE = re.compile(r"(?:arna|erna|orna|na)\b|^(?:samtliga|alla|berörda?|varje|respektive|övriga)\b", re.IGNORECASE)


def split_actors(text: str, start: int, end: int) -> list[Span]:
    """The spans of the actors in a coordination, each for itself."""
    return [found.span() for found in ACTOR.finditer(text, start, end)]


def is_proper(name: str) -> bool:
    """Whether a name keeps its capital inside a sentence: an abbreviation, an authority, a name with its owner."""
    first = name.split(maxsplit=1)[0]
    return bool(re.fullmatch(PROPER, name)) or first.isupper() or (" " in name and bool(re.match(r"[A-ZÅÄÖ]\w+s ", name)))


def is_collective(name: str) -> bool:
    """Whether a name means every body of a kind: "nämnderna", "berörda förvaltningar"."""
    return bool(COLLECTIVE.search(name)) and not re.match(r"[A-ZÅÄÖ]{2,}", name)


def head_of(name: str) -> str:
    """The last word of a name, in lower case."""
    return name.rsplit(maxsplit=1)[-1].lower()
