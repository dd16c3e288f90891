"""The state of a running service: its settings, the open library with its desk once it is ready, and whether it is closing.

Opening the library and running jobs happens in `serve.py`; the routes only ask for desk and library here. Knows nothing of HTTP.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from api.desk_choices import Desk
from api.routes.problems import Starting
from corpus.library import Library
from corpus.settings import Settings

STARTING = "Planlots läser in sina dokument. Försök igen om en stund."


@dataclass
class Service:
    """What the routes share: one collection, open or being opened."""

    settings: Settings
    desk: Desk | None = None
    closing: threading.Event = field(default_factory=threading.Event)
    library: Library | None = None
    local_secret: str = ""  # lets the command line of this machine in; made anew at every start

    def open_desk(self) -> Desk:
        """The desk, or Starting while the library is being opened and closed."""
        if self.desk is None or self.closing.is_set():
            raise Starting(STARTING)
        return self.desk

    def open_library(self) -> Library:
        """The library, for changes, or Starting."""
        if self.library is None or self.closing.is_set():
            raise Starting(STARTING)
        return self.library
