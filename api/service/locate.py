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
SECRET = "server.secret"


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


def write(settings: Settings, pid: int, url: str, secret: str = "") -> None:
    """Say that a service is ready, in one step; its secret lets the command line of the service's own user in.

    A folder that is read-only keeps none: commands then open the library themselves.
    """
    path = settings.data / FILE
    with contextlib.suppress(OSError):
        _write_secret(settings.data / SECRET, secret)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"pid": pid, "url": url}), encoding="utf-8")
        fresh.replace(path)


def read_secret(settings: Settings) -> str:
    """What lets the command line into the running service; "" when there is none, or this user may not read it."""
    try:
        return (settings.data / SECRET).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _write_secret(path: Path, secret: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret)


def remove(settings: Settings, pid: int) -> None:
    """Take the file away, if it is this process's."""
    found = read(settings)
    if found and found.pid == pid:
        with contextlib.suppress(OSError):
            (settings.data / FILE).unlink()
            (settings.data / SECRET).unlink()


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
