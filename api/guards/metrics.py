"""What is measured while the service runs, in the text format of Prometheus.

In: each response's route, status and seconds; the state of the open collections at the time of asking. Out: one text. No label comes from
a user: routes are those of api/guards/access.py. Knows prometheus-client. Knows nothing of questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.version import package_version
from corpus.jobs import Jobs
from corpus.library import Library

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
STATES = ("queued", "running", "done", "failed", "cancelled")


disable_created_metrics()  # type: ignore[no-untyped-call]  # a second time series for each, which says when the service began


@dataclass(frozen=True, slots=True)
class State:
    """How things stand when somebody asks."""

    libraries: tuple[Library, ...]  # of the collections that are open
    inside: int  # requests that are answered or wait for their turn
    ready: bool


class Metrics:
    """The counters of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "status")
        self.requests = Counter("planlots_requests", "Besvarade anrop", labels, registry=self.registry)
        self.seconds = Histogram(
            "planlots_request_seconds", "Tid till svaret var klart", ("route",), buckets=SECONDS, registry=self.registry
        )

    def count(self, route: str, status: int, seconds: float) -> None:
        """A response; `route` is a name of access.RULES, or "" for what is no address of ours."""
        self.requests.labels(route or "none", str(status)).inc()
        self.seconds.labels(route or "none").observe(seconds)

    def text(self, state: State) -> bytes:
        """Everything, as Prometheus reads it."""
        now = CollectorRegistry()
        now.register(Now(state))
        return generate_latest(self.registry) + generate_latest(now)


class Now(Collector):
    """Figures that are looked up when asked for."""

    def __init__(self, state: State) -> None:
        self.state = state

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """One family a figure."""
        version = GaugeMetricFamily("planlots_info", "Version", labels=["version"])
        version.add_metric([package_version()], 1)
        yield version
        yield from self._figures()
        jobs = GaugeMetricFamily("planlots_jobs", "Inläsningar i öppna samlingar", labels=["state"])
        counts = [Jobs(library.store).count_states() for library in self.state.libraries]
        for state in STATES:
            jobs.add_metric([state], sum(count.get(state, 0) for count in counts))
        yield jobs

    def _figures(self) -> Iterator[GaugeMetricFamily]:
        libraries = self.state.libraries
        manifests = [library.store.manifest() for library in libraries]
        figures = (
            ("ready", "1 när tjänsten svarar på frågor", float(self.state.ready)),
            ("requests_inside", "Anrop som besvaras eller väntar på sin tur", self.state.inside),
            ("open_collections", "Öppna samlingar", len(libraries)),
            ("documents", "Dokument i öppna samlingar", sum(map(len, manifests))),
            ("passages", "Stycken i öppna samlingar", sum(points for manifest in manifests for points, _ in manifest.values())),
            ("index_bytes", "Sökindexens storlek på disken", sum(folder_bytes(library.settings.data / "index") for library in libraries)),
            ("data_bytes", "Databasernas storlek på disken", sum(database_bytes(library.settings.data) for library in libraries)),
        )
        for name, told, value in figures:
            yield GaugeMetricFamily(f"planlots_{name}", told, value=value)


def folder_bytes(folder: Path) -> int:
    """The bytes of all files of a folder; those that vanish meanwhile count as none."""
    return sum(_size(path) for path in folder.rglob("*"))


def database_bytes(data: Path) -> int:
    """The bytes of a data folder's SQLite files."""
    return sum(_size(path) for path in data.glob("planlots.db*"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_blocks * 512 if path.is_file() else 0  # what lies there: the engine's files have holes
    except OSError:
        return 0
