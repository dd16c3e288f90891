"""Where the gate looks up keys: the store of the default collection, and this machine's own command line.

In: secrets as they were sent. Out: keys that hold now. Knows the service. Knows nothing of HTTP.
"""

from __future__ import annotations

import hmac

from api.guards.access import Caller
from api.service.state import Service
from corpus.keys import COMMAND_LINE, Key, Keys


class Finder:
    """Looks keys up anew for every request, so that a revoked key ends at once."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._keys: Keys | None = None

    @property
    def keys(self) -> Keys:
        """The service's keys (Starting until its library is open)."""
        if self._keys is None:
            self._keys = Keys(self.service.open_library().store)
        return self._keys

    def find_key(self, secret: str) -> Key | Caller | None:
        """The key that holds now; the command line's own secret is that of an admin for all collections."""
        local = self.service.local_secret
        if local and hmac.compare_digest(local.encode(), secret.encode("utf-8", "surrogatepass")):
            return Caller(COMMAND_LINE, "admin", None, "local")
        if self.service.desk is not None and self.service.library is None:
            return None  # a desk that stands on no library of ours knows no keys
        return self.keys.find(secret)

    def has_keys(self) -> bool:
        """Whether a key was ever made: then nobody is let in for sitting at this machine alone."""
        return bool(self.keys.list())

    def find_session(self, secret: str) -> Key | None:
        """The key of a session that has not ended; None while the service starts."""
        return self.keys.find_session(secret) if self.service.library else None
