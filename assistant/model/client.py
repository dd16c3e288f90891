"""A language model behind an OpenAI-compatible address: messages -> the text of its reply, in pieces, within limits.

In: settings and chat messages. Out: pieces of text, or ModelUnavailable. Four limits, since a timeout per read is reset for ever by a
server that trickles: connecting, first piece, pause between pieces, all together. After three failures in a row it is left alone for a
minute. The one place that may send a request anywhere, and only to the address that the operator names: no proxy, no redirect.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from assistant.model.prompts import response_format
from corpus.errors import PlanlotsError
from corpus.settings import Settings

if TYPE_CHECKING:
    import httpx

REPLY_BYTES = 256 * 1024  # a reply of six statements is under 10 kB
FAILURES = 3
REST_SECONDS = 60.0


class ModelUnavailable(PlanlotsError):
    """The language model did not answer as it should."""

    type = "sprakmodell-svarar-inte"
    title = "Språkmodellen svarar inte"
    status = 503


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds."""

    connect: float = 2.0
    first: float = 15.0
    idle: float = 10.0
    total: float = 60.0


LIMITS = Limits()
END = object()


@dataclass
class Breaker:
    """Leaves a failing model alone for a while, so that no question waits for it."""

    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """ModelUnavailable while it rests."""
        if self.clock() < self.until:
            raise ModelUnavailable("Språkmodellen svarade inte de senaste gångerna och vilar en minut. Svaret består av citat.")

    def succeed(self) -> None:
        """Forget the failures."""
        with self.lock:
            self.failures, self.until = 0, 0.0

    def fail(self) -> None:
        """Count a failure; rest after FAILURES of them."""
        with self.lock:
            self.failures += 1
            if self.failures >= FAILURES:
                self.failures, self.until = 0, self.clock() + REST_SECONDS


BREAKERS: dict[str, Breaker] = {}  # one for each address


def find_breaker(url: str) -> Breaker:
    """The breaker of an address."""
    return BREAKERS.setdefault(url, Breaker())


def stream_reply(settings: Settings, messages: Sequence[Mapping[str, str]], limits: Limits = LIMITS) -> Generator[str, None, None]:
    """The reply as it comes (ModelUnavailable). A thread of its own reads, so that no wait is longer than the limits; closing hangs up."""
    pieces: SimpleQueue[Any] = SimpleQueue()
    stopped = threading.Event()
    call = Call(settings, messages, limits, pieces, stopped)
    threading.Thread(target=call.run, name="planlots-model", daemon=True).start()
    ends, waits = time.monotonic() + limits.total, limits.first
    try:
        while True:
            piece = _next_piece(pieces, min(waits, ends - time.monotonic()))
            if piece is END:
                return
            yield piece
            waits = limits.idle
    finally:
        stopped.set()


def _next_piece(pieces: SimpleQueue[Any], seconds: float) -> Any:
    try:
        piece = pieces.get(timeout=max(seconds, 0.0))
    except Empty:
        raise ModelUnavailable("Språkmodellen svarade inte i tid. Svaret består av citat.") from None
    if isinstance(piece, PlanlotsError):
        raise piece
    return piece


@dataclass
class Call:
    """One request, read in a thread until its end or until nobody listens any more."""

    settings: Settings
    messages: Sequence[Mapping[str, str]]
    limits: Limits
    pieces: SimpleQueue[Any]
    stopped: threading.Event
    read: int = 0

    def run(self) -> None:
        """Put every piece, then END or what went wrong."""
        import httpx  # noqa: PLC0415 - 0.1 s, for those who have a model

        try:
            for piece in self._pieces():
                if self.stopped.is_set():
                    return
                self.pieces.put(piece)
            self.pieces.put(END)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            self.pieces.put(ModelUnavailable(f"Språkmodellen gick inte att nå ({type(error).__name__}). Kontrollera PLANLOTS_LLM_URL."))
        except ModelUnavailable as error:
            self.pieces.put(error)

    def _pieces(self) -> Iterator[str]:
        import httpx  # noqa: PLC0415

        waits = httpx.Timeout(self.limits.first, connect=self.limits.connect)
        with (
            httpx.Client(timeout=waits, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", address(self.settings), json=self._body(), headers=self._headers()) as response,
        ):
            if response.status_code != 200:
                raise ModelUnavailable(f"Språkmodellen svarade med fel {response.status_code}. Svaret består av citat.")
            yield from self._events(response)

    def _events(self, response: httpx.Response) -> Iterator[str]:
        """The text of each server-sent event; of the whole body when the server does not stream."""
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        if kind == "application/json":
            yield text_of(json.loads("".join(self._counted(response.iter_text()))), "message")
            return
        if kind != "text/event-stream":
            raise ModelUnavailable(f"Språkmodellen svarade med {kind[:40] or 'okänt innehåll'} i stället för JSON. Kontrollera adressen.")
        for line in split_lines(self._counted(response.iter_text())):
            data = line.removeprefix("data:").strip()
            if data == "[DONE]":
                return
            if line.startswith("data:") and data and (text := text_of(json.loads(data), "delta")):
                yield text

    def _counted(self, texts: Iterator[str]) -> Iterator[str]:
        for text in texts:
            self.read += len(text)
            if self.read > REPLY_BYTES:
                raise ModelUnavailable("Språkmodellens svar var för långt. Svaret består av citat.")
            yield text

    def _body(self) -> dict[str, Any]:
        shape = {"response_format": response_format(), "temperature": 0, "seed": 0, "max_tokens": 1500}
        return {"model": self.settings.model_name, "messages": list(self.messages), "stream": True, **shape}

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.settings.model_key}"} if self.settings.model_key else {}


def split_lines(texts: Iterator[str]) -> Iterator[str]:
    """Whole lines of a text that comes in pieces; the last one also without its line break."""
    rest = ""
    for text in texts:
        *lines, rest = (rest + text).split("\n")
        yield from lines
    yield rest


def address(settings: Settings) -> str:
    """Where chats are completed: the named address with or without its /v1."""
    base = str(settings.model_url).rstrip("/")
    return base if base.endswith("/chat/completions") else f"{base}/chat/completions"


def text_of(event: Any, part: str) -> str:
    """The text of a completion ("message") or a chunk of one ("delta"); "" where a chunk has none (ModelUnavailable for no completion)."""
    with suppress(KeyError, IndexError, TypeError, AttributeError):
        if not event["choices"]:
            return ""  # a chunk that tells usage only
        return str(event["choices"][0][part].get("content") or "")
    raise ModelUnavailable("Språkmodellens svar hade inte den form som väntades. Svaret består av citat.")
