"""A posted file -> a file kept in the data folder, written while it arrives.

In: a request with a multipart form (RFC 7578): one `file`, and small fields. Out: its sha256, its name as a label, the fields. Too large
or too slow ends it at once and leaves nothing behind. Knows python-multipart. Knows nothing of documents or jobs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from api.guards.gate import NOT_MEANT, TOKEN_FIELD, is_token
from api.guards.visit import visit_of
from api.routes.problems import BadCall, Busy, TooLarge, TooSlow
from corpus.errors import BadRequest, NotAllowed
from ingest.files import Incoming, clean_name

UPLOAD_BYTES = 200 * 1024 * 1024  # a scanned plan of 600 pages is about 60 MB
IDLE_SECONDS = 10.0  # between two pieces
TOTAL_SECONDS = 900.0  # 200 MB at 2 Mbit/s
AT_ONCE = 4  # uploads; each writes to the disk
FIELD_BYTES = 1_000  # of a small field
FIELDS = 10
FILE_FIELD = "file"
_turns = asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has arrived whole."""

    file_hash: str
    file_name: str  # a label only
    fields: Mapping[str, str]


@dataclass
class Part:
    """One part of the form while it arrives."""

    headers: dict[bytes, bytes] = field(default_factory=dict)
    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    name: str = ""
    file_name: str | None = None  # None: a small field
    content: bytearray = field(default_factory=bytearray)


async def receive_upload(request: Request, data: Path) -> Upload:
    """Write the posted file into the data folder (TooLarge, TooSlow, Busy, BadRequest, NotAllowed, StoreUnavailable)."""
    content_type, options = parse_options_header(request.headers.get("content-type", ""))
    if content_type != b"multipart/form-data" or not options.get(b"boundary"):
        raise BadRequest("Skicka filen som formulär (multipart/form-data) i fältet file.")
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared[:20]) > UPLOAD_BYTES:
        raise _too_large()
    if _turns.locked():
        raise Busy("Flera filer laddas upp just nu. Försök igen om en stund.")
    async with _turns:
        with await run_in_threadpool(Incoming, data, "filen") as incoming:
            form = Form(options[b"boundary"], incoming, request)
            try:
                async with asyncio.timeout(TOTAL_SECONDS):
                    async for chunk in read_pieces(request):
                        await run_in_threadpool(form.write, chunk)
            except TimeoutError as error:
                raise TooSlow("Filen kom inte i tid. Försök igen med en snabbare anslutning.") from error
            except MultipartParseError as error:
                raise BadCall("Formuläret med filen kan inte läsas. Skicka det som multipart/form-data.") from error
            return await run_in_threadpool(form.finish)


async def read_pieces(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes, each piece within IDLE_SECONDS."""
    pieces, size = request.stream(), 0
    while True:
        try:
            chunk = await asyncio.wait_for(anext(pieces), IDLE_SECONDS)
        except StopAsyncIteration:
            return
        except ClientDisconnect as error:
            raise BadCall("Filen kom inte fram hel. Skicka den igen.") from error
        size += len(chunk)
        if size > UPLOAD_BYTES:
            raise _too_large()
        yield chunk


class Form:
    """The form while it arrives: the file goes to disk, small fields stay in memory."""

    def __init__(self, boundary: bytes, incoming: Incoming, request: Request) -> None:
        self.incoming, self.visit = incoming, visit_of(request.scope)
        self.fields: dict[str, str] = {}
        self.file_name: str | None = None
        self.part = Part()
        self.ended = False  # whether the form's last line has come: a file that was cut off is no file
        self.parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self.part.header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self.part.value.extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._name_part,
                "on_part_data": self._take,
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
        )

    def write(self, chunk: bytes) -> None:
        """The next piece of the form."""
        self.parser.write(chunk)

    def finish(self) -> Upload:
        """The form has ended (BadRequest when it holds no file)."""
        if not self.ended:
            raise BadCall("Formuläret med filen kom inte fram helt. Skicka filen igen.")
        if not self.file_name or not self.incoming.size:
            raise BadRequest("Ingen fil kom med. Välj en fil som inte är tom och skicka igen.")
        return Upload(self.incoming.keep(), self.file_name, self.fields)

    def _begin(self) -> None:
        self.part = Part()
        if len(self.fields) >= FIELDS:
            raise BadRequest(f"Formuläret har fler än {FIELDS} fält. Skicka bara filen och dokumentets id.")

    def _end(self) -> None:
        self.ended = True

    def _end_header(self) -> None:
        self.part.headers[bytes(self.part.header).lower()] = bytes(self.part.value)
        self.part.header, self.part.value = bytearray(), bytearray()

    def _name_part(self) -> None:
        """What the part is; the file may come only after the form's token, where one is needed."""
        _, options = parse_options_header(self.part.headers.get(b"content-disposition", b""))
        self.part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" not in options:
            return
        if self.part.name != FILE_FIELD or self.file_name is not None:
            raise BadRequest("Skicka en fil åt gången, i fältet file.")
        if self.visit.unproven:
            raise NotAllowed(NOT_MEANT)
        self.part.file_name = self.file_name = clean_name(options[b"filename"].decode("utf-8", "replace"))

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self.part.file_name is not None:
            self.incoming.write(data[start:end])
            return
        self.part.content += data[start:end]
        if len(self.part.content) > FIELD_BYTES:
            raise BadRequest(f"Ett fält i formuläret är längre än {FIELD_BYTES} tecken. Skicka filen i fältet file.")

    def _end_part(self) -> None:
        if self.part.file_name is not None:
            return
        value = self.part.content.decode("utf-8", "replace")
        if self.part.name == TOKEN_FIELD and is_token(self.visit.caller, value):
            self.visit.unproven = False
        self.fields[self.part.name] = value


def _too_large() -> TooLarge:
    return TooLarge(f"Filen är större än {UPLOAD_BYTES // (1024 * 1024)} MB. Dela upp den, eller spara den i ett mindre format.")
