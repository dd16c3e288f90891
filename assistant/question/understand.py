"""A question as asked -> the question as the assistant reads it.

In: the cleaned question, the conversation before it, the collection's documents. Out: an Understood record and the form asked for.
Steps: language, follow-up completed, named plan, frame removed, kind. Knows nothing of searches or answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.question.conversation import complete_question
from assistant.question.frame import find_topic, remove_frame
from assistant.question.kinds import ALONE, WRITES, Asked, classify, find_actor
from assistant.question.language import detect_language, to_swedish
from assistant.question.mentions import Holders, find_holders
from assistant.question.phrases import name_officially, put_officially
from assistant.question.plans import Named, name_documents
from assistant.question.setting import drop_told
from assistant.question.words import PLAIN, STOP, fold
from assistant.records import Kind, Turn, Understood
from corpus.records import Document, Span

SHORT_YEARS = re.compile(r"(?<![\d/.-])(\d\d)/(\d\d)(?![\d/.-])")  # "läsåret 24/25"
OPERATIONS = re.compile(
    r"\b(?:forskola\w*|grundskola\w*|gymnasie\w*|skola\w*|skolan|socialtjanst\w*|aldreomsorg\w*|"
    r"hemtjanst\w*|primarvard\w*|elevhals\w*|lss\w*|individ- och familjeomsorg\w*)\b"
)
COMPARING = re.compile(
    r"\b(?:vad (?:ar|sager|star)|(?:ar det )?skillnad\w*|skiljer(?: sig)?|jamfor\w*|likhet\w*|mellan|respektive|resp|likadant|precis som|"
    r"hur (?:formuleras|beskrivs|uttrycks|uttrycker|skriver|later|ser|definieras)|"
    r"bada|planerna|stadens?|stans?|lanets?|regionens?|kommunens?|plan|planen|lansplanen|stadsplanen|mot|at)\b"
)
# what a plan is carried out by year by year: "den årliga planen", "årets plan"
YEARLY = re.compile(r"\b(den )?(årliga|årlig|årets|arliga|arets) plan(en)?\b", re.IGNORECASE)
PLACING = re.compile(
    r"\b(?:(?:pa|i|under) )?vilke[nt] (?:sida|avsnitt|kapitel|rubrik|stycke|stalle|del)\b|\bpa sidan\b|\b(?:var|"
    r"vart)\b(?= i| star| tas| finns| namns| "
    r"beskrivs| behandlas|\W*$)|\b(?:star|borjar|slutar|handlar|beskrivs|behandlas|namns|tas upp|tas|upp|skrivet|det|"
    r"hittar|hittas|jag|man|vi|om|finns)\b"
)
LEFT_OVER = re.compile(r"\b(?:i|enligt|för|från|hos|ur|inom)\s*(?=[?!.,)]*\s*$)|['’]s\b(?<![\w]['’]s)|\(\s*\)|\s{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The question as read: the record, the form asked for, and what only composing needs."""

    understood: Understood
    asked: Asked
    named: Named
    topic: str  # Swedish, without frame, with the plan's name still in it
    writes: bool  # a text of the assistant's own was asked for
    whole: str  # Swedish, in official words, with everything in it; `named` has its places here


MEANT = re.compile(r"\b(?:vad|hur|betyder|menas|innebar|avses|menar|definieras|star|med|for|ar|e|en|ett|forkortning(?:en)?|ordet)\b")


SUPERLATIVE = re.compile(
    r"\b(?:langst|kortast|flest|mest|hogst|storst|minst|lagst|dyrast|billigast|snabbast|tidigast|senast)\w{0,3}\b.*\b(?:eller|av)\b"
)
# the words whose meaning is asked for, up to where the clause ends: "vad betyder egentligen X, på vanlig svenska?"
TERM = re.compile(
    r"\b(?:va[d]? (?:betyder|innebar|menas med|avses med|menar (?:man|de|ni|\w+) med|raknas som|ar det for|star)|"
    r"hur definiera[sr](?: (?:man|de|ni))?|definitionen? (?:av|pa))\s+"
    r"(?:(?:egentligen|det|ordet|begreppet|uttrycket|en|ett|nu|da|med|har) )*"
    r"(?P<term>[^,.?!;()]{2,}?)(?: for (?:nat|nagot))?(?=[,.?!;()]|$)"
)
TERM_FIRST = re.compile(r"^(?P<term>[^,.?!;()]{2,}?)[\s,.?!:–-]+va[d]? (?:e|ar|betyder|innebar|menas|star)\b")


def cut_spans(text: str, spans: Sequence[Span]) -> str:
    """The text without these spans, which may overlap, tidied."""
    out, kept = "", 0
    for start, end in sorted(spans):
        out += text[kept : max(start, kept)] + " "
        kept = max(kept, end)
    out += text[kept:]
    return " ".join(LEFT_OVER.sub(" ", out).split()).strip(" ,;–-")


def cut_plan(question: str, named: Named) -> str:
    """The question's topic without the words that name the plan."""
    (start, end), _ = find_topic(question)
    inside = [(max(first, start) - start, min(last, end) - start) for first, last in named.spans if first < end and start < last]
    return remove_frame(cut_spans(question[start:end], inside)).text


def read_question(
    question: str,
    history: Sequence[Turn],
    documents: Sequence[Document],
    wanted: Sequence[str] | None,
    holders: Holders | None = None,
) -> Reading:
    """Read a cleaned question. `wanted` are the documents that the caller limits it to; a plan named narrows them.

    `holders` tells which documents have a word, for names that stand in no title.
    """
    language = detect_language(question)
    completed = complete_question(question, history)
    whole = completed or question
    swedish = to_swedish(whole) if language == "en" else say_officially(whole)
    swedish = SHORT_YEARS.sub(write_years, YEARLY.sub(r"\1\2 aktivitetsplan\3", swedish))
    named = name_asked(swedish, () if completed else history, documents, holders)
    framed = remove_frame(swedish)
    asked = compare_named(classify(swedish, drop_told(framed.text), framed.exists), framed.text, named)
    topic = framed.text
    actor = find_actor(topic)
    if named.documents and actor and asked.kind != "status" and is_only_actor(swedish, named, actor):
        named = find_speakers(named, swedish, documents, holders)
    if named.documents and asked.kind == "definition" and not MEANT.sub("", fold(cut_plan(swedish, named))).strip(" ?."):
        named = Named()  # the name is the very word that is asked about
    search_text = cut_plan(swedish, named) if named.documents and not named.loose else topic
    if narrow := NARROWING.get(asked.kind):
        search_text = narrow(search_text)
    understood = Understood(
        question=question,
        kind=asked.kind,
        language=language,
        search_text=search_text or topic,
        documents=limit(named.documents, wanted),
        read_as=whole if completed else question,
        actor=actor,
        operation=find_operation(topic),
        wants_all=asked.wants_all,
        yes_no=asked.yes_no,
    )
    return Reading(understood, asked, named, topic, bool(WRITES.search(fold(question))), swedish)


def compare_named(asked: Asked, topic: str, named: Named) -> Asked:
    """A question which of several named plans has most of something compares them."""
    several = len(named.documents or ()) > 1 and len((*named.spans, *named.inside)) > 1
    return replace(asked, kind="comparison", yes_no=False) if several and SUPERLATIVE.search(fold(topic)) else asked


def find_term(text: str) -> str:
    """The words whose meaning is asked for, without what else is said; the text itself when no such words stand out."""
    if alone := ALONE.match(text):
        return alone["term"]
    folded = fold(text)
    found = TERM.search(folded) or TERM_FIRST.search(folded)
    return text[slice(*found.span("term"))].strip() if found and topic_of(found["term"]) else text


def topic_of(folded: str) -> bool:
    """Whether a folded text has a word that carries a topic."""
    return any(word not in STOP and word not in PLAIN for word in re.findall(r"\w+", folded))


def say_officially(question: str) -> str:
    """The question in official words; one about a topic keeps its own words too, since areas are found by what people say."""
    official = put_officially(question)
    framed = remove_frame(question)
    asked = classify(question, framed.text, framed.exists) if official != question else None
    if asked is None or asked.kind != "area" or asked.attribute is not None:
        return official
    return f"{question.rstrip(' ?!.')} ({name_officially(question)})"


def write_years(found: re.Match[str]) -> str:
    """A school or budget year as documents write it, 2024/2025; other fractions as they are."""
    first, second = map(int, found.groups())
    return f"20{first:02}/20{second:02}" if second == first + 1 else found.group()


def name_asked(question: str, history: Sequence[Turn], documents: Sequence[Document], holders: Holders | None) -> Named:
    """The documents that the question names, else those that the conversation spoke of last."""
    named = name_documents(question, documents, holders)
    return name_earlier(history, documents, holders) if history and named.documents is None and not named.unknown else named


def name_earlier(history: Sequence[Turn], documents: Sequence[Document], holders: Holders | None) -> Named:
    """The documents that the conversation spoke of last, to look in first; none named when it named none."""
    earlier = (name_documents(turn.question, documents, holders) for turn in reversed(history))
    last = next((one for one in earlier if one.documents), None)
    return Named(last.documents, loose=True) if last else Named()


def is_only_actor(question: str, named: Named, actor: str) -> bool:
    """Whether all that names a plan is the body asked about: what it does may stand in other plans than its own."""
    start, spans = question.find(actor), (*named.spans, *named.inside)
    return (
        start >= 0
        and bool(spans)
        and fold(actor) not in PLAIN
        and all(start <= first and last <= start + len(actor) for first, last in spans)
    )


def find_speakers(named: Named, question: str, documents: Sequence[Document], holders: Holders | None) -> Named:
    """The plans that speak of a body that is asked about by the name of its own plans; none named when all do."""
    words = [question[start:end] for start, end in (*named.spans, *named.inside)]
    names = [name for text in words for name in re.findall(r"\b[A-ZÅÄÖ]\w{3,}", text) if fold(name) not in PLAIN]
    if holders is None or not names:
        return Named()
    ids = set(named.documents or ()).union(*(find_holders(name.lower(), holders) for name in names))
    return Named(tuple(one.id for one in documents if one.id in ids)) if len(ids) < len(documents) else Named()


def cut_placing(text: str) -> str:
    """The topic of a question about where it stands, without the words that ask for page, section or chapter; the text itself when bare."""
    topic = re.sub(r"^(?:i|på|om|under) ", "", cut_spans(text, [found.span() for found in PLACING.finditer(fold(text))]))
    return topic if any(char.isalnum() for char in topic) else text


def cut_comparing(text: str) -> str:
    """The topic of a comparison, without the words that compare and the plans compared; the text itself when nothing else is in it."""
    spans = [found.span() for found in COMPARING.finditer(fold(text))]
    topic = cut_spans(text, spans)
    return topic if any(char.isalnum() for char in topic) else text


def limit(named: Sequence[str] | None, wanted: Sequence[str] | None) -> tuple[str, ...] | None:
    """The documents to search: those named among those wanted; those wanted when none of them is named."""
    if wanted is None:
        return tuple(named) if named else None
    both = tuple(name for name in wanted if named is None or name in named)
    return both or tuple(wanted)


def find_operation(topic: str) -> str | None:
    """The operation a question is about ("skola", "socialtjänst"), in its own words."""
    found = OPERATIONS.search(fold(topic))
    return topic[found.start() : found.end()] if found else None


# what of a question is searched for where its kind says more than its words
NARROWING: dict[Kind, Callable[[str], str]] = {"locate": cut_placing, "comparison": cut_comparing, "definition": find_term}
