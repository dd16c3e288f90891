"""Many files read by the workers of a Dask cluster, written by this process alone.

In: paths, an open library, a scheduler's address. Out: an Outcome for each file, as they come. A task is one file: read, repair, structure.
Nothing is kept on the worker, so that a task can be done twice or by another worker and gives the same. Few editions are under way at a
time: this process never holds them all. Home of `distributed`, the extra `cluster`. Knows nothing of what the steps do.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.anchors import move_edition, slug
from corpus.errors import PlanlotsError
from corpus.library import Library
from corpus.records import Correction, Edition
from ingest.editions import OnStep, is_passage_file, read_edition
from ingest.files import clean_name, keep_file
from ingest.outcome import Outcome
from ingest.pipeline import current_generation, ingest_file

if TYPE_CHECKING:
    from distributed import Client, Future  # an extra, and seconds to import

UNDER_WAY = 2  # files for each thread of the cluster: one that is read, one that waits
RETRIES = 2  # of a file whose worker died or met an error that is not the file's
CONNECT_SECONDS = 10


class ClusterUnavailable(PlanlotsError):
    """The cluster does not answer."""

    type = "kluster-ej-tillgangligt"
    title = "Klustret kan inte användas"
    status = 503


def ingest_on_cluster(files: Sequence[Path], library: Library, address: str) -> Iterator[Outcome]:
    """Keep every file, then read them on the cluster and publish one after the other (ClusterUnavailable).

    What was kept but not published when this process ends is done by running the same again; what is already read changes nothing.
    """
    client = connect(address)
    try:
        threads = sum(client.nthreads().values())
        yield from publish_all(files, library, client, max(1, threads) * UNDER_WAY)
    finally:
        client.close()


def connect(address: str) -> Client:
    """A client of the scheduler (ClusterUnavailable)."""
    try:
        from distributed import Client  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        raise ClusterUnavailable("Inläsning på ett kluster kräver distributed. Kör: pip install 'planlots[cluster]'") from error
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterUnavailable(f"Klustret på {address} svarar inte. Starta det med dask scheduler och dask worker.") from error


def publish_all(files: Sequence[Path], library: Library, client: Client, most: int) -> Iterator[Outcome]:
    """Submit, at most `most` at a time, and publish each edition as it comes."""
    from distributed import as_completed  # noqa: PLC0415 - see above

    waiting = iter(files)
    sent: dict[str, Path] = {}
    done = as_completed(loop=client.loop)

    def send_more(number: int) -> Iterator[Outcome]:
        for path in islice(waiting, number):
            try:
                future = submit(path, library, client)
            except PlanlotsError as error:
                yield Outcome(path.name, "fel", str(error))
                future = None
            else:
                if future is None:
                    yield publish(path, library, None)
            if future is None:
                yield from send_more(1)
            else:
                sent[future.key] = path
                done.add(future)

    yield from send_more(most)
    for future in done:
        yield take(sent.pop(future.key), library, future)
        yield from send_more(1)


def submit(path: Path, library: Library, client: Client) -> Future[Any] | None:
    """Keep the file and send it; None for one that is known, or whose lines are passages: those are not worth the way."""
    file_hash, kept = keep_file(path, library.settings.data)
    name = clean_name(path.name)
    known = library.store.document_of_file(file_hash)
    if is_passage_file(name) or (known and known.generation == current_generation(file_hash, name, library)):
        return None
    corrections = tuple(library.store.corrections(file_hash))
    return client.submit(read_file, kept.read_bytes(), name, corrections, key=f"planlots-{file_hash}", retries=RETRIES, pure=True)


def read_file(content: bytes, name: str, corrections: tuple[Correction, ...]) -> Edition | PlanlotsError:
    """The task. What is wrong with the file is its answer, and not tried again."""
    with tempfile.TemporaryDirectory(prefix="planlots-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read_edition(path, slug(path.stem), corrections, lambda _step, _share: None)
        except PlanlotsError as error:
            return error


def take(path: Path, library: Library, future: Future[Any]) -> Outcome:
    """Publish what a task gave; a file whose workers died every time is told of."""
    try:
        read = future.result()
    except Exception as error:  # noqa: BLE001 - whatever a worker dies of, it is this file's outcome
        return Outcome(path.name, "fel", f"Filen kunde inte läsas på klustret ({type(error).__name__}). Läs in den utan --cluster.")
    finally:
        future.release()
    return Outcome(path.name, "fel", str(read)) if isinstance(read, PlanlotsError) else publish(path, library, read)


def publish(path: Path, library: Library, edition: Edition | None) -> Outcome:
    """Index and publish here, with what was read there."""

    def give(_link: Path, document_id: str, _corrections: Sequence[Correction], _step: OnStep, _scans: Path | None) -> Edition:
        assert edition is not None
        return edition if edition.document.id == document_id else move_edition(edition, document_id)

    try:
        return ingest_file(path, library, read=give) if edition else ingest_file(path, library)
    except PlanlotsError as error:
        return Outcome(path.name, "fel", str(error))
