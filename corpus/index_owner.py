"""Who owns the search index: one process at a time, found by its number in the folder's lock file.

In: the index's folder. Out: the lock, held while the file is open; whether the last owner lives. Knows nothing of what the folder holds.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import TextIO

from corpus.errors import IndexUnavailable

LEAVE_SECONDS = 15.0  # a killed service's engine puts its journals in order first


def take_lock(folder: Path) -> TextIO:
    """Own the folder until the returned file is closed (or the process ends, however it ends), and the engine's child that shares it.

    Raises IndexUnavailable with the owner's process. The child of an owner that was killed lets go in a moment: that is waited for.
    """
    lock = (folder / "lock").open("a+", encoding="utf-8")
    deadline = time.monotonic() + LEAVE_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            lock.seek(0)
            owner = lock.read().strip()
            if is_alive(owner) or time.monotonic() > deadline:
                lock.close()
                raise IndexUnavailable(
                    f"Sökindexet används av process {owner or 'okänd'}. Avsluta den, eller ange en annan datamapp."
                ) from error
        time.sleep(0.02)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def has_owner(folder: Path) -> bool:
    """Whether the process that opened the index last goes on; nothing is taken to find out."""
    try:
        owner = (folder / "lock").read_text(encoding="utf-8").strip()
    except OSError:
        return False
    return bool(owner) and is_alive(owner)


def is_alive(owner: str) -> bool:
    """Whether the process of this number goes on; True for what is no number."""
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return False
    except (ValueError, PermissionError):
        return True
    return True
