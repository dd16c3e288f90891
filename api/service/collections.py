"""The collections of a running service: each opened when somebody asks for it, the one unused longest closed when there are too many.

In: the main service, names. Out: the service of a collection, held open while a request uses it. The encoder is shared; store, index,
worker and answering process are each collection's own. Knows threads. Knows nothing of HTTP, nor of what is asked.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from api.routes.problems import Busy, Starting
from api.service.answerers import ROOM, Answerers, free_memory
from api.service.desk_shared import SharedDesk
from api.service.state import STARTING, Service
from api.service.work import Worker
from corpus.collections import DEFAULT, Collection, Collections, collection_settings
from corpus.errors import PlanlotsError, Unknown
from corpus.jobs import Jobs
from corpus.library import Library
from corpus.settings import Settings
from corpus.store import Store
from eval.archive import Archive

MOST_OPEN = 8  # besides the default one; each has an engine process of about 60 MB
OPEN_SECONDS = 5.0  # a request waits this long for its collection to be opened
FRESH_SECONDS = 1.0  # how long a collection that was switched off may still answer
JOIN_SECONDS = 3.0

log = logging.getLogger("planlots")
OpenLibrary = Callable[[Settings, Library], Library]


def open_library(settings: Settings, main: Library) -> Library:
    """A collection's library, with an engine process of its own and the models of the default collection."""
    return Library.open(settings, child=True, models=main)


@dataclass
class House:
    """A collection that is open or being opened."""

    service: Service
    holders: int = 0  # requests that use it now
    used: float = 0.0
    worker: Worker | None = None
    answerers: Answerers | None = None
    opened: threading.Event = field(default_factory=threading.Event)
    error: PlanlotsError | None = None

    def is_idle(self) -> bool:
        """Whether it may be closed: nobody uses it, and no job or run of the workbench waits or goes on."""
        if self.holders or not self.opened.is_set():
            return False
        library = self.service.library
        return library is None or not (Jobs(library.store).count_open() or Archive.of(library.settings).unfinished_runs())

    def close(self) -> None:
        """Stop its worker and let go of its files."""
        self.opened.wait()
        self.service.closing.set()
        if self.answerers:
            self.answerers.close()
        if self.worker:
            self.worker.stop(JOIN_SECONDS)
        if self.service.library:
            self.service.library.close()


class OpenCollections:
    """What is open, and the list of what there is, looked up at most once every FRESH_SECONDS."""

    def __init__(self, main: Service, opening: OpenLibrary = open_library, most: int = MOST_OPEN) -> None:
        self.main, self.opening, self.most = main, opening, most
        self.answering = 0  # processes that answer for each, where there is memory
        self._houses: dict[str, House] = {}
        self._lock = threading.Lock()
        self._list: tuple[float, tuple[Collection, ...]] = (float("-inf"), ())

    def is_fresh(self) -> bool:
        """Whether `find` answers from memory."""
        return self.main.library is None or time.monotonic() - self._list[0] < FRESH_SECONDS

    def find(self, name: str) -> Collection:
        """What is known of a collection (Unknown, also for one that is switched off; Starting for all but the default one)."""
        if self.main.library is None:
            if name == DEFAULT:
                return Collection(DEFAULT, "")
            raise Starting(STARTING)
        if not self.is_fresh():
            self._list = (time.monotonic(), Collections(self.main.library.store).list())
        found = next((one for one in self._list[1] if one.name == name), None)
        if found is None:
            raise Unknown(f"Samlingen {name} finns inte. Kontrollera adressen.")
        if found.closed:
            raise Unknown("Samlingen är avstängd. Fråga den som driver tjänsten.")
        return found

    @contextmanager
    def lease(self, name: str) -> Iterator[Service]:
        """A collection's service, kept open inside (Starting, Busy, or why it cannot be opened)."""
        if name == DEFAULT:
            yield self.main
            return
        house = self._enter(name)
        try:
            if not house.opened.wait(OPEN_SECONDS):
                raise Starting(STARTING)
            if house.error:
                raise house.error
            yield house.service
        finally:
            with self._lock:
                house.holders -= 1
                house.used = time.monotonic()

    def libraries(self) -> tuple[Library, ...]:
        """Of everything that is open."""
        with self._lock:
            services = [self.main, *(house.service for house in self._houses.values())]
        return tuple(service.library for service in services if service.library)

    def wake(self) -> None:
        """Open the collections whose jobs or runs were left when the service ended."""
        for one in Collections(self.main.open_library().store).list():
            settings = collection_settings(self.main.settings, one.name)
            if one.name == DEFAULT or one.closed or not settings.data.exists():
                continue
            try:
                with closing(Store.open(settings)) as store:
                    waiting = Jobs(store).count_open() or Archive.of(settings).unfinished_runs()
                if waiting:
                    with self.lease(one.name):
                        pass
            except PlanlotsError as error:
                log.warning("%s", error)

    def close(self) -> None:
        """Close everything but the default collection."""
        with self._lock:
            houses = list(self._houses.values())
            self._houses.clear()
        for house in houses:
            house.close()

    def _enter(self, name: str) -> House:
        """The house of a collection, one holder more; it is opened by a thread of its own."""
        with self._lock:
            house = self._houses.get(name)
            if house is None or house.error:
                self._make_room()
                house = self._houses[name] = House(Service(collection_settings(self.main.settings, name)))
                threading.Thread(target=self._open, args=(house,), name=f"planlots-open-{name}", daemon=True).start()
            house.holders += 1
            house.used = time.monotonic()
        return house

    def _make_room(self) -> None:
        """Close the house that was unused longest when there are too many (Busy when all are in use)."""
        self._houses = {name: house for name, house in self._houses.items() if not house.error}
        if len(self._houses) < self.most:
            return
        idle = sorted((house.used, name) for name, house in self._houses.items() if house.is_idle())
        if not idle:
            raise Busy("Många samlingar används just nu. Försök igen om en stund.")
        self._houses.pop(idle[0][1]).close()

    def _open(self, house: House) -> None:
        try:
            library = self.opening(house.service.settings, self.main.open_library())
            house.worker = Worker(library, bundled=False)
            house.worker.start()
            house.answerers = Answerers(library, self.answering) if self.answering and free_memory() >= ROOM else None
            house.service.library, house.service.desk = library, SharedDesk(library, answerers=house.answerers)
            if house.answerers:
                house.answerers.start()
        except PlanlotsError as error:
            house.error = error
        except BaseException as error:
            house.error = PlanlotsError(f"Samlingen kunde inte öppnas ({type(error).__name__}). Kontrollera den med planlots doctor.")
            raise
        finally:
            house.opened.set()
