"""The state of a running service: its settings, the open library's desk once it is ready, and whether it is closing.

Opening the library and running jobs happens in `serve.py`; the routes only ask for the desk here. Knows nothing of HTTP.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from api.desk_choices import Desk
from api.problems import Starting
from corpus.settings import Settings


@dataclass
class Service:
    """What the routes share."""

    settings: Settings
    desk: Desk | None = None
    closing: threading.Event = field(default_factory=threading.Event)

    def open_desk(self) -> Desk:
        """The desk, or Starting while the library is being opened and closed."""
        if self.desk is None or self.closing.is_set():
            raise Starting("Planlots läser in sina dokument. Försök igen om en stund.")
        return self.desk
