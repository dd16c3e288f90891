"""What bodies do: the verbs of the register of responsibilities, how questions ask about each, how texts say it, how a list heads it.

In: text. Out: verbs of the register. One table of generic Swedish; knows no documents and no questions' kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.question.words import fold
from assistant.records import Language


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb of the register."""

    asks: str  # everyday and official words of a question that ask about it, folded
    says: str  # words by which a text says it, folded
    sv: str  # the heading above rows of that verb
    en: str


# in the order in which a list of an actor's duties is headed
DEEDS: dict[str, Deed] = {
    "ansvara": Deed(r"ansvar\w*", r"ansvar\w*", "Ansvarar", "Is responsible"),
    "leda": Deed(r"led(?:er|a|s|d)?|basar|styr|haller i|driver", r"le[dt]\w*|ordforande\w*", "Leder", "Leads"),
    "sammankalla": Deed(r"sammankall\w*|kallar?(?: till| ihop)?", r"sammankall\w*|kallar?", "Sammankallar", "Convenes"),
    "besluta": Deed(r"beslut\w*|klubba\w*|bestam\w*|tog|antog|antar|fattar", r"beslut\w*|antar|anta\b|faststall\w*", "Beslutar", "Decides"),
    "godkänna": Deed(r"godkan\w*|klubba\w*|antog|antar|sa ja", r"godkan\w*", "Godkänner", "Approves"),
    "bereda": Deed(r"(?:for)?bered\w*", r"bered\w*|beretts", "Bereder", "Prepares"),
    "ta fram": Deed(
        r"(?:ta|tar|tog|tas|tagit) fram|skriv\w*|skrev|utarbet\w*|formuler\w*|gora|gor|(?:jobbat|arbetat) (?:med|fram)",
        r"ta\w*(?: \w+){0,3} fram|framta\w*|utarbet\w*|uppratta\w*|formuler\w*",
        "Tar fram",
        "Draws up",
    ),
    "genomföra": Deed(r"genomfor\w*|utfor\w*", r"genomfor\w*|utfor\w*", "Genomför", "Carries out"),
    "samordna": Deed(r"samordn\w*|koordiner\w*", r"samordn\w*|koordiner\w*", "Samordnar", "Coordinates"),
    "följa upp": Deed(
        r"folj\w* upp|uppfolj\w*|utvarder\w*", r"folj\w*(?: \w+){0,3} upp|uppfolj\w*|utvarder\w*", "Följer upp", "Follows up"
    ),
    "revidera": Deed(r"revider\w*|uppdater\w*|gor\w* om", r"revider\w*|uppdater\w*|skrivs om|aktualiser\w*", "Reviderar", "Revises"),
    "rapportera": Deed(
        r"\w*rapporter\w*|redovis\w*|beratta\w*", r"\w*rapporter\w*|redovis\w*|presenter\w*|lamna\w*", "Rapporterar", "Reports"
    ),
    "stödja": Deed(r"stod\w*|stott\w*|hjalp\w*|backar", r"stod\w*|stott\w*", "Stödjer", "Supports"),
    "säkerställa": Deed(r"sakerstall\w*|(?:se|ser) till", r"sakerstall\w*|se\w? till|tillse\w*", "Säkerställer", "Ensures"),
    "delta": Deed(r"delta\w*|medverk\w*|ar med", r"delta\w*|medverk\w*|inga\w*", "Deltar", "Takes part"),
    "utse": Deed(r"utse\w*|utsag|tillsatt\w*|valjer", r"utse\w*|utsag|tillsatt\w*", "Utser", "Appoints"),
    "ge i uppdrag": Deed(r"uppdra\w*", r"uppdra\w*", "Ger i uppdrag", "Commissions"),
    "informera": Deed(r"informer\w*|sprid\w*", r"informer\w*|sprid\w*|kommunicer\w*", "Informerar", "Informs"),
    "driva": Deed(r"driv\w*", r"driv\w*", "Driver", "Runs"),
    "hantera": Deed(r"hanter\w*|tar hand om", r"hanter\w*", "Hanterar", "Deals with"),
    "sammanträda": Deed(
        r"sammantrad\w*|sammankommer|traffas|samlas|mots|ses", r"ses|sammantrad\w*|sammankommer|traffas|motes|samlas|mots", "Möts", "Meets"
    ),
    "bestå av": Deed(r"sitter|ingar|medlem\w*|bestar", r"besta\w*|inga\w*|inkluder\w*|ledamot\w*|leds", "Består av", "Consists of"),
}
OTHER: dict[Language, str] = {"sv": "Övrigt", "en": "Other"}
# a thing done, not a duty: "har tagit fram", "fick i uppdrag", "beslutade"
PAST = re.compile(
    r"\b(?:har|hade) (?:\w+ ){0,8}?(?:\w*(?:tagit|tagits|drivit|drivits|fattat|fattats|gjort|gjorts|gett|getts|givit|"
    r"givits|fatt|beretts|utsett|"
    r"utsetts|godkant|godkants|antagit|antagits|arbetat|arbetats|beslutat|beslutats|lamnat|lamnats|deltagit|valt|skett|erhallit|genomfort|"
    r"genomforts|faststallt|faststallts|inlett|etablerat))\b|\b(?:fick|gavs|gav|beslutade (?:att|om)|beslutades|"
    r"antog|antogs|godkande|godkandes|"
    r"faststallde|tog fram|togs fram|lamnade|deltog|ingick|etablerades|uppdrog|startade|genomforde|inledde)\b"
)


def find_deeds(topic: str) -> frozenset[str]:
    """The verbs that a question asks about."""
    folded = fold(topic)
    return frozenset(verb for verb, asks in asking_patterns().items() if asks.search(folded))


@cache
def asking_patterns() -> dict[str, re.Pattern[str]]:
    """Verb -> how a question asks about it."""
    return {verb: re.compile(rf"\b(?:{deed.asks})\b") for verb, deed in DEEDS.items()}


def head_of(verb: str, folded: str, language: Language) -> str:
    """What heads a row of that verb whose quote is `folded`; the heading of other rows when the quote does not say the verb."""
    deed = DEEDS.get(verb)
    if deed is None or not re.search(rf"\b(?:{deed.says})\b", folded):
        return OTHER[language]
    return deed.en if language == "en" else deed.sv


@cache
def said_under() -> dict[str, str]:
    """Heading -> what every text under it must say, as a pattern; "" for the heading of other rows."""
    heads = {head: deed.says for deed in DEEDS.values() for head in (deed.sv, deed.en)}
    return heads | dict.fromkeys(OTHER.values(), "")


def says_deed(head: str, folded: str) -> bool:
    """Whether a text says what its heading tells."""
    pattern = said_under().get(head)
    return pattern is not None and (not pattern or bool(re.search(rf"\b(?:{pattern})\b", folded)))
