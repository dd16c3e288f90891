"""`planlots serve`: a process with uvicorn, the open library and one thread that runs ingest jobs; and the processes that answer.

In: settings, host and port. Out: a service that says where it is in <data>/server.json while it is ready, and that ends within ten
seconds of SIGTERM with code 0. Knows uvicorn and sockets. Logs no address, no query and no question.
"""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.app import Front, create_app
from api.commands.progress import show_bundled, show_rebuild
from api.guards.asgi import HEADERS
from api.guards.limits import ADDRESS_RATE
from api.guards.proxies import read_proxies, read_root_path
from api.routes import problems
from api.service import locate
from api.service.answerers import Answerers, count_answerers
from api.service.collections import OpenCollections
from api.service.desk_shared import SharedDesk
from api.service.state import Service
from api.service.work import Worker
from corpus.errors import BadRequest, PlanlotsError, StoreUnavailable
from corpus.library import Library
from corpus.settings import Settings

HEADER_SECONDS = 10.0  # a request line and headers that take longer are no browser's
HEADER_BYTES = 32 * 1024
CONNECTIONS = 1024  # a browser holds six
GRACE_SECONDS = 3  # open responses get this long at shutdown; with the rest it stays under ten, also on a busy machine
SWITCH_SECONDS = 0.0005  # a thread that has an answer waits so long for one that computes; Python's 5 ms pass six times a question
JOIN_SECONDS = 2.0  # the job in hand gets this long more; it is resumed at the next start
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

log = logging.getLogger("planlots")
Say = Callable[[str], None]


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that hangs up on a client who never finishes its headers, and tells in Swedish what is no HTTP."""

    _header_timer: object | None = None

    def connection_made(self, transport: object) -> None:
        """Start waiting for the first request; one connection too many is told to come again."""
        super().connection_made(transport)  # type: ignore[arg-type]
        if len(self.connections) > CONNECTIONS:
            self._send_at_once(problems.Busy("Många frågar just nu. Försök igen om några sekunder."))
            return
        self._wait_for_headers()

    def data_received(self, data: bytes) -> None:
        """Wait again while a request is incomplete."""
        if self._header_timer is None and self.conn.their_state is h11.IDLE:
            self._wait_for_headers()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE or self.conn.our_state is not h11.IDLE:
            self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        """A problem document for what cannot be read as HTTP."""
        self._send_at_once(problems.from_status(400))

    def _send_at_once(self, error: PlanlotsError) -> None:
        """An error as the whole answer, then goodbye; nothing has been read, so nothing is sent by the application."""
        body = problems.encode(problems.describe(error))
        headers = [(b"content-type", problems.CONTENT_TYPE.encode("ascii")), (b"connection", b"close"), *HEADERS]
        headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in problems.headers(error).items()]
        for event in (h11.Response(status_code=error.status, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer with the connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_headers(self) -> None:
        self._header_timer = self.loop.call_later(HEADER_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()  # type: ignore[attr-defined]
            self._header_timer = None


class QuietServer(uvicorn.Server):
    """Ends with code 0 on SIGTERM and SIGINT, and closes streams first."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self.service = service

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Tell the streams, then let uvicorn drain. A second signal does not wait."""
        self.service.closing.set()
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Handle signals while serving, without raising them again at the end."""
        in_main = threading.current_thread() is threading.main_thread()  # Python allows handlers nowhere else
        signals = (signal.SIGINT, signal.SIGTERM) if in_main else ()
        before = {one: signal.signal(one, self.handle_exit) for one in signals}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def run_service(settings: Settings, host: str, port: int, say: Say, root_path: str | None = None, answerers: str | None = None) -> int:
    """Serve until told to stop. Returns the exit code; raises PlanlotsError when it cannot start."""
    refuse_second(settings)
    count = count_answerers(os.environ.get("PLANLOTS_WORKERS", "") if answerers is None else answerers)
    listener = bind(host, port)
    url = f"http://{_shown_host(host)}:{listener.getsockname()[1]}"
    service = Service(settings, local_secret=secrets.token_urlsafe(32))
    app = create_app(settings, service, read_front(host, root_path))
    server = QuietServer(configure(app, host), service)
    opener = Opening(settings, service, server, url, say, app.state.collections, count)
    opener.start()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        server.run(sockets=[listener])
    finally:
        service.closing.set()
        opener.finish()
        listener.close()
    return 1 if opener.failed else 0


class Opening(threading.Thread):
    """Opens the library while the server already answers 503, then starts the worker and says that all is ready."""

    def __init__(
        self, settings: Settings, service: Service, server: QuietServer, url: str, say: Say, collections: OpenCollections, count: int
    ) -> None:
        super().__init__(name="planlots-open", daemon=True)
        self.collections, self.count = collections, count
        self.answerers: Answerers | None = None
        self.settings, self.service, self.server, self.url, self.say = settings, service, server, url, say
        self.library: Library | None = None
        self.worker: Worker | None = None
        self.failed = False

    def run(self) -> None:
        """Open, read in the bundled documents on first start, be ready."""
        try:
            self._open()
        except PlanlotsError as error:
            self.failed = True
            self.say(str(error))
            self.server.should_exit = True
        except SystemExit:  # told to stop while reading in: the job in hand is resumed at the next start
            return
        except BaseException as error:
            if self.service.closing.is_set() and self.service.desk:
                return  # the library was closed while the first answer was being prepared
            self.failed = True
            self.server.should_exit = True
            log.error("Planlots kunde inte starta: %s", type(error).__name__)
            raise

    def _open(self) -> None:
        self.library = Library.open(self.settings, child=True, on_progress=show_rebuild())
        show_bundled(self.library, stop=self.service.closing.is_set)
        if self.service.closing.is_set():
            return
        self.worker = Worker(self.library, stopping=self.service.closing)
        self.worker.start()
        self.service.library = self.library
        self.answerers = Answerers(self.library, self.count) if self.count else None
        self.service.desk = desk = SharedDesk(self.library, answerers=self.answerers)
        locate.write(self.settings, os.getpid(), self.url, self.service.local_secret)
        self.collections.answering = min(self.count, 1)  # each has fewer who ask
        self.collections.wake()
        self.say(f"Planlots är igång på {self.url}. Avsluta med Ctrl+C.")
        desk.warm()

    def finish(self) -> None:
        """Stop the worker, forget the address, close the library."""
        locate.remove(self.settings, os.getpid())
        if self.answerers:
            self.answerers.close()
        if self.worker:
            self.worker.stop(JOIN_SECONDS)
        self.join(JOIN_SECONDS)
        self.collections.close()
        if self.library:
            self.library.close()


def configure(app: object, host: str) -> uvicorn.Config:
    """uvicorn with limits, without access log: addresses may hold what people search for."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=None,  # it would answer in English: PatientProtocol counts connections, guards.Turns requests
        timeout_keep_alive=5,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )


def refuse_second(settings: Settings) -> None:
    """One service per data folder (StoreUnavailable with its process)."""
    found = locate.read(settings)
    if found and found.pid != os.getpid() and locate.is_alive(found):
        raise StoreUnavailable(
            f"Datamappen {settings.data} används redan av Planlots, process {found.pid}, på {found.url}. "
            "Avsluta den först, eller välj en annan mapp med --data."
        )


def bind(host: str, port: int) -> socket.socket:
    """A listening socket (StoreUnavailable says what is wrong with the address)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=512)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio does not, for a socket it did not make: 40 ms an answer
        return listener
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressTaken(f"Porten {port} på {host} används redan av ett annat program. Välj en annan med --port.") from error
        raise AddressTaken(f"Det går inte att lyssna på {host}, port {port}: {error.strerror or error}. Ange --host och --port.") from error


class AddressTaken(PlanlotsError):
    """The host or port cannot be listened on."""

    type = "adressen-upptagen"
    title = "Adressen kan inte användas"


def read_front(host: str, root_path: str | None) -> Front:
    """How the service is reached, from the environment; the command line's path wins (BadRequest)."""
    return Front(
        hosts=host_names(host),
        proxies=read_proxies(os.environ.get("PLANLOTS_PROXIES", "")),
        root_path=read_root_path(os.environ.get("PLANLOTS_ROOT_PATH", "") if root_path is None else root_path),
        rate=read_rate(os.environ.get("PLANLOTS_RATE", "")),
    )


def read_rate(text: str) -> float:
    """Requests a second from one address (BadRequest for what is no number from 0)."""
    try:
        rate = float(text or ADDRESS_RATE)
    except ValueError:
        rate = -1.0
    if not 0 <= rate < float("inf"):
        raise BadRequest(f"PLANLOTS_RATE är {text} men ska vara ett tal från 0: anrop i sekunden från en adress. 0 är ingen gräns.")
    return rate


def host_names(host: str) -> tuple[str, ...]:
    """The names the service answers to: PLANLOTS_HOSTS, or the loopback ones; all when it listens to the network."""
    named = tuple(name.strip() for name in os.environ.get("PLANLOTS_HOSTS", "").split(",") if name.strip())
    if named:
        return (*named, *LOOPBACK)
    return LOOPBACK if is_loopback(host) else ()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown_host(host: str) -> str:
    """An address that a program on this machine can use."""
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1" if host == "0.0.0.0" else "[::1]"
    return f"[{host}]" if ":" in host else host
