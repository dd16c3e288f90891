"""Everything the service and the command line can be asked, in one place: arguments -> dicts of the HTTP contract.

`Desk` is what both the HTTP routes and the command line talk to: `LibraryDesk` answers from an open library in this process,
`api.service.client` from a running service. Knows nothing of HTTP, terminals or pages, and imports no web framework.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from api import payloads
from api.desk_choices import AreaChoice, DutyChoice, QuoteChoice, SearchChoice, TermChoice, Watch
from api.duties import list_duties
from api.export import File
from api.families import find_families
from api.page.image import place_quote, show_page
from api.payloads import Row
from api.record import export_record
from api.version import package_version
from api.where import quote_page, source_ranges
from assistant.answer import ask
from assistant.question.clean import mask_identities
from assistant.record import make_record
from assistant.records import Mode, SearchResult, Turn
from assistant.registers.compare import Comparison, Counterpart, compare_plans
from assistant.registers.glossary import list_meanings
from assistant.retrieval.areas import list_areas, rank_areas
from assistant.retrieval.search import search
from corpus.errors import BadRequest, PlanlotsError
from corpus.jobs import Jobs
from corpus.library import Library
from corpus.records import DOUBTFUL, Change, Document, Filters, PageQuality, Section, Span
from corpus.references import resolve
from ingest.outcome import find_cure

ENGINE = "edge"


@dataclass
class LibraryDesk:
    """Answers from an open library."""

    library: Library
    _rows: dict[str, Any] = field(default_factory=dict)  # generations -> document rows

    @cached_property
    def version(self) -> str:
        """Read once: it costs a look into the installed packages."""
        return package_version()

    def warm(self) -> None:
        """Read what every question needs, so that the first to ask need not wait for it; what fails now fails again when it is asked."""
        with suppress(PlanlotsError):
            self.ask("Vad är syftet?", mode="extract")
            self.areas(AreaChoice(q="stöd", limit=1))
            self.documents()

    def health(self) -> Row:
        """What is open, with how much in it."""
        manifest = self.library.store.manifest()
        encoder = self.library.encoder
        return {
            "status": "ok",
            "documents": len(self.library.store.generations()),
            "passages": sum(points for points, _ in manifest.values()),
            "engine": ENGINE,
            "encoder": encoder.id if encoder else None,
            "version": self.version,
            "notices": list(self.library.notices),
        }

    def documents(self) -> list[Row]:
        """All documents by id."""
        key = repr(sorted(self.library.store.generations().items()))
        if self._rows.get("key") != key:
            families = find_families(self.library.store)
            self._rows = {"key": key, "rows": [self._document_row(one, families) for one in self.library.store.documents()]}
        return [dict(row) for row in self._rows["rows"]]

    def _document_row(self, document: Document, families: Mapping[str, str]) -> Row:
        store = self.library.store
        sections = store.count_sections(document.id)
        quality = overall_quality(store.quality(document.id))
        row = payloads.document_row(document, sections, families[document.id], quality, store.unreadable(document.id))
        hidden = [page.page_number or 0 for page in store.quality(document.id) if page.hidden_text]
        return row | {"text_cure": find_cure(store.quality(document.id), store.format(document.id)), "hidden_text": hidden}

    def document(self, document_id: str) -> Row:
        """One document with its outline, parts and quality (Unknown)."""
        self.library.store.document(document_id)
        row = next(row for row in self.documents() if row["id"] == document_id)
        sections = self.library.store.sections(document_id)
        row["outline"] = payloads.outline(sections)
        row["parts"] = payloads.parts(sections)
        row["quality"] = [payloads.quality_row(page) for page in self.library.store.quality(document_id)]
        return row

    def section(self, anchor: str, start: int | None = None, end: int | None = None) -> Row:
        """One section with its neighbours (Unknown, Withdrawn), and where [start, end) of its text stands in the source."""
        store = self.library.store
        section = store.section(anchor)
        around = [one for one in store.sections(section.document) if one.kind == "section" or one.anchor == anchor]
        at = next(index for index, one in enumerate(around) if one.anchor == anchor)
        ranges = source_ranges(section, start or 0, len(section.text) if end is None else end)
        return {
            "anchor": section.anchor,
            "document": payloads.document_ref(store.document(section.document)),
            "part": section.part,
            "kind": section.kind,
            "heading": section.heading,
            "subtitle": section.subtitle,
            "path": list(section.path),
            "page_number": section.page_number,
            "page_label": section.page_label,
            "text": section.text,
            "source_text": store.source_text(section.document, *section.source_span),
            "source_span": list(section.source_span),
            "blocks": [payloads.block_row(block) for block in store.blocks(anchor)],
            "notes": self._notes(anchor),
            "changes": change_rows(section, store.changes(anchor)),
            "previous": around[at - 1].anchor if at else None,
            "next": around[at + 1].anchor if at + 1 < len(around) else None,
            "source_ranges": payloads.spans(ranges),
            "quote_page": None if start is None else quote_page(store, section, start),
            **place_quote(self.library, anchor, ranges, (start, end)),
        }

    def _notes(self, anchor: str) -> list[Row]:
        store = self.library.store
        return [
            {"mark": note.mark, "anchor": note.anchor, "position": note.position, "text": store.section(note.anchor).text}
            for note in store.notes(anchor)
        ]

    def search(self, query: str, choice: SearchChoice) -> Row:
        """Hits, best first."""
        if is_blank(query):
            raise BadRequest("Skriv vad du vill söka efter.")
        masked, _ = mask_identities(query)
        fitting = self._choose_documents(choice)
        if fitting == ():
            return payloads.search_row(SearchResult(masked, (), (), 0.0), explain=choice.explain)
        filters = Filters(documents=fitting, kinds=choice.kinds)
        return payloads.search_row(search(self.library, masked, filters, choice.limit), explain=choice.explain)

    def _choose_documents(self, choice: SearchChoice) -> tuple[str, ...] | None:
        """The ids that issuer, standing and year leave; None for no limit."""
        if choice.issuers is None and choice.standings is None and choice.years is None:
            return choice.documents
        return tuple(row["id"] for row in self.documents() if choice.fits(row))

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Sequence[str] | None = None,
        mode: Mode | None = None,
        watch: Watch | None = None,
    ) -> Row:
        """The answer to a question (BadRequest when it is empty, Unknown for a document that is not there)."""
        refuse_blank(question)
        seen = (lambda answer: watch(payloads.answer_row(answer))) if watch else None
        return payloads.answer_row(ask(self.library, question, history, documents, mode, watch=seen))

    def record(self, question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None, format_: str) -> File:
        """The answer with all its grounds as a file (BadRequest, Unknown)."""
        refuse_blank(question)
        masked, _ = mask_identities(question)
        answer = ask(self.library, question, history, documents, mode)
        told = [Turn(mask_identities(turn.question)[0], mask_identities(turn.answer)[0]) for turn in history]
        return export_record(make_record(self.library, masked, answer), format_, told)

    def page(self, document_id: str, page_number: int, wanted: QuoteChoice) -> File:
        """The picture of a page of a PDF (Unknown where there is none)."""
        return show_page(self.library, document_id, page_number, self._find_ranges(document_id, wanted))

    def _find_ranges(self, document_id: str, wanted: QuoteChoice) -> list[Span]:
        if wanted.anchor is None:
            return [] if wanted.start is None or wanted.end is None else [(wanted.start, wanted.end)]
        section = self.library.store.section(wanted.anchor)
        if section.document != document_id:
            raise BadRequest(f"Avsnittet {wanted.anchor} hör inte till {document_id}. Ange ett av dokumentets egna avsnitt.")
        return source_ranges(section, wanted.start or 0, len(section.text) if wanted.end is None else wanted.end)

    def areas(self, choice: AreaChoice) -> list[Row]:
        """Development areas in document order or, with `q`, best first."""
        if choice.document:
            self.library.store.document(choice.document)
        if choice.q and choice.q.strip():
            rank = partial(rank_areas, self.library, choice.q, limit=choice.limit)
        else:
            rank = partial(list_areas, self.library)
        found = rank(document=choice.document, focus=choice.focus, group=choice.group, editions_all=choice.editions_all)
        return [payloads.area_row(ranked) for ranked in found[: choice.limit]]

    def responsibilities(self, choice: DutyChoice) -> list[Row]:
        """Who does what, in document order."""
        documents = {document.id: document for document in self.library.store.documents()}
        duties = list_duties(self.library, choice)
        return [payloads.responsibility_row(duty.record, documents[duty.record.document], duty.also_in) for duty in duties]

    def references(self, document: str | None = None) -> list[Row]:
        """Where the plans point elsewhere."""
        store = self.library.store
        documents = {one.id: one for one in store.documents()}
        records = resolve(store.references([document] if document else None), tuple(documents.values()))
        return [payloads.reference_row(record, documents) for record in records]

    def definitions(self, choice: TermChoice) -> list[Row]:
        """What the plans say that words and abbreviations mean, in document order."""
        store = self.library.store
        documents = {one.id: one for one in ([store.document(choice.document)] if choice.document else store.documents())}
        found = list_meanings(self.library, tuple(documents.values()), choice.term)
        return [payloads.definition_row(one, documents[one.quote.section.document]) for one in found[: choice.limit]]

    def compare(self, left: str, right: str) -> Row:
        """Two plans side by side."""
        comparison = compare_plans(self.library, left, right)
        return {
            "left": payloads.document_ref(comparison.left),
            "right": payloads.document_ref(comparison.right),
            "searched": comparison.searched,
            "rows": [_comparison_row(row, comparison) for row in comparison.rows],
        }

    def job(self, job_id: str) -> Row:
        """How an ingest job is getting on (Unknown)."""
        return payloads.job_row(Jobs(self.library.store).get(job_id))


def _comparison_row(row: Counterpart, comparison: Comparison) -> Row:
    return {
        "left": payloads.area_row(row.left),
        "right": payloads.area_row(row.right) if row.right else None,
        "similarity": round(row.similarity, payloads.ROUNDED),
        "note": None if row.right else f"hittades inte bland {comparison.searched} områden",
    }


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: blanks, soft hyphens, marks of direction, tags."""
    return not any(char.isprintable() and not char.isspace() for char in text)


def refuse_blank(question: str) -> None:
    """BadRequest for a question without a visible character."""
    if is_blank(question):
        raise BadRequest("Skriv en fråga.")


def overall_quality(pages: Sequence[PageQuality]) -> str:
    """The verdict that most words of a document fall under; "empty" without pages."""
    words: dict[str, int] = {}
    for page in pages:
        words[page.verdict] = words.get(page.verdict, 0) + page.words
    return max(sorted(words), key=lambda verdict: words[verdict], default="empty")


def change_rows(section: Section, changes: Sequence[Change]) -> list[Row]:
    """The repairs and doubts of a section, each with where it stands in the clean text where that can be told."""
    return [change_row(change, *find_change(section, change)) for change in changes]


def find_change(section: Section, change: Change) -> tuple[Span | None, bool]:
    """Where a change stands in the clean text, and whether the text differs there; a doubt lies within a copy."""
    for segment in section.segments:
        if segment.operation in ("repair", "correct", "insert") and segment.source_start == change.start:
            return (segment.clean_start, segment.clean_end), True
        if segment.operation == "copy" and segment.source_start <= change.start and change.end <= segment.source_end:
            start = segment.clean_start + change.start - segment.source_start
            if section.text[start : start + len(change.text)] == change.text:
                return (start, start + change.end - change.start), False
    return None, True


def change_row(change: Change, place: Span | None, repaired: bool) -> Row:
    """One repair, or one doubt: a word that stands as the file has it."""
    return {
        "source_start": change.start,
        "source_end": change.end,
        "text": change.text,
        "start": place[0] if place else None,
        "end": place[1] if place else None,
        "repaired": repaired,
        "doubtful": change.margin is not None and change.margin < DOUBTFUL,
        "margin": change.margin,
        "alternatives": list(change.alternatives),
        "rule": change.rule,
    }
