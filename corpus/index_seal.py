"""Whether the index's files are as they were left: a seal of sizes and checksums, broken by the first write.

In: the index's folder. Out: the seal; the name of a file that is no longer what it was. The engine opens many damaged files without a word
and then finds less: only their bytes tell. Opening and asking change no file; measured with qdrant-edge-py 0.9.
Knows files. Knows nothing of what is in them.
"""

from __future__ import annotations

import errno
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SEAL = "seal-2.json"
FORMER = "seal.json"  # of versions that read every byte: sums of another kind, so it goes at the first chance
BLOCK = 1 << 16  # bytes; where a file begins with nothing but zeros it mostly goes on so
EMPTY = bytes(BLOCK)
SEALED = ("index.json", "shard")  # the lock and the marks change by themselves


def write_seal(folder: Path) -> None:
    """Note every file. The index must be flushed and nobody may write."""
    sums = {name: sum_up(folder / name) for name in _list_files(folder)}
    waiting = folder / f".{SEAL}"
    waiting.write_text(json.dumps(sums), encoding="utf-8")
    waiting.replace(folder / SEAL)
    (folder / FORMER).unlink(missing_ok=True)


def break_seal(folder: Path) -> None:
    """Before a write."""
    (folder / SEAL).unlink(missing_ok=True)
    (folder / FORMER).unlink(missing_ok=True)


def is_sealed(folder: Path) -> bool:
    """Whether nothing was written since it was sealed."""
    return (folder / SEAL).exists()


def is_older(folder: Path) -> bool:
    """Whether a file was written after it was sealed: an engine that was killed puts its journals in order when it opens again."""
    sealed = (folder / SEAL).stat().st_mtime_ns
    return any((folder / name).stat().st_mtime_ns > sealed for name in _list_files(folder))


def find_altered(folder: Path) -> str | None:
    """The first file that is not what it was, by name; None when all are, and when there is no seal to go by."""
    if not is_sealed(folder):
        return None
    try:
        sums = json.loads((folder / SEAL).read_bytes())
    except ValueError:
        return SEAL
    if not isinstance(sums, dict):
        return SEAL
    there = set(_list_files(folder))
    missing = sorted(there ^ sums.keys())
    return missing[0] if missing else next((name for name in sorted(there) if sum_up(folder / name) != sums[name]), None)


def sum_up(path: Path) -> list[int]:
    """[size, CRC-32 of every block that is not all zeros, with its place]: enough for what disks do; nobody gains by forging an index.

    The engine makes files of 32 MB for a few kB of data: what was never written is not read.
    """
    total = 0
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        for place in list_blocks(file.fileno(), size):
            block = os.pread(file.fileno(), BLOCK, place)
            if block != EMPTY[: len(block)]:
                total = zlib.crc32(block, zlib.crc32(place.to_bytes(8), total))
    return [size, total]


def list_blocks(descriptor: int, size: int) -> Iterator[int]:
    """Where each block begins that may hold something, in order; holes are skipped where the file system tells of them."""
    place = 0
    while place < size:
        try:
            data = os.lseek(descriptor, place, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # only a hole is left
                return
            data = place  # a file system that cannot tell
        place = data - data % BLOCK
        yield place
        place += BLOCK


def _list_files(folder: Path) -> Iterator[str]:
    for top in (folder / name for name in SEALED):
        found = [top] if top.is_file() else sorted(one for one in top.rglob("*") if one.is_file())
        yield from (one.relative_to(folder).as_posix() for one in found)


@contextmanager
def marked(mark: Path) -> Iterator[None]:
    """The mark stays only if the process does not come back; an error that can be told is told instead."""
    mark.touch()
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)
