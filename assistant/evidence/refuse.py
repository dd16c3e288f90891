"""Does it know that it does not know? Whether the best evidence answers the question, and what is missing if not.

In: an inquiry and evidence. Out: a judgement. Each constraint of the question (name, number, year, thing, attribute) must be met by the
same statement, its headings or its lead. Knows nothing of how answers are composed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence.constraints import (
    fails_group,
    find_failed,
    is_beside,
    is_foreign,
    is_other_thing,
    is_support,
    is_withheld,
    lacks_day,
    lacks_outcome,
)
from assistant.evidence.odds import DOUBTED, GATES, MET, TRUSTED, measure_odds, nearness
from assistant.evidence.statements import Evidence
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.deeds import find_deeds
from assistant.question.frame import remove_frame
from assistant.question.kinds import BODY
from assistant.question.phrases import name_typed
from assistant.question.words import LIGHT, Word, fold, match_word, stem, terms_of
from assistant.records import Kind
from corpus.records import Document, Span

HEAVY = 0.75  # a word that weighs at least this is part of what the question is about
KNOWN_HEAVY = 0.95  # … and, when the collection has it elsewhere, this much: the statement is then about another thing
BY_MEANS = re.compile(r"\b(?:med|via|genom) (?:hjalp av )?(?:en |ett )?(?P<what>\w{4,})")  # narrows a list: "mål som följs upp med enkät"
MUCH = 0.4  # share of an English question's weight from which one word that nobody knows is its matter
RARE = 1.3  # a word that weighs this much and is nowhere in the collection must at least have something like it in the statement
ENOUGH = 0.45  # share of the question from which a statement may leave out a word that no document has
CLOSE = 0.45  # nearness from which "vilket X" is answered by a statement without X
WHICH = re.compile(
    r"\b(?:vilken|vilket|vilka) (?!(?:fall|skal|orsak\w*|anledning\w*|satt|typ\w*|slags?|sorts?|form\w*|stallen|lagen|folk|"
    r"parti\w*)\b)(\w{4,})"
)
# sorts of things that are told by their form, not by the word for the sort: which section of law, which inquiry, which body
SORTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"lag(?:rum|en|ar|stift\w*)?|paragraf\w*|forfattning\w*"),
        re.compile(r"§|\bkap\b|\bsfs\b|\w{4,}lag(?:en|ens|ar)?\b|\blag \(?\d{4}"),
    ),
    (re.compile(r"\w*utredning\w*|betankande\w*"), re.compile(r"\bsou\b|\bds \d{4}")),
    (re.compile(r"proposition\w*"), re.compile(r"\bprop\b")),
    (re.compile(r"instans\w*|organ|aktor\w*|myndighet\w*|roll\w*"), re.compile(rf"\b(?:{BODY}|\w*(?:verket|styrelsen|myndigheten))\b")),
)
TOLD = 0.6  # a word met by at least this is told of
ENUMERATION = re.compile(r"[^\W\d_]{3,}, (?:[\w-]+ ){0,4}[\w-]{3,} (?:och|samt|eller) [^\W\d_]")  # "kök, matsal och bibliotek"
BESIDE = re.compile(r"\s*(?:,|och|eller|samt|o)\s+(?:\w{1,3} )?", re.IGNORECASE)  # joins two things asked for at once
AKIN = 0.3  # nearness from which a statement says an unmet word in other words
MAIN = 0.45  # share of the question's weight from which one word is its main matter
NAMED_BY = 3  # words; a topic in more is told as a case, where single words are not what it is about
MAINLY = 0.55  # share of the question's weight from which unknown words are what it is about
WHERE = re.compile(r"\s+(?:på|i|vid|hos|inom|för|till|åt) ", re.IGNORECASE)  # opens what a topic's name is narrowed by
UNLIKE = 0.15  # nearness below which a statement has nothing to do with a word that no document has

# Chance that the documents answer at all: logistic over the best statement, and the share of the question that no statement meets.
# Fitted on the development questions against those outside the documents' field (AUC 0.975, eight folds kept apart); the bias puts
# 3 % of the answerable ones below ANSWERS.
BIAS, REACHES, ALIKE, NEARNESS, UNKNOWN = 0.9, 1.4, 6.5, 1.6, -3.0
ANSWERS = 0.5  # chance from which a statement is shown as the answer
NEAR = 0.25  # chance from which it is shown as the nearest there is
LITTLE = 0.3  # total weight below which a question has no topic but the plan it names
QUALIFIED_BODY = re.compile(rf"\b(?P<own>\w{{3,}}[ae]) (?P<body>{BODY})\b")
DEFINITE = re.compile(rf"\b(?:den|det|de) \w{{3,}}[ae] {BODY}\b")  # one certain body, taken for granted
BETWEEN = 3  # words before a body's name among which what tells it apart may stand
FREELY = ("place", "reason")  # attributes that any statement may give in its own way
SURE = 1.0  # added by the register: it is the very deed asked about, told in other words
SAID = 3  # unmet words named in a refusal
BESIDE_IT = 0.25  # met less than by a word of the sentence before: some parts of a long form that say little
TOPICS: frozenset[Kind] = frozenset({"area", "other"})  # asked in free words: nearness of meaning decides, not each word


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether evidence answers, how likely that is, and what the documents do not tell, also beside an answer."""

    answers: bool
    chance: float
    missing: str | None = None
    akin: bool = False  # what is found is alike all the same, and worth showing as the nearest


def chance_of(inquiry: Inquiry, evidence: Evidence) -> float:
    """How likely it is that a statement answers the question; 1 for a question about a named plan as such."""
    if not inquiry.words or sum(word.weight for word in inquiry.words) < LITTLE:
        return 1.0
    total = BIAS + REACHES * evidence.reaches + ALIKE * evidence.alike + NEARNESS * evidence.near + UNKNOWN * unknown_share(inquiry)
    return 1 / (1 + math.exp(-total))


def unknown_share(inquiry: Inquiry) -> float:
    """The share of the question's weight that no statement found meets, nor its headings or lead."""
    total = sum(word.weight for word in inquiry.words)
    met = [any(one.around[place] >= MET for one in inquiry.evidence) for place in range(len(inquiry.words))]
    return sum(word.weight for word, known in zip(inquiry.words, met, strict=True) if not known) / total if total else 0.0


def facts_of(document: Document) -> str:
    """What a document says of itself, as text."""
    parts = (document.title, document.issuer, document.kind, document.diary_number, document.date, document.valid_from, document.valid_to)
    return " ".join(part for part in parts if part)


def unmet_names(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """Names, numbers and years of the question that neither the statement, what is around it nor its document's facts say."""
    document = evidence.hit.document
    facts, opening = terms_of(facts_of(document)), inquiry.collection.openings.get(document.id, frozenset())
    return [
        word
        for word, met in zip(inquiry.words, evidence.around, strict=True)
        if word.strict and met < MET and not match_word(word, facts) and fold(word.surface).removesuffix("s") not in opening
    ]


def judge(inquiry: Inquiry, evidence: Evidence | None) -> Judgement:
    """Whether this statement answers the question: near enough, about the same thing, and with what was asked for.

    Every gate must let it through, and all signs together not speak against it; asked leniently, one gate may be outweighed by all else.
    """
    if evidence is None:
        return Judgement(False, 0.0, say_nothing(inquiry))
    lacking = inquiry.attribute not in (None, *FREELY) and (not evidence.gives or lacks_day(inquiry, evidence))
    gate, judgement = try_gates(inquiry, evidence, lacking=lacking)
    if judgement.answers or (inquiry.lenient and gate in GATES):
        odds = measure_odds(inquiry, evidence, gate, lacking=lacking)
        if judgement.answers and odds < DOUBTED:
            return Judgement(False, judgement.chance, say_doubt(inquiry, evidence))
        if odds > TRUSTED:
            return replace(judgement, answers=True, missing=None if gate in ("", "beside") else judgement.missing)
    return judgement


def try_gates(inquiry: Inquiry, evidence: Evidence, *, lacking: bool) -> tuple[str, Judgement]:
    """The gate that a statement fails, "" when it passes all, and the judgement by the gates alone."""
    chance = chance_of(inquiry, evidence)
    if strange := find_strange(inquiry, evidence):
        return "topic", Judgement(False, chance, say_unmet(inquiry, strange), akin=chance >= ANSWERS and evidence.alike >= AKIN)
    if rest := fails_group(inquiry, evidence):
        return "group", Judgement(False, chance, say_unmet(inquiry, rest))
    for gate, fails in (("withheld", is_withheld), ("outcome", lacks_outcome)):
        if fails(inquiry, evidence):
            return gate, Judgement(False, chance, fill(MISSING, gate, inquiry.language), akin=gate == "withheld")
    failed = find_failed(inquiry, evidence)
    unmet = failed or find_unmet(inquiry, evidence)
    undone = bool(unmet) and all(find_deeds(word.surface) for word in unmet)  # the thing is told of, but not that this is done
    if inquiry.attribute in MISSING and (lacking or undone) and not any(word.strict for word in unmet):
        return "attribute", Judgement(False, chance, fill(MISSING, inquiry.attribute, inquiry.language))
    if unmet:
        rival = not failed and bool(find_rival(inquiry, evidence))
        gate = "failed" if failed else "rival" if rival else "names" if any(word.strict for word in unmet) else "unmet"
        return gate, Judgement(stands_beside(inquiry, evidence, unmet), chance, say_unmet(inquiry, unmet))
    if chance < ANSWERS:
        return "chance", Judgement(False, chance, say_nothing(inquiry))
    if (inquiry.kind == "area" and is_beside(evidence)) or (inquiry.kind == "other" and is_foreign(evidence)):
        return "beside", Judgement(False, chance, say_nothing(inquiry))
    return "", Judgement(True, chance)


def say_doubt(inquiry: Inquiry, evidence: Evidence) -> str:
    """What a statement lacks that passed every gate: the words of some weight that it does not meet."""
    unmet = [word for word, met in zip(inquiry.words, evidence.around, strict=True) if met < MET and word.weight > LIGHT]
    return say_unmet(inquiry, unmet) if unmet else say_nothing(inquiry)


def stands_beside(inquiry: Inquiry, evidence: Evidence, unmet: Sequence[Word]) -> bool:
    """Whether all that a statement lacks is asked beside what it tells: "hur många bryggor och bojar" when it counts the former."""
    if inquiry.attribute in (None, *FREELY) or not evidence.gives or any(word.strict for word in unmet):
        return False
    text, met = inquiry.reading.understood.search_text, dict(zip(inquiry.words, evidence.around, strict=True))
    told = [word for word, share in met.items() if share >= TOLD and word.weight > LIGHT]
    return all(any(BESIDE.fullmatch(text[slice(*between(word, one))]) for one in told) for word in unmet)


def between(one: Word, other: Word) -> Span:
    """Where the text between two words of the question stands."""
    first, last = sorted((one.span, other.span))
    return first[1], last[0]


def find_unnamed(inquiry: Inquiry, *, itself: bool = False) -> list[Word]:
    """The name of a topic ("vad säger planen om …") when no document has it, nor what officials write for it; `itself`: it alone."""
    named = remove_frame(inquiry.reading.understood.read_as).exists
    if not named or inquiry.kind != "area" or inquiry.attribute is not None or inquiry.language != "sv":
        return []
    words = [word for word in inquiry.words if word.weight > LIGHT]
    lacking = [word for word in words if word.weight >= HEAVY and not inquiry.collection.holds(terms_of(word.surface))]
    unknown = [word for word in lacking if itself or is_unknown(inquiry, word)]
    much = sum(one.weight for one in unknown) >= MAINLY * sum(one.weight for one in inquiry.words)
    mainly = bool(unknown) and len(words) <= NAMED_BY and (much or (words[0] in unknown and is_head(inquiry, words[0])))
    return unknown if mainly else []


def find_strange(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The name of a topic when no document has it, nor anything much like it."""
    unknown = find_unnamed(inquiry)
    if not unknown or evidence.alike >= CLOSE or any(nearness(inquiry, word, evidence) >= CLOSE for word in unknown):
        return []
    return [word for word, share in zip(inquiry.words, evidence.around, strict=True) if word in unknown and share < MET]


def is_head(inquiry: Inquiry, word: Word) -> bool:
    """Whether a word is what a topic is called, and the rest only says where: "båtplatser i hamnen"."""
    return bool(WHERE.match(inquiry.reading.understood.search_text, word.span[1]))


def is_unknown(inquiry: Inquiry, word: Word) -> bool:
    """Whether no passage has a word, nor what officials write for it."""
    return not inquiry.collection.holds(terms_of(word.surface)) and not any(other in inquiry.collection.counts for other in word.others)


def find_unmet(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The words of the question that make it a question about something else than the statement."""
    pairs = [(word, met) for word, met in zip(inquiry.words, evidence.around, strict=True) if met < MET]
    which = WHICH.search(fold(inquiry.reading.understood.search_text))
    if which and inquiry.attribute not in ("person", "date"):
        sort = next((says for asks, says in SORTS if asks.fullmatch(which[1])), None)
        told = sort is not None and bool(sort.search(fold(evidence.text)))
        told = told or (inquiry.kind == "list" and not find_deeds(which[1]) and enumerates_rest(inquiry, evidence, which.start(1)))
        named = [word for word, _ in pairs if word.span[0] == which.start(1) and not told and nearness(inquiry, word, evidence) < CLOSE]
        if named:
            return named
    rival = find_rival(inquiry, evidence)
    if rival:
        return rival
    if inquiry.kind in TOPICS and inquiry.attribute is None and not inquiry.reading.asked.yes_no:
        strange = find_untold(inquiry, pairs) or find_unheard(inquiry, evidence)
        return [word for word in is_other_thing(inquiry, evidence) if tells_apart(inquiry, word, evidence)] or strange
    if inquiry.kind == "list" and inquiry.attribute is None:
        means = {found["what"] for found in BY_MEANS.finditer(fold(inquiry.reading.topic))}
        strange = [word for word, _ in pairs if fold(word.surface) in means and word.weight >= HEAVY and is_unknown(inquiry, word)]
        if strange and all(nearness(inquiry, word, evidence) < AKIN for word in strange):
            return strange
    return unmet_names(inquiry, evidence) or [word for word, _ in pairs if is_needed(inquiry, word, evidence)]


def enumerates_rest(inquiry: Inquiry, evidence: Evidence, start: int) -> bool:
    """Whether a statement enumerates and says all else that is asked: "vilka enheter provar modellen" is told by their names."""
    rest = [met for word, met in zip(inquiry.words, evidence.around, strict=True) if word.span[0] != start and word.weight > LIGHT]
    return bool(rest) and min(rest) >= MET and bool(ENUMERATION.search(evidence.text))


def tells_apart(inquiry: Inquiry, word: Word, evidence: Evidence) -> bool:
    """Whether a compound nobody uses is far from the statement, as a whole or in the part that tells it from others of its sort."""
    apart = [part for part in word.parts if inquiry.collection.weigh(part) >= HEAVY and not inquiry.collection.holds(terms_of(part))]
    return nearness(inquiry, word, evidence) < CLOSE or any(
        nearness(inquiry, replace(word, surface=one), evidence) < CLOSE for one in apart
    )


def find_unheard(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The names that no document has of a question that asks which of a sort something is: "vilken skola är ledande i Storby?" """
    if inquiry.kind != "other" or not WHICH.search(fold(inquiry.reading.topic)):
        return []
    return [
        word for word in unmet_names(inquiry, evidence) if word.surface.isalpha() and not inquiry.collection.holds(terms_of(word.surface))
    ]


def find_untold(inquiry: Inquiry, unmet: Sequence[tuple[Word, float]]) -> list[Word]:
    """The rare word of an English question that neither the lexicon nor a document has, when it is much of what is asked."""
    if inquiry.language != "en":
        return []
    total = sum(word.weight for word in inquiry.words)
    return [word for word, _ in unmet if word.weight >= RARE and word.weight >= MUCH * total and is_unknown(inquiry, word)]


def find_rival(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """The word that tells the body asked about from another of its sort that the statement is about: "den yttre gruppen", "den inre"."""
    content = {fold(word.surface) for word in inquiry.words}
    asked = next((one for one in QUALIFIED_BODY.finditer(fold(inquiry.reading.topic)) if one["own"] in content), None)
    said = QUALIFIED_BODY.findall(fold(evidence.text))
    if not asked or any(stem(own) == stem(asked["own"]) for own, _ in said):
        return []
    others = [own for own, body in said if stem(body) == stem(asked["body"])]
    strange = bool(DEFINITE.search(fold(inquiry.reading.topic))) and not any(says_body(one.text, asked) for one in inquiry.evidence)
    return [word for word in inquiry.words if (others or strange) and fold(word.surface) == asked["own"]]


def says_body(text: str, asked: re.Match[str]) -> bool:
    """Whether a text has that body under that name, a few words between at most: "lokal gemensam styrgrupp"."""
    terms = [stem(word) for word in re.findall(r"\w+", text)]
    own, body = stem(asked["own"]), stem(asked["body"])
    return any(
        own in terms[max(place - BETWEEN, 0) : place] for place, term in enumerate(terms) if term.endswith(body) or body.endswith(term)
    )


def is_needed(inquiry: Inquiry, word: Word, evidence: Evidence) -> bool:
    """Whether a statement that does not say this word cannot give what is asked for.

    It is rare and the collection has nothing like it; or it has the word elsewhere (another body, another thing); or a reason is asked for
    and this is what should be explained; or it is the verb of which the frequency is asked, or a short form of a name.
    """
    known = inquiry.collection.holds(terms_of(word.surface))
    excused = not (find_deeds(word.surface) or is_short_form(inquiry, word, evidence) or re.search(BODY, fold(word.surface)))
    if (evidence.bonus >= SURE and excused) or is_support(inquiry, word, evidence):
        return False
    if word.weight >= RARE and not known and inquiry.language == "sv" and evidence.reaches < ENOUGH:
        return nearness(inquiry, word, evidence) < AKIN
    if inquiry.attribute is None:
        alone = [one for one in inquiry.words if one.weight > LIGHT] == [word]  # "är planen bindande?"
        if inquiry.reading.asked.yes_no and alone and inquiry.kind == "other":
            return nearness(inquiry, word, evidence) < AKIN
        whether = inquiry.kind == "scope"
        return whether and word.weight >= HEAVY and not known and nearness(inquiry, word, evidence) < AKIN
    if inquiry.attribute == "reason":
        return word.weight >= HEAVY
    if (inquiry.attribute == "frequency" and word.others) or (known and is_short_form(inquiry, word, evidence)):
        return True
    if not known:
        total = sum(one.weight for one in inquiry.words)
        return word.weight >= max(HEAVY, MAIN * total) and nearness(inquiry, word, evidence) < UNLIKE
    return word.weight >= KNOWN_HEAVY and nearness(inquiry, word, evidence) < AKIN


def is_short_form(inquiry: Inquiry, word: Word, evidence: Evidence) -> bool:
    """Whether a word stands for a name, "SIP", that a statement lacks with most else of what is asked, and the sentences beside it too."""
    named = word.surface.isupper() and len(word.surface) > 1 and not inquiry.reading.understood.question.isupper()
    return named and evidence.around[inquiry.words.index(word)] < BESIDE_IT and evidence.reaches < ENOUGH


def say_nothing(inquiry: Inquiry) -> str:
    """That the documents searched say nothing, with their titles."""
    if not inquiry.documents:
        return fill(MISSING, "empty", inquiry.language)
    titles = [f"”{document.title}”" for document in inquiry.documents[:4]]
    more = len(inquiry.documents) - len(titles)
    joined = ", ".join(titles) + (f" (+{more})" if more else "")
    return fill(MISSING, "nothing", inquiry.language, documents=joined)


def say_unmet(inquiry: Inquiry, words: Sequence[Word]) -> str:
    """Which words of the question the documents do not mention, or not in this context; the weightiest few."""
    shown = sorted(sorted(words, key=lambda word: -word.weight)[:SAID], key=lambda word: word.span)
    typed = inquiry.reading.understood.question
    together = "”, ”".join(dict.fromkeys(name_typed(typed, word.surface) for word in shown))
    known = all(inquiry.collection.holds(terms_of(word.surface)) for word in shown)
    return fill(MISSING, "words_together" if known else "word", inquiry.language, words=together)
