"""Yes or no, when one statement says enough of a yes/no question: with the same force, of the same body, about the same thing.

In: an inquiry and the statement that answers it. Out: "yes", "no" or None: a yes about another body or thing is worse than none. Generic
Swedish; knows nothing of how statements are found or shown.
"""

from __future__ import annotations

import re

from assistant.evidence.constraints import names_actor
from assistant.evidence.statements import Evidence
from assistant.inquiry import Inquiry
from assistant.question.deeds import find_deeds
from assistant.question.kinds import BODY, OF_ITSELF
from assistant.question.words import LIGHT, PLAIN, fold, stem, terms_of
from assistant.records import Kind

CUES: dict[Kind, re.Pattern[str]] = {
    "scope": re.compile(r"\b(?:omfatta\w*|avser|riktar sig|vander sig|malgrupp\w*|ingar|tillampas|berors|inkludera\w*|undanta\w*)\b"),
    "status": re.compile(r"\b(?:beslutat|beslutats|beslutar|beslutade|godkan\w+|antag\w+|antog\w*|faststall\w+|fattat beslut)\b"),
    "reference": re.compile(
        r"\b(?:beskrivs|framgar|regleras|tillganglig\w*|hanvis\w*|utforlig\w*|lank\w*|\w+\.se|styrdokument|enligt|"
        r"bygger pa|utgangspunkt\w*)\b"
    ),
}
HALF = 0.5  # share of a word that counts as said
STRANGE = 0.8  # weight from which a word that no document has is what a yes/no question is about
NEGATION = re.compile(r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|varken|undantas|saknas)\b")
SHIRKS = re.compile(
    r"\b(?:strunta\w*|slippa\w*|slipper|lata bli|later bli|hoppa over|undvika|vagra\w*|bryta mot)\b"
)  # asks for the opposite
WEAKER = re.compile(r"\b(?:bor|kan|far|skulle kunna|avses|planeras|foreslas)\b")
STRONG = re.compile(r"\b(?:maste|ska|skall|kravs|kraver|forutsatter|behover)\b")
MUST = re.compile(r"\b(?:maste|ska|skall|kravs|kraver|forutsatter)\b")
ALLOWS = re.compile(r"\b(?:kan|far|mojlighet\w*)\b")
BETWEEN = r"(?:av|med|till|fran|over|at|for|genom|mot)"
DIRECTED = re.compile(
    rf"\b(?P<how>till|over|at|fran|infor|hos) (?:den |det |de |en |ett )?(?P<body>\w*(?:{BODY}|styrelse\w*|verket|myndighet\w*))"
)
FAR = 6  # words between that preposition and the body
FULL_SCOPE = 0.34  # … less when the sentence is worded as a rule of scope: "omfattar", "avser", "ingår inte"
WHOLE = 0.95  # … and all but all of it when the rule is for something else than the plan that was asked about
FULL = 0.72  # share of the question that one sentence must say itself before it is answered yes or no
FULL_SAME_FORCE = 0.34  # … when the sentence has the force that the question asks for: must and must, may and may
MERE_VERBS = frozenset("ar ska skall kan far maste bor har finns blir kommer".split())  # noqa: SIM905


def yes_or_no(inquiry: Inquiry, evidence: Evidence) -> str | None:
    """ "yes" or "no" when the sentence itself says enough of what the question does, with the same force; else None."""
    asked, said = fold(inquiry.reading.topic), fold(evidence.text)
    if not inquiry.reading.asked.yes_no or evidence.is_opinion or evidence.covers < full_share(inquiry, asked, said):
        return None
    if NEGATION.search(asked) or SHIRKS.search(asked) or (STRONG.search(asked) and WEAKER.search(said) and not STRONG.search(said)):
        return None
    if not tells_whole(inquiry, evidence) or not keeps_direction(asked, said):
        return None
    if NEGATION.search(said):
        return "no" if repeats(asked, said) or says_each(inquiry, evidence) else None
    return "yes"


def repeats(asked: str, said: str) -> bool:
    """Whether a statement has the very verb that opens the question, when that tells something: "omfattar", "ingår"."""
    opening = asked.split(" ", 1)[0]
    return opening not in MERE_VERBS and bool(re.search(rf"\b{re.escape(opening)}\b", said))


def says_each(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a statement says every telling word, so that what it denies is what was asked."""
    words = zip(inquiry.words, evidence.around, strict=True)
    return all(share > 0 for word, share in words if word.weight > LIGHT and not find_deeds(word.surface))


def tells_whole(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a statement names the body asked about and every rare word, and is about more than one word of the question.

    A yes about another body or thing is worse than none.
    """
    bodies = [word.surface for word in inquiry.words if fold(word.surface) not in PLAIN and re.search(rf"\b{BODY}\b", fold(word.surface))]
    if any(names_actor(evidence.text, body) < 1 for body in bodies):
        return False
    words = [(word, share) for word, share in zip(inquiry.words, evidence.around, strict=True) if word.weight > LIGHT]
    if any(share < HALF and word.weight >= STRANGE and not inquiry.collection.holds(terms_of(word.surface)) for word, share in words):
        return False
    cue = CUES.get(inquiry.kind)
    return len(words) > 1 or bool(find_deeds(inquiry.reading.topic)) or bool(cue and cue.search(fold(evidence.text)))


def keeps_direction(asked: str, said: str) -> bool:
    """Whether a body that the deed is done to, from or over stands so in the statement too: "rapportera till X" is not "mätas av X"."""
    directed = (found for found in DIRECTED.finditer(asked) if fold(found["body"]) not in PLAIN or found["how"] == "over")
    return all(re.search(rf"\b{one['how']}\b(?: (?!{BETWEEN}\b)\S+){{0,{FAR}}}? \S*{stem(one['body'])}", said) for one in directed)


def full_share(inquiry: Inquiry, asked: str, said: str) -> float:
    """The share of the question that the sentence must say before it is answered yes or no."""
    cue = CUES.get(inquiry.kind)
    if inquiry.kind in ("scope", "status") and cue and cue.search(said):
        return FULL_SCOPE if OF_ITSELF.search(said) or not OF_ITSELF.search(asked) else WHOLE
    opening = asked.split(" ", 1)[0]
    same = repeats(asked, said) or (STRONG.search(opening) and STRONG.search(said)) or (ALLOWS.search(opening) and ALLOWS.search(said))
    return FULL_SAME_FORCE if same else FULL
