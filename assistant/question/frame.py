"""What is asked, without how it is asked: "står det nåt om", "vad säger planen om" and the like removed before search.

In: a question in Swedish (or its Swedish search words). Out: the words to search for, and whether the frame asked if something exists.
Knows nothing of documents. Offsets are kept by folding letter by letter, so what is left are the question's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.question.words import fold
from corpus.records import Span

ANY = r"(?:nagot|nat|nagonting|nanting|ngt|ngn|nagra|nagon|nan|ingenting|inget|mer|mera|saker|nagot mer)"
WHERE = (
    r"(?:(?:i|inom|ur|fran|enligt) (?:den |det |de |dessa |denna |alla |nagon av |"
    r"vara )?(?:har )?\w*(?:plan|program|dokument|policy|strategi|material|text|papper)\w*)"
)
ABOUT = r"(?:om|kring|angaende|gallande|rorande|betraffande|nar det galler|pa temat|till|for)"
SUBJECT = (
    r"(?:(?:den |det |de |vara |var |en |alla )?(?:har )?"
    r"(?:\w*(?:plan|program|dokument|policy|strategi|text)\w*|ni|vi|man|den|det|de|dom|staden|stan|kommunen|regionen|lanet))"
)

DECIDED = r"beslutat\w*|antag\w+|fastst\w+|godkan\w+|klubba\w+|upphav\w+"  # "har planen antagits?" asks for no topic

OPENINGS: tuple[str, ...] = (
    r"(?:hej|hejsan|halla|tjena|god morgon|god dag|hello|hi|fraga|ursakta)\b[\s,!.:-]*",
    r"(?:snalla|vanligen|tack)\b[\s,!.:-]*",
    r"(?:arligt|uppriktigt|kort|rent|allvarligt|handen) (?:talat|sagt|ut|pa hjartat)\b[\s,!.:-]*",
    (
        r"(?:jag|vi) (?:undrar|vill veta|behover veta|skulle vilja veta|funderar pa|letar efter|soker|vill ha|"
        r"behover|onskar|vill hitta)(?: svar pa| reda pa| information| info)?(?: om| over)?\b"
    ),
    (
        r"(?:kan|skulle|vill) (?:du|ni|man|jag)(?: snalla)?(?: kunna)? (?:saga|beratta|forklara|visa|hitta|"
        r"kolla|fa veta|hjalpa|leta|ge|ta fram|sammanfatta|skriva|sok)\w*(?: mig| oss)?(?: att)?(?: lite|"
        r" kort)?(?: om(?! det)| for| upp)?\b"
    ),
    r"(?:beratta|forklara|sok|leta|hitta|kolla|sammanfatta|beskriv)\w*(?: mig| for mig| kort| efter| upp| fram)*(?: om| vad)?\b(?! star)",
    (
        r"(?:skriv|ange|visa|ta (?:fram|reda pa)|svara(?: pa)?|redovisa|specificera|sag|tala om)(?: mig| for mig| oss| for oss)?"
        r"(?= (?:(?:i|pa|av|till|for|hos|med) )?(?:vem|vems|vad|vilken|vilket|vilka|nar|hur|var|varfor) \w)"
    ),
    (
        r"(?:(?:jag|vi) (?:har )?(?:hort|horde|laste|last)|(?:nagon|nan|kollegan|(?:en|min) kollega|(?:min )?chefe?n?|han|hon|de|dom|folk)"
        r"(?: \w+){0,3}? (?:sa|sager|pastar|pastod|havdar|havdade|berattade|menar)|det (?:sags|pastas|har sagts))(?: \w+){0,3}? att\b"
    ),
    r"(?:vet du|vet ni|vet nagon|nagon som vet|minns du)(?: om)?\b",
)
EXISTS: tuple[str, ...] = (
    (
        rf"(?:om )?(?:star|finns|namns|sags|skrivs|tas) det (?:{ANY} )?(?:skrivet |upp |med |beskrivet |"
        rf"bestamt )?(?:{WHERE} )?(?:{ANY} )?(?:skrivet )?(?:{ABOUT}|som ror|som handlar om)\b"
    ),
    rf"(?:om )?det (?:star|finns|sags|namns) (?:{ANY} )?(?:{WHERE} )?{ABOUT}\b",
    rf"(?:finns|star) (?:det )?{ANY} (?:{WHERE} )?{ABOUT}\b",
    rf"(?!har .*\b(?:{DECIDED})\b)(?:namner|namns|tar|behandlar|berors|sager|har|innehaller) {SUBJECT} (?:{ANY} )?(?:upp )?"
    rf"(?:{ABOUT} )?(?={{rest}})",
    rf"vad (?:star|finns|sags|skrivs|namns)(?: det)?(?: skrivet)?(?: {WHERE})?(?: att lasa)? {ABOUT}\b",
    rf"(?:vad|hur) (?:sager|skriver|resonerar|ser|tanker|vill|star) {SUBJECT}(?: \w+)? {ABOUT}\b",
    rf"vad (?:sager|skriver) \w+(?: \w+)? {ABOUT}\b",
    rf"(?:namner|tar|behandlar|beror) {SUBJECT} (?:{ANY} )?(?:upp )?(?:{ABOUT}\b)?",
    rf"ar det {ANY} {ABOUT}\b",
)
CLOSINGS: tuple[str, ...] = (
    (
        rf"[\s,–-]*(?:(?:star|finns|namns|sags) det (?:{ANY} )?(?:skrivet )?(?:{WHERE}|dar|"
        rf"har)?\s*(?:{ABOUT} (?:det|detta|sant|sadant|honom|henne|dem))?|(?:vad|hur) (?:galler|gor (?:vi|man|"
        rf"jag)|ska (?:vi|man|jag) gora)(?: da)?|star (?:det|sant|detta) {WHERE}|{ANY} om det)\s*(?={{end}})"
    ),
    rf"\s+{WHERE}\s*(?={{end}})",
    r"[\s,.!–-]*\b(?:stammer det(?: att)?|ar det sant|ar det sa|visst ar det sa|har (?:de|dom|han|hon|hen) ratt)\s*(?={end})",
    r"[\s,–-]*\b(?:tack|tack pa forhand|mvh.*|halsningar.*|snalla|please|thanks|undrar jag|eller|eller hur|va)\s*(?={end})",
    (
        r"(?:[\s,–-]*\b(?:(?:pa|i) (?:ren|enkel|vanlig|klar|begriplig|lattlast) svenska|(?:rent )?(?:konkret|praktiskt)(?: sett)?|"
        r"i praktiken|i verkligheten|i korthet|kortfattat|i (?:ratt |nummer)?ordning|"
        r"ungefar|egentligen|liksom|nu for tiden|numera|det (?:ar brattom|bradskar)))+"
        r"\s*(?={end})"
    ),
)
END = r"[?!.\s]*$"
CLOSED = tuple(re.compile(pattern.replace("{end}", END)) for pattern in CLOSINGS)
SPACE = re.compile(r"[\s,.:;!–-]*")
WORDED = re.compile(r"\w")
KEPT_QUESTIONS = 64  # questions, and parts of them: one is taken apart nine times while it is answered


@dataclass(frozen=True, slots=True)
class Framed:
    """The question without its frame. `exists`: it asked whether, or what, something is said about a topic."""

    text: str
    exists: bool


def cut_opening(folded: str, at: int, patterns: tuple[str, ...]) -> int:
    """Where the text goes on after an opening, or `at` itself."""
    for pattern in compile_openings(patterns):
        found = pattern.match(folded, at)
        if found and found.end() > at and WORDED.search(folded, found.end()):
            return found.end()
    return at


@cache
def compile_openings(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns, each for what goes on after it."""
    return tuple(re.compile(pattern.format(rest=r"\w") if "{rest}" in pattern else pattern) for pattern in patterns)


def skip_space(text: str, at: int) -> int:
    """The next place that is neither space nor punctuation."""
    found = SPACE.match(text, at)
    return found.end() if found else at


def cut_closing(folded: str, start: int, end: int) -> tuple[int, bool]:
    """Where the text ends before a closing, and whether the closing asked if something is said."""
    for index, pattern in enumerate(CLOSED):
        found = pattern.search(folded, start, end)
        if found and WORDED.search(folded, start, found.start()):
            return found.start(), index == 0
    return end, False


@lru_cache(maxsize=KEPT_QUESTIONS)
def find_topic(question: str) -> tuple[Span, bool]:
    """The span of the question that is its topic, and whether the frame asked if something is said about it."""
    folded = fold(question)
    start, end, exists = skip_space(folded, 0), len(folded), False
    while (after := cut_opening(folded, start, OPENINGS)) > start:
        start = skip_space(folded, after)
    if (after := cut_opening(folded, start, EXISTS)) > start:
        start, exists = skip_space(folded, after), True
    for _ in range(3):
        new_end, asked = cut_closing(folded, start, end)
        exists = exists or asked
        if new_end == end:
            break
        end = new_end
    return (start, end), exists


def remove_frame(question: str) -> Framed:
    """The question's own words without frame and closing punctuation; never empty when the question had a word."""
    (start, end), exists = find_topic(question)
    text = question[start:end].strip(" \t?!.,:;–-")
    return Framed(text or question.strip(), exists)
