"""What speaks for or against a passage beside its words and meaning: what it is, and what the question is after.

In: a question as asked and a passage. Out: signals, 1 or 0 each; how much they weigh is `search`'s affair. All are forms of Swedish
official writing, none depends on a collection. Knows nothing of arms, vectors or the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import fold
from corpus.records import OPINION_PARTS, Passage

KEPT_TEXTS = 20_000  # passages of which it is remembered
LONGEST_BARE = 400  # letters; links are long, but no passage of this length is hardly anything else
FEW_WORDS = 4  # a passage with fewer words beside links says nothing by itself
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
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


NO_WISH = Wish()


def read_wish(question: str) -> Wish:
    """From a question as asked, in Swedish or English."""
    folded = fold(question.lower())
    return Wish(ASKS_PERIOD.search(folded) is not None, ASKS_OPINION.search(folded) is not None)


def find_signals(passage: Passage, wish: Wish) -> dict[str, float]:
    """`opinion`: one party's view that was not asked for. `bare`: hardly more than a link. `period`: how long it applies, asked for."""
    return {
        "opinion": float(passage.part in OPINION_PARTS and not wish.opinion),
        "bare": float(is_bare(passage.text)),
        "period": float(wish.period and PERIOD.search(passage.text) is not None),
    }


@lru_cache(maxsize=KEPT_TEXTS)
def is_bare(text: str) -> bool:
    """Whether a text is little more than a link, an address or a number."""
    if len(text) > LONGEST_BARE:
        return False
    left = LINK.sub(" ", text)
    return len(WORD.findall(left)) < FEW_WORDS and (len(left) < len(text) or not WORD.search(left))
