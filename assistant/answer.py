"""A question -> an answer whose every statement is borne by a quote.

In: a library and a question, with the conversation before it. Out: an Answer; nothing is stored.
The steps, one file each: clean, understand, search, gather evidence, compose, number, check, offer what to ask next.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from assistant.checks.citations import Numbering, Quote, renumber
from assistant.checks.slips import find_slips
from assistant.checks.support import check
from assistant.compose.choose import compose
from assistant.compose.disagreement import show_disagreement
from assistant.compose.draft import Draft, drop_told
from assistant.compose.leads import show_leads
from assistant.compose.parts import tell_parts
from assistant.compose.passage import show_passages
from assistant.compose.second import show_second, show_twins
from assistant.evidence.forms import read_form
from assistant.evidence.refuse import TOPICS, chance_of
from assistant.evidence.statements import STATEMENT, TOPIC, gather
from assistant.followups import offer_next
from assistant.frames import MISSING, NOTICES, fill
from assistant.inquiry import Inquiry
from assistant.model.generate import Watch, may_reword, reword
from assistant.question.abbreviations import collection_abbreviations
from assistant.question.chat import find_saying
from assistant.question.clean import Cleaned, clean_question
from assistant.question.colour import find_cores
from assistant.question.conversation import strip_asking
from assistant.question.kinds import OF_DUTY, asking_spans, hearsay_spans
from assistant.question.language import detect_language, find_alternatives
from assistant.question.phrases import tie_phrases
from assistant.question.setting import SHARE, SHARE_OF_TOPIC, ease_numbers, ease_parties, ease_setting
from assistant.question.understand import Reading, limit, read_question
from assistant.question.vocabulary import holding_documents
from assistant.question.words import LIGHT, STOP, Word, content_words, fold, merge_words, stem, terms_of
from assistant.records import Answer, Citation, Hit, Mode, RankedArea, Statement, Turn
from assistant.registers.inventory import has_repairs
from assistant.retrieval.areas import rank_areas
from assistant.retrieval.collection import Collection, learn
from assistant.retrieval.search import put_right, search
from assistant.retrieval.search import read_question as read_search
from assistant.twofold import FIGURES, is_told, join_drafts, part_question, says_deed_of, split_sentences
from corpus.errors import IndexUnavailable
from corpus.library import Library
from corpus.records import Filters

TELLING = 2  # words of some weight that a sentence must have to be asked alone
HITS = 30  # passages read for sentences; beyond them no answer was found on the development questions
AREAS = 12  # areas ranked
TELLING_CORE = 1.5  # weight of a question that is asked without its talk: "vad är målet och vem ansvarar" has no topic
PIECES = 6  # sentences, and ways to cut the talk away, that a refused question is asked again by: each costs as much as a question
TITLES = 4  # documents named to who asks what can be asked


def ask(
    library: Library,
    question: str,
    history: Sequence[Turn] = (),
    documents: Sequence[str] | None = None,
    mode: Mode | None = None,
    *,
    today: date | None = None,
    watch: Watch | None = None,
) -> Answer:
    """Answer a question from the documents, in quotes; in a language model's words where one is set up and `mode` is not "extract".

    `documents` limits it to these ids (Unknown for one that is not there); raises BadRequest for an empty or overlong question.
    `today` decides whether a date has passed. `watch` is shown the answer of quotes, and then each statement of the model that holds.
    """
    started = time.perf_counter()
    cleaned, before = clean_question(question), clean_history(history)
    for name in documents or ():
        library.store.document(name)
    with library.store.snapshot():
        holders = partial(holding_documents, library=library)
        typed = put_right(cleaned.text, library).text
        reading = read_question(typed, before, library.store.documents(), documents, holders)
        inquiry = inquire(library, reading, today or date.today())
        draft = answer_inquiry(inquiry)
        if draft.status == "not_found" and reading.named.loose and not draft.is_list:
            inquiry, draft = look_wider(library, inquiry, draft, documents)
        if draft.status == "not_found" and not draft.is_list:
            draft = answer_sentences(inquiry, draft, typed)
        if draft.status == "not_found" and inquiry.language == "sv":
            draft = answer_core(inquiry, draft, typed, before)
        draft = answer_second(inquiry, draft, typed, documents)
        if draft.status == "not_found" and not draft.is_list:
            draft = answer_leniently(inquiry, draft)
        draft = show_passages(inquiry, show_leads(tell_parts(inquiry, show_twins(inquiry, show_second(inquiry, draft)))))
        lost = (str(inquiry.lost),) if inquiry.lost else ()
        answer = finish(inquiry, draft, (*notices_of(cleaned, reading, library, mode), *lost))
    if library.settings.model_url and mode != "extract" and may_reword(answer, is_list=draft.is_list):
        if watch:
            watch(answer)
        answer = reword(library, cleaned.text, answer, quotes_found(inquiry, draft), watch=watch)
    return replace(answer, record_id=make_record_id(answer), took_ms=round((time.perf_counter() - started) * 1000, 3))


def quotes_found(inquiry: Inquiry, draft: Draft) -> list[Quote]:
    """What a language model may use: the answer's own quotes, then the best of what else was found."""
    return [quote for line in draft.lines for quote in line.quotes] + [one.quote for one in inquiry.evidence[:HITS]]


def clean_history(history: Sequence[Turn]) -> list[Turn]:
    """The turns with their questions cleaned; those without a question are left out."""
    return [replace(turn, question=clean_question(turn.question).text) for turn in history if any(char.isalnum() for char in turn.question)]


def inquire(library: Library, reading: Reading, today: date) -> Inquiry:
    """Search, and gather what may answer."""
    collection = learn(library)
    understood = reading.understood
    text = read_search(understood.search_text, library).text
    reading = replace(reading, understood=replace(understood, search_text=text))
    words = spell_out(find_words(text, reading, collection), library)
    hits, lost = find_hits(library, text, Filters(documents=understood.documents))
    areas = tuple(rank_areas(library, text, understood.documents, limit=AREAS))
    found = (*hits, *area_hits(library, areas, hits))
    free = reading.asked.kind in TOPICS and not (reading.asked.yes_no and OF_DUTY.match(fold(reading.topic)))
    weights = TOPIC if free else STATEMENT
    evidence = gather(library, text, words, found, reading.asked.attribute, collection.areas, weights, read_form(reading.topic))
    return Inquiry(library, collection, reading, words, hits, tuple(evidence), areas, today, lost)


def find_words(text: str, reading: Reading, collection: Collection) -> tuple[Word, ...]:
    """The words that carry the topic: several Swedish words for one English one as one, those of a mere setting less weighty."""
    words = tie_phrases(content_words(text, collection.weigh, (*asking_spans(text), *hearsay_spans(text))), text)
    if detect_language(reading.understood.read_as) == "en":
        words = merge_words(words, find_alternatives(reading.understood.read_as))
    if reading.understood.documents:
        words = ease_parties(words, text)
    if reading.asked.attribute == "reason":
        words = ease_numbers(words)
    return ease_setting(words, text, SHARE_OF_TOPIC if reading.asked.kind == "area" else SHARE)


def spell_out(words: Sequence[Word], library: Library) -> tuple[Word, ...]:
    """The words, an abbreviation with the words that it stands for as its parts: a statement may spell it out."""
    known = collection_abbreviations(library)
    typed = (known.without_ending(word) for word in words)
    spelt = ((word, known.long_forms(fold(word.surface))) for word in typed)
    return tuple(
        replace(word, strict=False, parts=frozenset(stem(part) for part in re.findall(r"\w+", long[0]) if fold(part) not in STOP))
        if long
        else word
        for word, long in spelt
    )


def find_hits(library: Library, text: str, filters: Filters) -> tuple[tuple[Hit, ...], IndexUnavailable | None]:
    """The hits; none, and why, while the index cannot be asked: what stands in registers needs no search."""
    try:
        return search(library, text, filters, HITS, highlighted=False).hits, None
    except IndexUnavailable as error:
        return (), error


def look_wider(library: Library, inquiry: Inquiry, draft: Draft, documents: Sequence[str] | None) -> tuple[Inquiry, Draft]:
    """The answer from all documents when those that the question mentions in passing have none; else what was found."""
    understood = replace(inquiry.reading.understood, documents=limit(None, documents))
    wider = inquire(library, replace(inquiry.reading, understood=understood), inquiry.today)
    found = answer_inquiry(wider)
    return (wider, found) if found.status == "answered" else (inquiry, draft)


def answer_second(inquiry: Inquiry, draft: Draft, question: str, documents: Sequence[str] | None) -> Draft:
    """The draft with the answer to the other of two questions in one, unless it tells both already."""
    question = inquiry.reading.whole if inquiry.language == "en" else question  # parted by its Swedish words
    halves = part_question(question, draft)
    if halves is None:
        return draft
    first, second = halves
    if draft.status == "answered" and is_told(second, draft) and says_deed_of(second, draft):
        return draft if says_deed_of(first, draft) else join_drafts(answer_half(inquiry, first, (), documents), draft)
    told = draft if draft.status == "answered" else answer_half(inquiry, first, (), documents)
    joined = join_drafts(told, answer_half(inquiry, second, [Turn(first, "")], documents))
    return draft if joined.status == "not_found" else joined


def answer_half(inquiry: Inquiry, half: str, before: Sequence[Turn], documents: Sequence[str] | None) -> Draft:
    """The answer to one of two questions; nothing when that would be a list."""
    within = inquiry.reading.understood.documents or documents
    reading = read_question(half, before, inquiry.library.store.documents(), within)
    reading = replace(reading, understood=replace(reading.understood, language=inquiry.language))
    found = answer_inquiry(inquire(inquiry.library, reading, inquiry.today))
    return replace(found, lines=(), status="not_found") if found.is_list else found


def answer_sentences(inquiry: Inquiry, draft: Draft, question: str) -> Draft:
    """The answer to a sentence of a question of several, when the whole has none: people tell their case, then ask, or the other way round.

    A name that no document has stays in the way, and a sentence of one telling word says too little to be asked alone.
    """
    if any(word.strict and not inquiry.collection.holds(terms_of(word.surface)) for word in inquiry.words):
        return draft
    for sentence in split_sentences(question, asking=inquiry.attribute in FIGURES)[:PIECES]:
        reading = read_question(sentence, (), inquiry.library.store.documents(), inquiry.reading.understood.documents)
        asked = inquire(inquiry.library, reading, inquiry.today)
        found = answer_inquiry(asked) if sum(word.weight > LIGHT for word in asked.words) >= TELLING else draft
        if found.status == "answered" and not found.is_list:
            return found
    return draft


def answer_core(inquiry: Inquiry, draft: Draft, question: str, history: Sequence[Turn]) -> Draft:
    """The answer to the question without the talk around it, when the whole has none and none of that talk is of the documents."""
    library, collection = inquiry.library, inquiry.collection
    for core in find_cores(question, lambda word: collection.holds(terms_of(word)) or word.isdigit())[:PIECES]:
        reading = read_question(core, history, library.store.documents(), inquiry.reading.understood.documents)
        asked = inquire(library, reading, inquiry.today)
        found = answer_inquiry(asked) if sum(word.weight for word in asked.words) >= TELLING_CORE else draft
        if found.status in ("answered", "partial"):
            return found
    return draft


def answer_leniently(inquiry: Inquiry, draft: Draft) -> Draft:
    """The statement that only one test held back, shown with what it lacks; the draft as it was when there is none."""
    found = answer_inquiry(replace(inquiry, lenient=True))
    return found if found.status in ("answered", "partial") and not found.is_list else draft


def area_hits(library: Library, areas: Sequence[RankedArea], hits: Sequence[Hit]) -> list[Hit]:
    """The ranked areas that the search did not return, as hits that score no better than its last."""
    known = {hit.passage.id for hit in hits}
    passages = library.store.passages([row.area.id for row in areas if row.area.id not in known])
    last = min((hit.score for hit in hits), default=0.0)
    return [Hit(passages[row.area.id], row.document, last, (), {}, row.also_in) for row in areas if row.area.id in passages]


def answer_inquiry(inquiry: Inquiry) -> Draft:
    """The draft; a diary number that no document has, or an empty library, is said at once."""
    if not inquiry.collection.documents:
        return Draft(inquiry.kind, (), fill(MISSING, "empty", inquiry.language), "not_found")
    if said := find_saying(inquiry.reading.understood.question):
        titles = ", ".join(f"”{one.title}”" for one in inquiry.collection.documents[:TITLES])
        return Draft(inquiry.kind, (), fill(MISSING, said, inquiry.language, documents=titles), "clarify")
    if inquiry.reading.named.unknown:
        return Draft(inquiry.kind, (), fill(MISSING, "diary", inquiry.language, number=inquiry.reading.named.unknown), "not_found")
    if not strip_asking(inquiry.reading.understood.read_as):
        return Draft(inquiry.kind, (), fill(MISSING, "which", inquiry.language), "clarify")
    if not inquiry.words and not inquiry.reading.named.documents and inquiry.kind not in ("status", "list", "comparison", "fact"):
        return Draft(inquiry.kind, (), fill(MISSING, "which", inquiry.language), "clarify")
    draft = show_disagreement(inquiry, compose(inquiry))
    if inquiry.lost and not draft.is_list:
        raise inquiry.lost
    return draft


def notices_of(cleaned: Cleaned, reading: Reading, library: Library, mode: Mode | None) -> tuple[str, ...]:
    """What the asker should know about how the question was treated."""
    language = reading.understood.language
    notices = [*cleaned.notices, *library.notices]
    if mode == "generate" and not library.settings.model_url:
        notices.append(fill(NOTICES, "no_model", language))
    if reading.writes:
        notices.append(fill(NOTICES, "writes_nothing", language))
    return tuple(notices)


def finish(inquiry: Inquiry, draft: Draft, notices: tuple[str, ...]) -> Answer:
    """Number the citations, drop what is not supported, and write the text out."""
    draft = drop_told(draft)
    numbering = Numbering(inquiry.library.store.document)
    for line in draft.lines:
        if shows_numbers(line.text, verbatim=line.verbatim):
            numbering.cite(line.quotes)  # as they are read: a frame that introduces a quote shows no number
    statements = [Statement(line.text, line.verbatim, numbering.cite(line.quotes), interpreted=line.interpreted) for line in draft.lines]
    sections = {quote.section.anchor: quote.section for line in draft.lines for quote in line.quotes}
    kept = [one for one in statements if check(one, numbering.citations, sections).supported]
    citations, new = renumber(numbering.citations, [number for one in kept for number in one.citations])
    shown = tuple(number_statement(one, new, citations) for one in kept)
    status = draft.status if shown or draft.status != "answered" else "not_found"
    return Answer(
        status=status,
        kind=draft.kind,
        understood_as=inquiry.reading.understood.read_as,
        text=write_text(shown),
        statements=shown,
        citations=citations,
        missing=draft.missing,
        follow_ups=draft.follow_ups or offer_next(inquiry, draft),
        record_id="",
        took_ms=0.0,
        language=inquiry.language,
        notices=(*notices, *draft.notices, *note_slips(inquiry, citations)),
        chance=round(chance_of(inquiry, inquiry.evidence[0]), 4) if inquiry.evidence else 0.0,
    )


def note_slips(inquiry: Inquiry, citations: Sequence[Citation]) -> tuple[str, ...]:
    """That words of the quotes stand so in the source; nothing of texts that were read from a scan, whose doubts are told elsewhere."""
    quotes = [one.quote for one in citations if not has_repairs(inquiry.library, one.document.id)]
    slips = dict.fromkeys(slip for quote in quotes for slip in find_slips(quote, inquiry.today.year))
    words = "”, ”".join(slips)
    return (fill(NOTICES, "sic", inquiry.language, words=words),) if slips else ()


def number_statement(statement: Statement, new: dict[int, int], citations: Sequence[Citation]) -> Statement:
    """The statement with its final numbers, marked when its quote holds repaired words."""
    numbers = tuple(new[number] for number in statement.citations)
    repaired = statement.verbatim and any(citations[number - 1].repaired for number in numbers)
    return replace(statement, citations=numbers, repaired=repaired)


def write_text(statements: Sequence[Statement]) -> str:
    """The statements with their numbers, a line each. A frame that introduces a quote carries none of its own."""
    return "\n".join(
        f"{one.text} {write_numbers(one.citations)}" if shows_numbers(one.text, verbatim=one.verbatim) else one.text for one in statements
    )


def shows_numbers(text: str, *, verbatim: bool) -> bool:
    """Whether a statement is shown with its numbers: all but a frame that introduces the next."""
    return verbatim or not text.endswith(":")


def write_numbers(numbers: Sequence[int]) -> str:
    """[1], [1][3], or [1]–[9] for a long run."""
    if len(numbers) > 3 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"[{numbers[0]}]–[{numbers[-1]}]"
    return "".join(f"[{number}]" for number in numbers)


def make_record_id(answer: Answer) -> str:
    """sha256 of what the answer says and cites; the same answer has the same id on any machine."""
    content = {
        "status": answer.status,
        "kind": answer.kind,
        "understood_as": answer.understood_as,
        "statements": [[one.text, list(one.citations)] for one in answer.statements],
        "citations": [[one.anchor, one.start, one.end, one.quote] for one in answer.citations],
        "missing": answer.missing,
    }
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
