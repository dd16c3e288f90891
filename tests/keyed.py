"""A service with an open library and keys, for the tests of what needs a key. Nothing here is a test."""

from fastapi.testclient import TestClient

from api.app import create_app
from api.service.state import Service
from corpus.keys import Keys
from ingest.jobs import enqueue_file, run_jobs
from tests.fake_desk import FakeDesk
from tests.libraries import memory_library

PLAN = """# Vinterplan för Skogsby

## Vägar

Kommunen ska ploga gator och torg innan klockan sju.
Gångvägar sandas när det ar halt.

## Skolor

Vaktmästaren skottar vid varje skola före första lektionen.
"""


class Keyed:
    """The library, its service, and a client for each key."""

    def __init__(self, data):
        self.library = memory_library(data)
        self.service = Service(self.library.settings, FakeDesk(), library=self.library)
        self.app = create_app(self.library.settings, self.service)
        self.keys = Keys(self.library.store)

    def client(self, role=None, collection="", name=None, **named):
        """A client that sends a new key with this role; None: no key."""
        client = TestClient(self.app, raise_server_exceptions=False, **named)
        if role:
            client.headers["authorization"] = f"Bearer {self.secret(role, collection, name)}"
        return client

    def secret(self, role, collection="", name=None):
        return self.keys.add(name or f"{role}-nyckel", role, collection)[1]

    def ingest(self, path, text=PLAN, document_id=None):
        """Read in a text, now."""
        path.write_text(text, encoding="utf-8")
        enqueue_file(self.library, path, document_id=document_id)
        return run_jobs(self.library)

    def run_jobs(self):
        return run_jobs(self.library)

    def close(self):
        self.library.close()
