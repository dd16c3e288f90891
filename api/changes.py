"""Everything that changes documents, as plain functions that the routes, the page and the command line share.

In: an open library and who asks. Out: dicts of the HTTP contract; each change stands in the audit log. Knows jobs, corrections and the
log. Knows nothing of HTTP, nor of who may do what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from api import payloads
from api.payloads import Row
from corpus.anchors import slug
from corpus.audit import Audit
from corpus.errors import BadRequest, Unknown
from corpus.jobs import Job, Jobs
from corpus.library import Library
from corpus.records import Correction, Document, Span
from corpus.store_publish import correction_id
from ingest.editions import is_passage_file
from ingest.files import clean_name
from ingest.jobs import enqueue_document, kept_path
from ingest.pipeline import remove_document
from ingest.word_correction import make_correction

PIECE = 50_000  # code points of source read at a time


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one collection by one person or program."""

    library: Library
    audit: Audit
    collection: str  # "" the default one
    who: str  # name of a key, as the audit log will have it

    def add_file(self, file_hash: str, file_name: str, document_id: str | None = None) -> Row:
        """Queue a file that is kept already; with the id of a document it becomes a new edition of it. -> its job."""
        wanted = slug(document_id) if document_id and document_id.strip() else None
        job = Jobs(self.library.store).enqueue(file_hash, clean_name(file_name), wanted)
        self._note("document.add", f"{job.file_name} (jobb {job.id}, sha256 {file_hash})")
        return payloads.job_row(job)

    def withdraw_document(self, document_id: str) -> Row:
        """Take a document out of search at once (Unknown). Old links say that it is gone; the file is kept until it is purged."""
        document = self.library.store.document(document_id)
        self._note("document.withdraw", document_id)
        remove_document(document_id, self.library)
        return {"id": document.id, "title": document.title, "withdrawn": True}

    def replace_document(self, job_id: str, document_id: str) -> Row:
        """Make what a job read in the new edition of another document (Unknown, JobEnded, BadRequest). -> the job that does it.

        The document that the job made is taken out, so that the file can be read in under the other's id and its links go on.
        """
        job = Jobs(self.library.store).get(job_id)
        old = self.library.store.document(document_id)
        if job.state != "done" or not job.document_id or job.document_id == old.id:
            raise BadRequest("Inläsningen kan inte ersätta det dokumentet. Vänta tills den är klar, och välj ett annat dokument.")
        self._require_file(job)
        if job.document_id in self.library.store.generations():
            self.withdraw_document(job.document_id)
        return self.add_file(job.file_hash, job.file_name, old.id)

    def list_jobs(self, limit: int = 100) -> list[Row]:
        """The latest jobs, newest first."""
        return [payloads.job_row(job) for job in Jobs(self.library.store).list(limit)]

    def cancel_job(self, job_id: str) -> Row:
        """Stop a job at its next step (Unknown, JobEnded)."""
        job = Jobs(self.library.store).cancel(job_id)
        self._note("job.cancel", job_id)
        return payloads.job_row(job)

    def retry_job(self, job_id: str) -> Row:
        """Queue a job that failed or was cancelled once more (Unknown, JobEnded; Unknown too when its file is gone)."""
        jobs = Jobs(self.library.store)
        self._require_file(jobs.get(job_id))
        job = jobs.retry(job_id)
        self._note("job.retry", job_id)
        return payloads.job_row(job)

    def _require_file(self, job: Job) -> None:
        if not kept_path(self.library, job.file_hash).exists():
            raise Unknown(f"Filen {job.file_name} finns inte kvar. Ladda upp den igen.")

    def correct_words(self, anchor: str, span: Span, expected: str, replacement: str) -> Row:
        """Note how section.text[start:end] should read, and queue the document again. -> the correction and the job.

        `expected` is what the person saw there. Raises Unknown, Withdrawn, and BadRequest when the words cannot be corrected so.
        """
        store = self.library.store
        section = store.section(anchor)
        document = store.document(section.document)
        if is_passage_file(document.file_name):
            raise BadRequest("Dokumentet är en lista av stycken utan original. Rätta i filen och läs in den igen.")
        if section.text[span[0] : span[1]] != expected:
            raise BadRequest("Texten har ändrats sedan sidan visades. Ladda om sidan och rätta igen.")
        source = "".join(self._source_pieces(document.id))
        correction = make_correction(section, source, document.file_hash, span, replacement, self.who)
        store.add_correction(correction)
        self._note("correction.add", f"{document.id}: {correction_id(correction)}")
        return {"correction": correction_row(correction, document.id, orphan=False), "job": self._read_again(document)}

    def list_corrections(self, document_id: str | None = None) -> list[Row]:
        """The corrections of a document, or of all, oldest first (Unknown)."""
        store = self.library.store
        documents = (store.document(document_id),) if document_id else store.documents()
        return [
            correction_row(one, document.id, orphan=one in store.orphans(document.id))
            for document in documents
            for one in store.corrections(document.file_hash)
        ]

    def withdraw_correction(self, row_id: str) -> Row:
        """Forget a correction and queue its document again (Unknown). -> the correction and the job."""
        found = next((row for row in self.list_corrections() if row["id"] == row_id), None)
        self.library.store.drop_correction(row_id)
        self._note("correction.withdraw", row_id)
        job = self._read_again(self.library.store.document(found["document"])) if found else None
        return {"correction": found, "job": job}

    def _read_again(self, document: Document) -> Row:
        return payloads.job_row(enqueue_document(self.library, document.id))

    def _source_pieces(self, document_id: str) -> Iterator[str]:
        start = 0
        while piece := self.library.store.source_text(document_id, start, start + PIECE):
            yield piece
            start += PIECE

    def list_changes(self, limit: int = 100) -> list[Row]:
        """The audit log of the collection, newest first."""
        return [asdict(entry) for entry in self.audit.list(self.collection, limit)]

    def _note(self, action: str, target: str) -> None:
        self.audit.note(self.collection, self.who, action, target)


def correction_row(correction: Correction, document_id: str, *, orphan: bool) -> Row:
    """A correction; an orphan's words are no longer in the source."""
    return {
        "id": correction_id(correction),
        "document": document_id,
        "before": correction.before,
        "quote": correction.quote,
        "after": correction.after,
        "replacement": correction.replacement,
        "author": correction.author,
        "created": correction.created,
        "orphan": orphan,
    }
