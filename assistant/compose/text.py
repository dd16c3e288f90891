"""Answers made of sentences: facts, definitions, scope, places, references and whatever has no register.

In: an inquiry. Out: a draft with the sentence that answers, and those that belong to it. Knows evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.citations import Quote
from assistant.compose.authors import asks_opinion, find_author
from assistant.compose.draft import MAX_WORDS, Draft, Line, count_words, show_frame, show_quote
from assistant.compose.table import show_head
from assistant.evidence.attributes import gives
from assistant.evidence.constraints import DEMANDED, fails_deed
from assistant.evidence.refuse import NEAR, Judgement, judge
from assistant.evidence.statements import Evidence, sort_evidence
from assistant.evidence.verdicts import ALLOWS, CUES, MUST, yes_or_no
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.deeds import DEEDS, find_deeds
from assistant.question.kinds import Attribute
from assistant.question.words import LIGHT, fold, terms_of
from assistant.records import AnswerStatus
from assistant.registers.inventory import holds_date
from corpus.records import OPINION_PARTS, Document, Section
from corpus.sentences import split_sentences

CLOSE = 0.45  # how far behind the first's score a second statement may be
SAME_SECTION = 1.4  # … when it is of the first's own section, which costs the reader no new place
SECTION = 1.5  # … and one of the same section
CUE = 1.2  # added for a statement worded as an answer of the kind asked for
DATED = 1.2  # added for a statement that gives a year or day of the very deed whose date is asked for; half for "årligen"
HALF = 0.5  # … and for its force at least this share of it
FIGURE: frozenset[Attribute | None] = frozenset({"number", "date", "frequency", "duration", "money", "share", "contact", "name"})
ALIKE_TITLE = 0.7  # share of a title's words from which a text names that document
ALIKE_TEXT = 0.8  # share of words in common from which two statements say the same
MAX_STATEMENTS = 3
SECONDS, SLACK = 4, 0.1  # statements tried when the best one lacks what is asked, and how much less of the question they may meet
LABEL = 3  # words of a line that only names what its list is for
RIVALS = 8  # statements among which one that disagrees is looked for
SAME_MATTER = 0.7  # share of their words from which two statements tell of the same thing
FEW = 5  # words; shorter statements are alike by chance
FIGURES = re.compile(
    r"\d+|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|hösten|slutet|början|mitten|"
    r"senhöst\w*|årligen|varje|två|tre|fyra|fem|sex|sju|åtta|nio|tio)\b"
)
WHOLLY = 0.6  # how well a word must be met to be what the statement is about; a heading says it by as much
NEAREST = 0.4  # share of the question that the nearest statement must meet to be offered
OPINION_SAYS = 0.4  # … and how much more of a topic's words it must say itself
OPINION_LEAD = 0.8  # how much better than anything else an opinion must answer to be shown
# "den ska …" points at what was said; "den lokala gruppen …" names it
BARE = r"(?:den|det|de)\b(?! (?!ska|skall|bör|kan|måste|har|får|vara|var)\w{4,}[ae] \w{4,})"
POINTS_BACK = re.compile(
    rf"^(?:{BARE}|denna|detta|dessa|dess|deras|han|hon|vidare|dessutom|därtill|därav|därför|därmed|dessförinnan|således|dels|också|där|"
    r"här|en del av|för denna|i denna|en sådan|ett sådant)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(rf"^(?:{BARE}|denna|detta|dessa|därtill|därefter|vid behov)\b", re.IGNORECASE)
FUTURE = re.compile(r"\b(?:ska|skall|senast|under|innan|kommer att|planeras)\b")
TO_BE_DONE = re.compile(r"\b(?:ska|skall|senast|kommer att|planeras)\b")  # … also when another thing than the date is asked
YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def compose_text(inquiry: Inquiry) -> Draft:
    """The statement that answers best and those that belong with it, or an honest refusal."""
    inquiry = add_cues(inquiry)
    chosen = choose(inquiry)
    judgement = judge(inquiry, chosen)
    if chosen and not judgement.answers and (after := answer_after(inquiry, chosen)):
        return Draft(inquiry.kind, (*show_evidence(inquiry, chosen), show_quote(after)), searched=True)
    if chosen and not judgement.answers and (second := answers_too(inquiry, chosen)):
        chosen, judgement = second, judge(inquiry, second)
    if chosen is None or not judgement.answers:
        return refuse(inquiry, chosen, judgement)
    if rivals := find_disagreement(inquiry, chosen):
        return Draft(inquiry.kind, tuple(line for one in rivals for line in show_source(inquiry, one)))
    shown = [chosen, *add_more(inquiry, chosen)]
    lines = [line for evidence in shown for line in show_evidence(inquiry, evidence)]
    if len(shown) == 1 and not gives_all(inquiry, chosen) and (after := sentence_after(chosen.section, chosen.end)):
        lines.append(show_quote(after))
    verdict = yes_or_no(inquiry, chosen)
    if verdict:
        lines.insert(0, show_frame(verdict, inquiry.language, (chosen.quote,)))
    status: AnswerStatus = "partial" if judgement.missing else "answered"
    return Draft(inquiry.kind, (*lines, *note_passed(inquiry, shown)), judgement.missing, status, searched=True)


def add_cues(inquiry: Inquiry) -> Inquiry:
    """The evidence again, statements worded as answers of the kind asked for ahead."""
    cue, force, deed = CUES.get(inquiry.kind), force_of(inquiry), dated_deed(inquiry)
    if cue is None and force is None and deed is None:
        return inquiry
    found = sort_evidence(
        replace(one, bonus=one.bonus + weigh_cue(one, cue, force) + weigh_date(one, deed, dated=inquiry.attribute == "date"))
        for one in inquiry.evidence
    )
    return replace(inquiry, evidence=tuple(found))


def weigh_cue(evidence: Evidence, cue: re.Pattern[str] | None, force: re.Pattern[str] | None) -> float:
    """What a statement gains by its wording; a must or a may counts as far as the statement is about what is asked."""
    folded = fold(evidence.text)
    if cue:
        return CUE * bool(cue.search(folded))
    return CUE * max(evidence.covers, HALF) if force and force.search(folded) else 0.0


def dated_deed(inquiry: Inquiry) -> re.Pattern[str] | None:
    """How a text says the one deed that is asked for with its date, a must or a may ("när ska … följas upp?", "måste vi rapportera?")."""
    dated = inquiry.attribute == "date"
    folded = fold(inquiry.reading.topic)
    deeds = find_deeds(folded) if dated or force_of(inquiry) else frozenset()
    if not deeds or (dated and len(deeds) > 1):
        return None
    first = min(sorted(deeds), key=lambda deed: found.start() if (found := re.search(rf"\b(?:{DEEDS[deed].asks})\b", folded)) else 0)
    return re.compile(DEEDS[first].says)


def weigh_date(evidence: Evidence, deed: re.Pattern[str] | None, *, dated: bool) -> float:
    """What a statement gains that says the deed: when a date is asked for, only with one, most by a year or a day."""
    if deed is None or not deed.search(fold(evidence.text)) or (dated and not evidence.gives):
        return 0.0
    return DATED if holds_date(evidence.text) else DATED / 2


def force_of(inquiry: Inquiry) -> re.Pattern[str] | None:
    """The words that give a sentence the force that a yes/no question asks for: "måste …?" a must, "får …?" a may; None for others."""
    opening = fold(inquiry.reading.topic).split(" ", 1)[0]
    if not inquiry.reading.asked.yes_no:
        return None
    return MUST if re.fullmatch(r"maste|kravs|behover", opening) else ALLOWS if opening in ("kan", "far") else None


def choose(inquiry: Inquiry) -> Evidence | None:
    """The best evidence. An opinion is taken only when one is asked for, or it is far better than what was decided; it is then labelled."""
    if not inquiry.evidence:
        return None
    if asks_opinion(inquiry):
        return next(one for one in inquiry.evidence if one.is_opinion)
    best = inquiry.evidence[0]
    usable = next((one for one in inquiry.evidence if one.section.part not in OPINION_PARTS and not is_label(one)), best)
    best = usable if is_label(best) else best
    if inquiry.kind == "area" and best.covers < usable.covers + OPINION_SAYS:
        return usable
    return best if inquiry.kind not in ("status", "scope") and best.score > usable.score + OPINION_LEAD else usable


def is_label(evidence: Evidence) -> bool:
    """Whether a statement only names what follows, in a word or two: "Socialtjänst:"."""
    words = len(evidence.text.split())
    return words == 1 or (words <= LABEL and evidence.text.rstrip().endswith(":"))


def add_more(inquiry: Inquiry, first: Evidence) -> list[Evidence]:
    """What belongs with the answer: next-best statements close in score, most readily of the same section."""
    out: list[Evidence] = []
    used = count_words(first.text)
    for other in inquiry.evidence:
        bar = SAME_SECTION if other.section.anchor == first.section.anchor else CLOSE
        if other is first or other.score < first.score - bar or len(out) + 1 >= MAX_STATEMENTS:
            continue
        if other.is_opinion != first.is_opinion or any(say_the_same(other.text, one.text) for one in (first, *out)):
            continue
        if gives_all(inquiry, first) and not other.gives:
            continue
        words = count_words(other.text)
        if used + words <= MAX_WORDS:
            out.append(other)
            used += words
    return out


def gives_all(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a statement gives the figure or day asked for, so that one that gives none adds nothing."""
    return evidence.gives and inquiry.attribute in FIGURE


def say_the_same(left: str, right: str) -> bool:
    """Whether two statements have most of their words in common."""
    one, two = terms_of(left).whole, terms_of(right).whole
    return len(one & two) >= ALIKE_TEXT * min(len(one), len(two))


def name_share(text: str, document: Document) -> float:
    """The share of a document's title, and of the years it is valid, that a text says."""
    wanted = terms_of(f"{document.title} {(document.valid_from or '')[:4]} {(document.valid_to or '')[:4]}").whole
    return len(wanted & terms_of(text).whole) / len(wanted) if wanted else 0.0


def show_evidence(inquiry: Inquiry, evidence: Evidence) -> list[Line]:
    """The statement's lines: labelled when it is an opinion, with the sentence before when it points back."""
    lines: list[Line] = []
    if evidence.section.part in OPINION_PARTS:
        author = find_author(evidence.section)
        lines.append(show_frame("opinion", inquiry.language, (evidence.quote,)))
        lines += [show_quote(author)] if author and author.start != evidence.start else []
    before = sentence_before(evidence.section, evidence.start) if POINTS_BACK.match(evidence.text) else None
    if before is not None:
        lines.append(show_quote(before))
    return [*lines, *show_head(evidence), show_quote(evidence.quote)]


def answer_after(inquiry: Inquiry, chosen: Evidence) -> Quote | None:
    """The sentence after the best one, when that goes on about the same and gives the body or date that the best one lacks."""
    if inquiry.attribute not in ("person", "date", "frequency") or chosen.gives or not is_near(inquiry, chosen):
        return None
    after = sentence_after(chosen.section, chosen.end)
    return after if after and gives(inquiry.attribute, after.text) else None


def answers_too(inquiry: Inquiry, first: Evidence) -> Evidence | None:
    """The next statement that has what the best one lacks, when it is nearly as good and meets as much of the question."""
    others = (one for one in inquiry.evidence[:SECONDS] if one is not first and not one.is_opinion)
    near = (
        one
        for one in others
        if one.reaches >= first.reaches - SLACK and ((is_close(one, first) and is_near(inquiry, one)) or says_deed(inquiry, one, first))
    )
    return next((one for one in near if judge(inquiry, one).answers), None)


def says_deed(inquiry: Inquiry, one: Evidence, first: Evidence) -> bool:
    """Whether a statement of the first's section tells of the very deed asked about, which the first does not."""
    deeds = DEMANDED.keys() & find_deeds(inquiry.reading.topic)
    said = [re.search(rf"\b(?:{DEMANDED[deed]})", fold(one.text)) for deed in deeds]
    return bool(said) and all(said) and one.section.anchor == first.section.anchor and bool(fails_deed(inquiry, first))


def is_close(one: Evidence, first: Evidence) -> bool:
    """Whether a statement comes near the first, one of the same section less so: "Gruppen finns i varje kommun. I gruppen ingår …"."""
    return one.score >= first.score - (SECTION if one.section.anchor == first.section.anchor else CLOSE)


def find_disagreement(inquiry: Inquiry, chosen: Evidence) -> list[Evidence]:
    """The best statement and one that says nearly the same with another number or date, elsewhere; [] when all agree."""
    if inquiry.attribute not in ("number", "date", "frequency", "duration", "money", "share"):
        return []
    other = next((one for one in inquiry.evidence[:RIVALS] if disagrees(chosen, one)), None)
    return [chosen, other] if other else []


def disagrees(one: Evidence, other: Evidence) -> bool:
    """Whether two statements of different sections tell of the same thing and give different figures or dates."""
    if one.section.anchor == other.section.anchor or other.is_opinion or not other.gives:
        return False
    left, right = terms_of(FIGURES.sub(" ", one.text.lower())).whole, terms_of(FIGURES.sub(" ", other.text.lower())).whole
    alike = len(left & right) >= SAME_MATTER * min(len(left), len(right)) and min(len(left), len(right)) >= FEW
    return alike and figures_of(one.text) != figures_of(other.text)


def figures_of(text: str) -> frozenset[str]:
    """The numbers, months and parts of a year that a text gives."""
    return frozenset(found.group() for found in FIGURES.finditer(text.lower()))


def show_source(inquiry: Inquiry, evidence: Evidence) -> list[Line]:
    """Document, part and date of a statement, then the statement."""
    document, part = evidence.hit.document, evidence.section.part
    words = {"title": document.title, "part": part}
    if document.date:
        words["date"] = document.date
    return [
        show_frame("source_date" if document.date else "source", inquiry.language, (evidence.quote,), **words),
        show_quote(evidence.quote),
    ]


def sentence_before(section: Section, start: int) -> Quote | None:
    """The sentence before one in its own paragraph, as a quote."""
    spans = [span for span in split_sentences(section.text) if span[1] <= start]
    if not spans or "\n" in section.text[spans[-1][1] : start]:
        return None
    return Quote(section, *spans[-1])


def sentence_after(section: Section, end: int) -> Quote | None:
    """The sentence after one in its own paragraph, when it goes on about the same thing ("Den ska …"), as a quote."""
    span = next((span for span in split_sentences(section.text) if span[0] >= end), None)
    if span is None or "\n" in section.text[end : span[0]] or not GOES_ON.match(section.text[slice(*span)]):
        return None
    return Quote(section, *span)


def note_passed(inquiry: Inquiry, shown: Sequence[Evidence]) -> list[Line]:
    """A line that the date has passed, when the sentence that answers sets a date before today's year for something to be done."""
    for evidence in shown[:1]:
        years = [int(year) for year in YEARS.findall(evidence.text)]
        ahead = FUTURE if inquiry.attribute == "date" else TO_BE_DONE
        if years and max(years) < inquiry.today.year and ahead.search(fold(evidence.text)):
            return [show_frame("passed", inquiry.language, (evidence.quote,))]
    return []


def refuse(inquiry: Inquiry, nearest: Evidence | None, judgement: Judgement) -> Draft:
    """A refusal in plain words, with the nearest true statement offered as such when there is one near enough."""
    if nearest and not may_offer(inquiry, nearest, judgement) and (other := find_nearer(inquiry)):
        nearest, judgement = other
    if nearest is None or not may_offer(inquiry, nearest, judgement):
        return Draft(inquiry.kind, (), judgement.missing, "not_found")
    missing = f"{judgement.missing} {fill(MISSING, 'nearest', inquiry.language)}"
    return Draft(inquiry.kind, tuple(show_evidence(inquiry, nearest)), missing, "not_found", searched=True)


def may_offer(inquiry: Inquiry, evidence: Evidence, judgement: Judgement) -> bool:
    """Whether a statement that does not answer may be shown as the nearest there is."""
    return judgement.chance >= NEAR and (judgement.akin or is_near(inquiry, evidence))


def find_nearer(inquiry: Inquiry) -> tuple[Evidence, Judgement] | None:
    """The best statement that tells of all that is asked about and lacks only who, when or how many: "Dokumenten säger inte vem." """
    if inquiry.attribute not in MISSING:
        return None
    lacking = fill(MISSING, inquiry.attribute, inquiry.language)
    judged = ((one, judge(inquiry, one)) for one in inquiry.evidence if is_near(inquiry, one))
    return next(((one, judgement) for one, judgement in judged if judgement.missing == lacking), None)


def is_near(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a statement is near enough to be offered: it meets enough of the question, wholly its weightiest word that documents have."""
    known = [word for word in inquiry.words if inquiry.collection.holds(terms_of(word.surface)) and word.weight > LIGHT]
    total, heard = (sum(word.weight for word in words) for words in (inquiry.words, known))
    if evidence.reaches < NEAREST or evidence.is_opinion or heard < NEAREST * total:
        return False
    heaviest = max(known, key=lambda word: word.weight)
    return evidence.around[inquiry.words.index(heaviest)] >= WHOLLY
