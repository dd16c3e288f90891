"""What speaks for or against a passage beside its words and meaning: what it is, and what the question is after.

In: a question as asked and a passage. Out: signals, 1 or 0 most; how much they weigh is `search`'s affair. All are forms of Swedish
official writing, none depends on a collection. Knows nothing of arms, vectors or the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import fold, fold_text
from corpus.records import OPINION_PARTS, Passage

KEPT_TEXTS = 20_000  # passages of which it is remembered
LONGEST_BARE = 400  # letters; links are long, but no passage of this length is hardly anything else
FEW_WORDS = 4  # a passage with fewer words beside links says nothing by itself
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
LINKED = ("://", "www.", "@")  # a text without any of these has no link
WORD = re.compile(r"[^\W\d_]{2,}")
YEAR = r"(?:19|20)\d\d"
# "2031–2035", "till och med 2035", "t.o.m. den 31 december 2035", "gäller från 2031"
PERIOD = re.compile(
    rf"{YEAR}\s*(?:-|–|till(?: och med)?|t\.? ?o\.? ?m\.?)\s*(?:\w+ ){{0,3}}{YEAR}"
    rf"|(?:till och med|t\.? ?o\.? ?m\.?|fram till|längst till)\s*(?:den )?(?:\d\d? )?(?:\w+ )?{YEAR}"
    rf"|(?:gäll|giltig|löp)\w*\s+(?:\w+ ){{0,3}}(?:{YEAR}|tills vidare)",
    re.IGNORECASE,
)
# letters as fold() leaves them
# a yes-no question begins with its verb, be it after a comma: "jag flyttar i maj, måste jag anmäla det?"
ASKS_YES = re.compile(
    r"^\W*(?:far|kan|maste|behover|ar|har|finns|galler|ska|bor|gar|ingar|blir|kommer|skulle|vill|raknas|kravs|betalar|racker|tillats|duger)\b"
    r"|, (?:far|kan|maste|behover|galler|ska|ar|har) (?:jag|man|vi|det|den)\b"
)
ASKS_ELSE = re.compile(r"^\W*(?:hur|vad|vem|vems|vilk\w*|nar|var|vart|varfor)\b")
SAYS_YES = re.compile(r"\W*(?:ja|nej|jo|javisst|absolut)\b[,.!: ]")
TIME = r"(?:dag|dygn|veck|manad|ar\b|aret|timm|minut|kvartal)"
MANY = r"(?:\d+|en|ett|tva|tre|fyra|fem|sex|sju|atta|nio|tio|tolv|femton|nagra|varje|hogst|minst)"
MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
GIVES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (  # what is asked for, and the form of what gives it
    (
        re.compile(r"\bhur (?:lange|lang tid|snabbt|fort|ofta|manga (?:dagar|ar|manader|veckor|timmar))\b"),
        re.compile(rf"\b{MANY}\w*\W+(?:\w+\W+)?{TIME}|\b(?:ar|manads|kvartals|vecko|dag)(?:ligen|vis)\b"),
    ),
    (
        re.compile(r"\bvad kostar\b|\bhur (?:dyr|hog|stor)\w* (?:ar )?(?:\w+ )?(?:avgift|ersattning|bidrag|kostnad)|\bvilken avgift\b"),
        re.compile(r"\d\s*(?:kr\b|kronor|sek\b|procent|%|euro|miljon|miljard)|\b(?:avgift|gratis|kostnadsfri|kosta)"),
    ),
    (re.compile(r"\bhur (?:manga|mycket|gammal\w*|langt|nara)\b"), re.compile(r"\d")),
    (
        re.compile(r"(?:^|, )nar\b|\bvilket (?:ar|datum)\b|\bvilken dag\b"),
        re.compile(rf"\b{MONTH}\b|\b{YEAR}\b|\bsenast\b|\b(?:inom|efter|innan|fran och med|forst nar)\b"),
    ),
)
OTHER_FORM = 0.5  # of what other forms than yes and no count for: numbers and dates stand in passages of all kinds
ASKS_PERIOD = re.compile(
    rf"\bhur lange\b|\b(?:nar|vilket ar|vilken tid)\b.*\b(?:slut|ga\w* ut|upphor|loper)|\bgiltig|\bgiltighet|\bvilka ar\b"
    r"|\b(?:planperiod|tidsperiod)"
    rf"|\bgall\w*\b.*\b(?:till|fram|nar|period|{YEAR})|\btill (?:vilket ar|nar)\b|\buntil\b|\bhow long\b|\b(?:valid|expire)"
)
ASKS_OPINION = re.compile(
    r"\b(?:tyck\w*|tankte|anser|ansag|asikt\w*|uttal\w*|reserv\w*|yrka\w*|motsatt\w*|emot|kriti\w*|invand\w*|parti\w*|politiker\w*|oppositi\w*"
    r"|ledam\w*|majoritet\w*|minoritet\w*|opinion\w*|object\w*|disagree\w*)\b|\b(?:s|m|v|l|c|kd|mp|sd)\b(?=[):,]|\s*\?|$)"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question is after beside its topic."""

    period: bool = False
    opinion: bool = False
    yes: float = 0.0  # 1 for an answer by yes or no, -1 for what such an answer cannot give
    forms: tuple[re.Pattern[str], ...] = ()  # of what may give what is asked for: a time, an amount


NO_WISH = Wish()


def read_wish(question: str) -> Wish:
    """From a question as asked, in Swedish or English."""
    folded = fold(question.lower())
    forms = tuple(form for asks, form in GIVES if asks.search(folded))
    yes = 1.0 if ASKS_YES.search(folded) else -1.0 if ASKS_ELSE.match(folded) else 0.0
    return Wish(ASKS_PERIOD.search(folded) is not None, ASKS_OPINION.search(folded) is not None, yes, forms)


def find_signals(passage: Passage, wish: Wish) -> dict[str, float]:
    """`opinion`: one party's view that was not asked for. `bare`: hardly more than a link. `period`: how long it applies, asked for.

    `answers`: it has the form of an answer to such a question, or, when negative, of an answer to another kind of question.
    """
    return {
        "opinion": float(passage.part in OPINION_PARTS and not wish.opinion),
        "bare": float(is_bare(passage.text)),
        "period": float(wish.period and PERIOD.search(passage.text) is not None),
        "answers": match_form(passage.text, wish),
    }


def match_form(text: str, wish: Wish) -> float:
    """1 for yes or no to a question that asks for it, -1 to one that asks for something else, OTHER_FORM for a time or an amount."""
    if wish.yes and SAYS_YES.match(text[:12].lower()):
        return wish.yes
    if not wish.forms:
        return 0.0
    folded = fold_text(text.lower())
    return OTHER_FORM * any(form.search(folded) is not None for form in wish.forms)


@lru_cache(maxsize=KEPT_TEXTS)
def is_bare(text: str) -> bool:
    """Whether a text is little more than a link, an address or a number."""
    if len(text) > LONGEST_BARE:
        return False
    if not any(sign in text for sign in LINKED):
        return WORD.search(text) is None
    left = LINK.sub(" ", text)
    return len(WORD.findall(left)) < FEW_WORDS and (len(left) < len(text) or not WORD.search(left))
