"""Greetings, thanks and "what can you do": what is typed to a person rather than asked of documents.

In: a cleaned question. Out: the name of the sentence that answers it, or None for a real question. Generic Swedish and English.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.question.words import fold

Said = Literal["hello", "thanks", "able", "service"]

NOISE = r"[\s!?.,:;)(-]*"
HELLO = r"(?:hej(?:san|hej)?|halla|tjena(?:re)?|tja|god (?:morgon|dag|kvall)|goddag|hello|hi|hey|hur mar du|laget)"
THANKS = (
    r"(?:(?:ok(?:ej)?|super|toppen|kanon|perfekt|bra|aha|jaha|da sa),? )?"
    r"(?:tack(?: (?:sa|for) \w+(?: \w+)?| da| ska du ha)?|tackar|toppen|kanon|perfekt|super|thanks|thank you|bra jobbat)"
)
ABLE = (
    r"(?:vad (?:kan|gor|vet) du(?: (?:for nagot|for nat|hjalpa (?:mig|till)(?: med)?|svara pa|gora))?|vem ar du|vad ar (?:du|det har)|"
    r"hur (?:funkar|fungerar) (?:du|det|det har|detta|tjansten)|vad kan (?:jag|man|vi) fraga(?: dig)?(?: om)?|"
    r"kan du hjalpa (?:mig|till)|hjalp|help|what can (?:you|i) (?:do|ask)|who are you|ar du (?:en )?(?:robot|ai|manniska|bot|chatgpt))"
)
# how the service itself is used: "hur stänger jag av tjänsten", "kan man logga ut ur chatten"
FILL = r"(?:(?:jag|man|vi|du|att|av|in|ut|om|pa|ur|i|fran|ner|den|har|det|i|we|you|do|can|to|out|off|of|on|in|the|this|my) )*"
SERVICE = (
    rf"(?:hur|kan|gar|how|can) {FILL}(?:stang\w*|logga\w*|start\w*|installera\w*|uppdatera\w*|turn|log|switch) {FILL}"
    r"(?:tjansten|appen|chatten|boten|chatboten|assistenten|planlots|service|chat|bot|app|assistant)"
)
SAYINGS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    ("able", re.compile(f"(?:{HELLO}{NOISE})?{ABLE}")),
    ("service", re.compile(f"(?:{HELLO}{NOISE})?{SERVICE}")),
    ("thanks", re.compile(THANKS)),
    ("hello", re.compile(f"{HELLO}(?: {HELLO}| dar| pa dig| du| alla)?")),
)


def find_saying(question: str) -> Said | None:
    """Which of them the whole question is."""
    folded = fold(question).strip(" !?.,:;)(-\n\t")
    return next((name for name, pattern in SAYINGS if pattern.fullmatch(folded)), None)
