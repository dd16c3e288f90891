"""R4: the disk is full, the folder read-only. Questions are answered; an ingest refuses with the reason and leaves nothing."""

import contextlib
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

from corpus import index, store_engine
from corpus.errors import PlanlotsError, StoreUnavailable
from corpus.library import Library
from ingest import pipeline
from tests.torture.forks import Figure, Forked, check_whole, last_error, settings_in, write_lines

SIZE = 40 << 20  # bytes of the small disk
LEAST = 8 << 20  # what Planlots must leave free of it, instead of 200 MB


@contextlib.contextmanager
def small_disk():
    """A folder on a disk of its own, 40 MB; None where only root may mount and this is not root."""
    with tempfile.TemporaryDirectory(prefix="planlots-disk-") as folder:
        mounted = (
            os.geteuid() == 0
            and not subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, check=False
            ).returncode
        )
        try:
            yield Path(folder) if mounted else None
        finally:
            if mounted:
                subprocess.run(["umount", "-l", folder], check=True)


def fill(tell, data, seed):
    """Read in until the disk is full; then every question must still be answered and every ingest refuse."""
    store_engine.LEAST_FREE = index.FREE_BYTES = LEAST
    rng, refused = random.Random(seed), 0
    with Library.open(settings_in(data), child=False) as library:
        pipeline.ingest_file(write_lines(data.parent / "ada.jsonl", "ada", 1, 50), library, document_id="ada")
        (data.parent / "fyllning").write_bytes(bytes(rng.randrange(8 << 20, 20 << 20)))
        for version in range(2, 40):
            before = library.store.generations()
            try:
                name = rng.choice(("ada", "boden", "cedern"))
                pipeline.ingest_file(write_lines(Path("/tmp") / f"{os.getpid()}.jsonl", name, version, 400), library, document_id=name)
            except PlanlotsError as error:
                refused += 1
                assert "ledig" in str(error) or "full" in str(error), str(error)
                assert library.store.generations() == before
            check_whole(library)
        Path(f"/tmp/{os.getpid()}.jsonl").unlink()
    assert refused, "disken blev aldrig full"
    with Library.open(settings_in(data), child=True) as library:
        check_whole(library)
    (data.parent / "fyllning").unlink()
    tell(refused)


def truly_full(tell, data):
    """Somebody else takes the last byte: no room for anything at all."""
    store_engine.LEAST_FREE = index.FREE_BYTES = LEAST
    with Library.open(settings_in(data), child=False) as library:
        pipeline.ingest_file(write_lines(data.parent / "ada.jsonl", "ada", 1, 50), library, document_id="ada")
    with contextlib.suppress(OSError), (data.parent / "allt").open("wb") as file:
        while True:
            file.write(bytes(1 << 16))
            file.flush()
    with Library.open(settings_in(data), child=True) as library:
        assert check_whole(library) == {"ada": 1}
        try:
            pipeline.ingest_file(data.parent / "ada.jsonl", library, document_id="boden")
        except PlanlotsError as error:
            tell(str(error))
        else:
            raise AssertionError("inläsning på full disk")
        assert check_whole(library) == {"ada": 1}


def read_only(tell, data):
    """A folder on a disk that may only be read."""
    store_engine.LEAST_FREE = index.FREE_BYTES = LEAST
    with Library.open(settings_in(data), child=False) as library:
        pipeline.ingest_file(write_lines(data.parent / "ada.jsonl", "ada", 1, 50), library, document_id="ada")
    subprocess.run(["mount", "-o", "remount,ro", str(data.parent)], check=True)
    try:
        with Library.open(settings_in(data), child=True) as library:
            assert check_whole(library) == {"ada": 1}
            assert library.notices
            try:
                pipeline.ingest_file(data.parent / "ada.jsonl", library, document_id="boden")
            except StoreUnavailable as error:
                tell(str(error))
            else:
                raise AssertionError("inläsning i en skrivskyddad mapp")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(data.parent)], check=True)


def run(runs, seed, seconds, first=0):
    """Fill small disks; one to the last byte, one read-only."""
    figure, deadline = Figure("R4", "full disk, skrivskyddad mapp"), time.monotonic() + seconds
    refusals = 0
    for number in range(first, runs):
        if time.monotonic() > deadline:
            break
        with small_disk() as disk:
            if disk is None:
                figure.numbers = {"hoppades över": "bara root får montera en liten disk"}
                return figure
            work, *more = ((fill, seed + number), (truly_full,), (read_only,))[number % 3]
            told, code = Forked(work, disk / "data", *more).finish(120)
        figure.runs += 1
        if reason := last_error(told, code):
            figure.fail(f"{number} {work.__name__}", reason)
        else:
            refusals += told[0] if isinstance(told[0], int) else 1
    figure.numbers = {"nekade inläsningar": refusals}
    return figure
