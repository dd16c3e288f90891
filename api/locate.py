"""Where the running service of a data folder is: <data>/server.json.

In: settings. Out: its process and address, if it is alive. Knows nothing of HTTP beyond the address, nor of what is asked.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from corpus.settings import Settings

FILE = "server.json"


@dataclass(frozen=True, slots=True)
class Running:
    """A service that says it runs."""

    pid: int
    url: str


def read(settings: Settings) -> Running | None:
    """What the file says; None when it is missing or cannot be understood."""
    try:
        found = json.loads((settings.data / FILE).read_text(encoding="utf-8"))
        return Running(int(found["pid"]), str(found["url"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(settings: Settings, pid: int, url: str) -> None:
    """Say that a service is ready, in one step. A folder that is read-only keeps none: commands then open the library themselves."""
    path = settings.data / FILE
    with contextlib.suppress(OSError):
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"pid": pid, "url": url}), encoding="utf-8")
        fresh.replace(path)


def remove(settings: Settings, pid: int) -> None:
    """Take the file away, if it is this process's."""
    found = read(settings)
    if found and found.pid == pid:
        with contextlib.suppress(OSError):
            (settings.data / FILE).unlink()


def is_alive(running: Running) -> bool:
    """Whether the process is there and is a Planlots service; a number that another program got since is not."""
    try:
        os.kill(running.pid, 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    command = Path(f"/proc/{running.pid}/cmdline")
    try:
        return b"serve" in command.read_bytes()
    except OSError:
        return True  # no /proc: trust the number
