"""The desk of a running service, over HTTP: the same questions and answers as `desk.LibraryDesk`.

In: the service's address. Out: dicts of the contract; a problem document becomes a RemoteProblem with the same text. Standard library
only, and never through a proxy: questions stay on the machine.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.desk_choices import AreaChoice, DutyChoice, QuoteChoice, SearchChoice, TermChoice, Watch
from api.export import File
from api.service import locate
from assistant.records import Mode, Turn
from corpus.errors import PlanlotsError
from corpus.settings import Settings

Row = dict[str, Any]
TIMEOUT = 90.0  # seconds; an answer takes milliseconds, a comparison of large plans seconds, a language model up to a minute
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class RemoteProblem(PlanlotsError):
    """What the service answered instead of an answer."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(str(problem.get("detail") or "Tjänsten kunde inte svara. Försök igen."))
        self.status = int(problem.get("status") or 500)
        self.type = str(problem.get("type") or "internt-fel").rpartition("/")[2]
        self.title = str(problem.get("title") or PlanlotsError.title)


class ServiceGone(PlanlotsError):
    """The service does not answer any more."""

    type = "tjansten-svarar-inte"
    title = "Tjänsten svarar inte"
    status = 503


def find_desk(settings: Settings, collection: str = "") -> RemoteDesk | None:
    """The desk of the data folder's running service, if it answers; of a collection, which is opened there by asking."""
    running = locate.read(settings)
    if running is None or not locate.is_alive(running):
        return None
    desk = RemoteDesk(running.url + (f"/c/{_quoted(collection)}" if collection else ""), locate.read_secret(settings))
    try:
        desk.health()
    except ServiceGone:
        return None
    except RemoteProblem:
        return desk  # it is there, but starting or busy: say so rather than open its data
    return desk


def find_service(settings: Settings, collection: str = "") -> str | None:
    """The address of the data folder's running service, if it answers."""
    desk = find_desk(settings, collection)
    return desk.url if desk else None


class RemoteDesk:
    """Asks a running service."""

    def __init__(self, url: str, secret: str = "") -> None:
        self.url = url.rstrip("/")
        self.headers = {"authorization": f"Bearer {secret}"} if secret else {}

    def health(self) -> Row:
        """Whether it is ready."""
        return self._get("/api/health")  # type: ignore[no-any-return]

    def documents(self) -> list[Row]:
        """All documents."""
        return self._get("/api/documents")  # type: ignore[no-any-return]

    def document(self, document_id: str) -> Row:
        """One document."""
        return self._get(f"/api/documents/{_quoted(document_id)}")  # type: ignore[no-any-return]

    def section(self, anchor: str, start: int | None = None, end: int | None = None) -> Row:
        """One section."""
        return self._get(f"/api/sections/{_quoted(anchor)}", start=start, end=end)  # type: ignore[no-any-return]

    def search(self, query: str, choice: SearchChoice) -> Row:
        """Hits, best first."""
        return self._get(  # type: ignore[no-any-return]
            "/api/search",
            q=query,
            limit=choice.limit,
            document=choice.documents,
            kind=choice.kinds,
            explain=choice.explain,
            issuer=choice.issuers,
            status=choice.standings,
            year=choice.years,
        )

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Sequence[str] | None = None,
        mode: Mode | None = None,
        watch: Watch | None = None,
    ) -> Row:
        """The answer to a question, whole: `watch` is shown nothing."""
        return self._send("/api/ask", _ask_body(question, history, documents, mode))  # type: ignore[no-any-return]

    def record(self, question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None, format_: str) -> File:
        """The answer with all its grounds as a file."""
        content, headers = self._fetch(f"/api/record?format={_quoted(format_)}", _ask_body(question, history, documents, mode))
        name = headers.get("content-disposition", "").partition('filename="')[2].rstrip('"')
        return File(content, headers.get("content-type", ""), name)

    def page(self, document_id: str, page_number: int, wanted: QuoteChoice) -> File:
        """The picture of a page."""
        query = urllib.parse.urlencode({name: value for name, value in asdict(wanted).items() if value is not None})
        content, headers = self._fetch(f"/api/pages/{_quoted(document_id)}/{page_number}.png?{query}", None)
        return File(content, headers.get("content-type", ""), f"{document_id}-{page_number}.png")

    def areas(self, choice: AreaChoice) -> list[Row]:
        """Development areas."""
        return self._get(  # type: ignore[no-any-return]
            "/api/areas",
            document=choice.document,
            focus=choice.focus,
            group=choice.group,
            q=choice.q,
            limit=choice.limit,
            editions="all" if choice.editions_all else None,
        )

    def responsibilities(self, choice: DutyChoice) -> list[Row]:
        """Who does what."""
        return self._get(  # type: ignore[no-any-return]
            "/api/responsibilities",
            document=choice.document,
            actor=choice.actor,
            verb=choice.verb,
            q=choice.q,
            limit=choice.limit,
            editions="all" if choice.editions_all else None,
        )

    def references(self, document: str | None = None) -> list[Row]:
        """Where the plans point elsewhere."""
        return self._get("/api/references", document=document)  # type: ignore[no-any-return]

    def definitions(self, choice: TermChoice) -> list[Row]:
        """What the plans say that words and abbreviations mean."""
        return self._get("/api/definitions", document=choice.document, term=choice.term, limit=choice.limit)  # type: ignore[no-any-return]

    def compare(self, left: str, right: str) -> Row:
        """Two plans side by side."""
        return self._get("/api/compare", left=left, right=right)  # type: ignore[no-any-return]

    def job(self, job_id: str) -> Row:
        """An ingest job."""
        return self._get(f"/api/jobs/{_quoted(job_id)}")  # type: ignore[no-any-return]

    def withdraw_document(self, document_id: str) -> Row:
        """Take a document out of search."""
        return self._send(f"/api/documents/{_quoted(document_id)}", None, "DELETE")  # type: ignore[no-any-return]

    def _get(self, path: str, **parameters: Any) -> Any:
        kept = {name: value for name, value in parameters.items() if value is not None}
        return self._send(f"{path}?{urllib.parse.urlencode(kept, doseq=True)}" if kept else path, None)

    def _send(self, path: str, body: bytes | None, method: str | None = None) -> Any:
        return json.loads(self._fetch(path, body, method)[0])

    def _fetch(self, path: str, body: bytes | None, method: str | None = None) -> tuple[bytes, Mapping[str, str]]:
        headers = self.headers | ({"content-type": "application/json"} if body else {})
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with OPENER.open(request, timeout=TIMEOUT) as response:
                return response.read(), response.headers
        except urllib.error.HTTPError as error:
            raise RemoteProblem(_problem(error)) from error
        except OSError as error:
            raise ServiceGone(f"Planlots svarar inte på {self.url}. Starta om med planlots serve.") from error


def _ask_body(question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None) -> bytes:
    turns = [{"question": turn.question, "answer": turn.answer} for turn in history]
    return json.dumps({"question": question, "history": turns, "documents": list(documents) if documents else None, "mode": mode}).encode()


def _problem(error: urllib.error.HTTPError) -> Mapping[str, Any]:
    try:
        found = json.loads(error.read())
    except ValueError:
        return {"status": error.code}
    return found if isinstance(found, dict) else {"status": error.code}


def _quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="/~")
