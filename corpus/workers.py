"""Processes that work on a store: told apart from each other, and known to be dead or alive.

In: nothing, or a name and when it last gave a sign of life. Out: this process's name; whether another one is gone. Knows processes of
this machine. Knows nothing of what they do.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

STALE = 120.0  # seconds without a sign of life; four times the longest stall of a living worker that was measured


def worker_name() -> str:
    """This process, told apart from a later one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{_start_of(os.getpid())}"


def is_gone(worker: str, heartbeat: float) -> bool:
    """Whether a worker is dead: its process has ended, if it is of this machine, or it gave no sign of life for STALE seconds."""
    host, process, start = worker.rsplit(":", 2)
    if host == socket.gethostname() and process.isdigit() and _start_of(int(process)) != start:
        return True
    return abs(time.time() - heartbeat) > STALE  # a clock that was set back counts as well


def _start_of(process: int) -> str:
    """When a process began, in the kernel's ticks; "" when there is none (or on a system that does not tell)."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except OSError:
        return ""
