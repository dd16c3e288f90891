"""What a question takes for granted or asks of a statement, which the statement must say itself: the deed, the title, the subject, the day.

In: an inquiry and evidence. Out: the words of the question that the evidence fails, or whether it does. Generic Swedish; knows nothing of
chances, refusals or wording.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.evidence.forms import INVERTED
from assistant.evidence.statements import Evidence
from assistant.inquiry import Inquiry
from assistant.question.deeds import DEEDS, find_deeds
from assistant.question.kinds import BODY
from assistant.question.words import LIGHT, NUMERALS, PLAIN, Word, fold, match_word, parts, stem, terms_of
from assistant.registers.inventory import DAY, MONTHS, holds_date
from corpus.records import OPINION_PARTS

MET, WHOLE = 0.3, 0.7  # a word met by less than this counts as unmet, and as not wholly met
# deeds that a group either has or has not, and what else says so: who is told to lead is not told by what a group does
DEMANDED: dict[str, str] = {
    "leda": rf"{DEEDS['leda'].says}|{DEEDS['sammankalla'].says}|{DEEDS['driva'].says}|\w*chef\w*",
    "sammankalla": rf"{DEEDS['sammankalla'].says}|{DEEDS['leda'].says}",
    "besluta": (
        r"(?:beslutar|besluta|fattar|fattat|fattas|fatta|antar|antog|anta|godkann\w*|godkande|avgor\w*|fordelar|fordela|disponerar|anslar|"
        r"beviljar|bestammer|prioriterar|beslutas|beslutade|forfogar|faststall\w*)\b|tar (?:\w+ )?\w*beslut|beslut av\b"
    ),
    "utse": rf"{DEEDS['utse'].says}|val[jdt]\w*|tillsatt\w*",
    "bestå av": rf"{DEEDS['bestå av'].says}|representant\w*|ledamot\w*|sammansatt\w*|medlem\w*|med i|representation\w*",
}
TITLE = re.compile(r"\w*(?:direktor|ordforande|chef|kontaktperson|handlaggare|rektor|sekreterare|strateg)(?:en|n)?$")
# the one who is to do something: "när ska hamnbolaget rapportera", "vad gör hamnbolaget"
SUBJECT = re.compile(
    r"\b(?:ska|skall|har|(?<!vem )(?<!vilka )gor|bor|maste|ansvarar|tog|fick|borjar|slutar) (?:den |det |de )?"
    r"(?P<who>\w{5,}(?:en|et|an|na))\b"
)
HAS_WHAT = re.compile(r"\bvad har .+ for (?P<what>\w{4,})\W*$")
OF_A_BODY = ("frequency", "number", "date", "duration", "money", "share", "name", "contact")  # attributes that a body has for itself
AFTER_WHICH = re.compile(rf"\b(?:vil(?:ka|ken|ket)|hur manga) (?:\w+ )?{BODY}\b")  # the sort of body is what is asked for
FILLERS = frozenset(["den", "det", "de", "en", "ett", "var", "vara", "stadens", "kommunens", "lanets", "regionens", "i"])
KEPT_ACTORS = 1_000  # names of actors whose stems are remembered: thirty statements are asked for the same one
SHORT = 5  # letters; a longer name may be the end of a compound: "nämnden" of "byggnadsnämnden"
OWNED = re.compile(
    r"\b\w{4,}s (?P<body>\w*(?:råd|utskott|delegation|beredning|kansli|nämnd|arbetsgrupp)(?:et|en|n)?)\b", re.IGNORECASE
)  # "nämndens råd"
EXACT = re.compile(r"\b(?:vilket (?:ar|datum)|vilken (?:dag|manad)|vilket datum)\b")
OF_ITSELF = re.compile(r"(?:uppgift\w*|uppdrag\w*|roll\w*|ansvar\w*|syfte\w*|funktion\w*|mal\w*)")  # what any duty tells
NTH_DAY = re.compile(
    r"\b(?:forsta|andra|tredje|fjarde|femte|sjatte|sjunde|attonde|nionde|tionde|sista) (?:\w+)?dag\w*|\b\w+ dagar (?:efter|fore|fran)\b"
)
MONTH = re.compile(rf"\b{MONTHS}\b")
RARE_PART = 0.7  # weight of a part of a compound that tells what is meant
# a verb that says little beside its noun
# a private person's errand, and how a text that tells of it begins a word: "ansökan görs i e-tjänsten"
ERRANDS = {
    "ansoker": "ansok|soker|soks|sokande",
    "overklagar": "overklag",
    "anmaler": "anmal",
    "registrerar": "registrer|anmal",
    "bokar": "bok(?:a|n|ar|as|ad)",
    "avbokar": "avbok",
    "byter": "byt(?:a|e|er|s|en|et)?\\b",
    "bestaller": "bestall",
    "hyr": "hyr|uthyr",
    "koper": "kop(?:a|er|s|t)",
    "fornyar": "forny",
}
ERRAND = re.compile(rf"\bhur (?P<deed>{'|'.join(ERRANDS)}) (?:man|jag|vi|en|han|hon|hen|de|dom)\b")
RULES_OF = re.compile(r"\bvilka (?:regler|krav|villkor|bestammelser|rutiner) (?:galler|finns|ar det) (?:for|om|kring|vid|pa|i)\b")
SUPPORTS = re.compile(r"(?:skick|lamn|ge|gor|utfor|hall|skot|slar|drar)\w* (?:(?:ut|in|fram|upp|en|ett) )?(?P<what>\w{3,})")
SAME_MEANING = 0.3  # cosine below which a statement means something else than a question it shares no word with
MAIN = 0.6  # share of a question's weight from which one word is what it is about


WITHHELD = re.compile(r"\[[^\]]*(?:utelämna|borttag|maskera|dol[dt]|sekretess|redigera|strukits)[^\]]*\]|█{2,}", re.IGNORECASE)
BESIDE_MARK = 3  # words before a mark among which stands what it hides
ASKED_THING = re.compile(r"\b(?:vilk(?:en|et|a)|vad ar|vad har \w+ for) (?P<what>\w{4,})")
OF_A_GROUP = re.compile(rf"\bhur manga av (?:de|dem|dessa) (?:\d+|{'|'.join(NUMERALS)})\b")
VIEW = re.compile(r"\b(?:vad|hur) (?:tyckte|ansag|svarade|sade|sa|reagerade|stallde sig) (?:den |det |de )?(?P<who>\w{4,})\b")
HOLDS_VIEW = re.compile(
    r"\b(?:tyck\w*|anser|ansag|menar|menade|positiv\w*|negativ\w*|kritisk\w*|synpunkt\w*|yttra\w*|uttala\w*|framfor\w*|tillstyrk\w*|"
    r"avstyrk\w*|invand\w*|motsatt\w*|valkomna\w*|reserver\w*)\b"
)
OUTCOME = re.compile(
    r"\bvad (?:blir|ar) (?:foljden|konsekvensen|konsekvenserna|pafoljden|straffet)\b|"
    r"\bvad hander (?:om|nar|med den|med de) .*\b(?:inte|bryter|struntar|missar|misslyckas|vagrar|lata bli)\b"
)
SAYS_OUTCOME = re.compile(
    r"\b(?:om|annars|konsekvens\w*|pafoljd\w*|sanktion\w*|vite\w*|leder till|medfor|riskerar|hanskjuts|tvist\w*|avvikelse\w*|innebar)\b|"
    rf"{INVERTED}"
)


def is_withheld(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a statement has a mark in the place of what is asked for: "vilket nummer …" and "nummer [uppgift utelämnad]"."""
    found = WITHHELD.search(evidence.text)
    which = ASKED_THING.search(fold(inquiry.reading.topic)) if found else None
    before = fold(evidence.text[: found.start()]).split()[-BESIDE_MARK:] if found else []
    return which is not None and any(stem(word) == stem(which["what"]) for word in before)


def fails_group(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """What those counted out of a group are said to be, which the statement does not tell: "hur många av de 41 … var nya?" """
    group = OF_A_GROUP.search(fold(inquiry.reading.understood.search_text))
    if group is None:
        return []
    rest = [(word, met) for word, met in zip(inquiry.words, evidence.around, strict=True) if word.span[0] >= group.end()]
    return [word for word, met in rest[1:] if met < MET and word.weight > LIGHT]


def find_failed(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The words of the question that name a deed, a title, a thing or a body that the statement does not tell of."""
    words = dict(zip(inquiry.words, evidence.around, strict=True))
    folded = fold(inquiry.reading.topic)
    named = [found[name] for pattern, name in ((SUBJECT, "who"), (HAS_WHAT, "what")) if (found := pattern.search(folded))]
    failed = [word for word, met in words.items() if met < WHOLE and fails(inquiry, word, met, named)]
    return (
        failed
        or fails_errand(inquiry, evidence)
        or fails_view(inquiry, evidence)
        or fails_deed(inquiry, evidence)
        or lacks_body(inquiry, evidence)
    )


def fails(inquiry: Inquiry, word: Word, met: float, named: list[str]) -> bool:
    """Whether a word not wholly met is one that must be: a title asked for, what a body is asked to have, or a subject nobody mentions."""
    folded = fold(word.surface)
    if inquiry.attribute in ("name", "person") and TITLE.search(folded):
        return True
    if met >= MET or folded not in named or OF_ITSELF.fullmatch(folded):
        return False
    return HAS_WHAT.search(fold(inquiry.reading.topic)) is not None or not inquiry.collection.holds(terms_of(word.surface))


def fails_view(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """Who is asked to have thought something, when the statement does not tell of their view: "vad tyckte facket"."""
    asked = VIEW.search(fold(inquiry.reading.topic))
    if asked is None or evidence.is_opinion:
        return []
    mine = [word for word in inquiry.words if fold(word.surface) == asked["who"]]
    told = HOLDS_VIEW.search(fold(evidence.text)) and all(evidence.met[inquiry.words.index(word)] >= MET for word in mine)
    return [] if told else mine


def fails_errand(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """What somebody wants to do, or to know the rules of, when nothing near the statement tells of that: "hur ansöker man om …"."""
    text = fold(inquiry.reading.understood.search_text)
    asked = ERRAND.search(text) or RULES_OF.search(text)
    if asked is None:
        return []
    rest = [(word, met) for word, met in zip(inquiry.words, evidence.around, strict=True) if word.span[0] >= asked.end()]
    strange = [word for word, met in rest if met < MET and word.weight > LIGHT and not inquiry.collection.holds(terms_of(word.surface))]
    deed = ERRANDS.get(asked.groupdict().get("deed") or "")
    place = fold(f"{evidence.text} {evidence.section.heading} {evidence.passage.lead or ''}")
    undone = deed is not None and not re.search(rf"\b(?:{deed})", place)
    if deed is None:
        return strange if all(met < MET for _, met in rest) else []
    return strange or [word for word in inquiry.words if undone and word.span[0] == asked.start("deed")]


def lacks_outcome(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether what follows of something is asked ("vad händer om vi inte hinner") and the statement tells of no consequence."""
    return bool(OUTCOME.search(fold(inquiry.reading.topic))) and not SAYS_OUTCOME.search(fold(evidence.text))


def fails_deed(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The verb of the question when the statement tells of the body asked about, but not that anybody does this to it."""
    deeds = find_deeds(inquiry.reading.topic)
    asked = deeds & DEMANDED.keys() - ({"besluta"} if len(deeds) > 1 else set())  # "vem skriver förslaget till beslut"
    if inquiry.attribute != "person" or len(asked) != 1:
        return []
    (deed,) = asked
    place = fold(f"{evidence.text} {evidence.section.heading} {evidence.passage.lead or ''}")
    if re.search(rf"\b(?:{DEMANDED[deed]})", place):
        return []
    return [word for word in inquiry.words if deed in find_deeds(word.surface)]


def lacks_day(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a year or day is asked for and the statement gives none."""
    if inquiry.attribute != "date" or not EXACT.search(fold(inquiry.reading.topic)):
        return False
    folded = fold(evidence.text)
    return not (holds_date(evidence.text) or DAY.search(evidence.text) or MONTH.search(folded) or NTH_DAY.search(folded))


def is_other_thing(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The one word that the question is about, when it is a compound nobody uses and the statement lacks the part that tells it apart."""
    total = sum(word.weight for word in inquiry.words)
    main = [word for word in inquiry.words if word.weight >= MAIN * total]
    if len(main) != 1 or inquiry.language != "sv" or inquiry.collection.holds(terms_of(main[0].surface)):
        return []
    said = terms_of(f"{evidence.text} {' '.join(evidence.section.path)}")
    telling = [part for part in parts(main[0].surface) if inquiry.collection.weigh(part) >= RARE_PART]
    lacking = [part for part in telling if part not in said.whole and part not in said.parts]
    return main if lacking and match_word(main[0], said) < MET else []


def is_support(inquiry: Inquiry, word: Word, evidence: Evidence) -> bool:
    """Whether a verb only carries the noun after it, which the statement says: "skickar ut larm" of who "larmar"."""
    said = SUPPORTS.match(fold(inquiry.reading.understood.search_text), word.span[0])
    met = zip(inquiry.words, evidence.met, strict=True)
    return said is not None and any(one.span[0] == said.start("what") and share >= WHOLE for one, share in met)


def is_beside(evidence: Evidence) -> bool:
    """Whether a statement that is no area of a plan says nothing of the question's words."""
    return not evidence.area and evidence.reaches < MET and evidence.section.part not in OPINION_PARTS


def is_foreign(evidence: Evidence) -> bool:
    """Whether a statement that is no area, nor worded as such answers are, has no word of the question, with what is around it."""
    return evidence.reaches == 0 and evidence.alike < SAME_MEANING and not (evidence.area or evidence.form)


def lacks_body(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The body whose number, dates or meetings are asked for, when neither the statement, its headings nor the sentences before name it."""
    actor = inquiry.reading.understood.actor
    if inquiry.attribute not in OF_A_BODY or not actor or fold(actor) in PLAIN or AFTER_WHICH.search(fold(inquiry.reading.topic)):
        return []
    paragraph = evidence.section.text[: evidence.end].rsplit("\n\n", 1)[-1]
    issuer = evidence.hit.document.issuer or ""  # "i Region Norr" says whose plan
    if names_actor(f"{paragraph} {' '.join(evidence.section.path)} {evidence.passage.lead or ''} {issuer}", actor) >= 1:
        return []
    mine = {stem(word) for word in re.findall(r"\w+", actor)}
    met = zip(inquiry.words, evidence.around, strict=True)
    return [word for word, share in met if word.term in mine and share < MET]


@lru_cache(maxsize=KEPT_ACTORS)
def name_stems(actor: str) -> tuple[str, ...]:
    """The stems of an actor's name that tell it."""
    return tuple(stem(word) for word in re.findall(r"\w+", actor) if fold(word) not in FILLERS)


def names_actor(text: str, actor: str) -> float:
    """The share of an actor's name that a text says; "nämndens råd" names the board only when the name has the council too."""
    own = OWNED.sub(lambda found: found[0] if fold(found["body"]) in fold(actor) else found["body"], text)
    terms = {stem(word) for word in re.findall(r"\w+", own)}
    wanted = name_stems(actor)
    said = [
        word in terms or bool(parts(word) & terms) or (len(word) >= SHORT and any(term.endswith(word) for term in terms)) for word in wanted
    ]
    return sum(said) / max(len(wanted), 1)
