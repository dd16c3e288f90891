"""Processes to be killed: forked from one that has the models loaded and has never opened the engine (which no fork survives)."""

import json
import os
import select
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.retrieval.search import search
from corpus import library as library_module
from corpus.encoders import load_encoder
from corpus.settings import MODELS, Settings

os.environ["TOKENIZERS_PARALLELISM"] = "false"  # its threads would not survive a fork


@dataclass
class Figure:
    """What one promise came to."""

    promise: str
    what: str
    runs: int = 0
    failures: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)

    def fail(self, run, reason):
        self.failures.append(f"{run}: {reason}")
        print(f"  FEL {self.promise} {run}: {reason}", flush=True)


def settings_in(folder):
    return Settings(folder, str(MODELS / "encoder"), None)


@lru_cache(maxsize=1)
def share_models():
    """Load the encoder once, before any fork."""
    encoder = load_encoder(settings_in(MODELS))
    library_module.find_encoder = lambda _settings: (encoder, ())


class Forked:
    """A child that runs work(tell, *args) in a process of its own; `tell` sends a value that outlives it."""

    def __init__(self, work, *args):
        share_models()
        self.pipe, theirs = os.pipe()
        self.told, self.rest = [], b""
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.pipe)
            os._exit(self._run(work, theirs, args))
        os.close(theirs)

    def _run(self, work, pipe, args):
        try:
            work(lambda value: os.write(pipe, json.dumps(value).encode() + b"\n"), *args)
        except BaseException:  # noqa: BLE001 - a process border: whatever it was is told to the parent
            os.write(pipe, json.dumps({"error": traceback.format_exc()}).encode() + b"\n")
            return 1
        return 0

    def read(self, seconds, *, until=None):
        """All that it tells until it ends or the time is up, or until it tells this; False when it goes on."""
        deadline = time.monotonic() + seconds
        while not self.has_told(until) and (left := deadline - time.monotonic()) > 0:
            if select.select([self.pipe], [], [], left)[0]:
                piece = os.read(self.pipe, 1 << 16)
                if not piece:
                    return True
                *lines, self.rest = (self.rest + piece).split(b"\n")
                self.told += [json.loads(line) for line in lines]
        return False

    def has_told(self, kind):
        return kind is not None and any(isinstance(one, list) and one[0] == kind for one in self.told)

    def kill(self):
        """kill -9, and what it told before."""
        os.kill(self.pid, signal.SIGKILL)
        self.read(10)
        os.waitpid(self.pid, 0)
        os.close(self.pipe)
        return self.told

    def finish(self, seconds=60):
        """(what it told, exit code); it is killed when it does not end."""
        if not self.read(seconds):
            return self.kill(), -signal.SIGKILL
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.pipe)
        return self.told, code


def last_error(told, code):
    """Why a checker failed; None when it did not."""
    errors = [value["error"] for value in told if isinstance(value, dict) and "error" in value]
    return errors[0].strip().splitlines()[-1] if errors else f"slutkod {code}" if code else None


def copy_over(origin, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(origin, target)
    return target


def write_lines(path, name, version, count):
    """A file of passages of which every one tells its version."""
    rows = (
        {"id": f"p{n}", "title": f"Väg {n}", "text": f"Väg {n} i {name} plogas före klockan sju, utgåva {version}."} for n in range(count)
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_plan(path, name, version):
    """A plan that goes through reading, repair and structure."""
    path.write_text(
        f"# Plan för {name}\n\n## Mål\n\nKommunen ska ploga alla vägar i {name}, utgåva {version}.\n\n"
        f"## Ansvar\n\nTekniska nämnden ansvarar för vägarna i {name} varje år, utgåva {version}.\n",
        encoding="utf-8",
    )
    return path


def versions_of(library, name):
    """The versions that a document's passages tell; one, if it is whole."""
    texts = [passage.text for passage in library.store.document_passages(name)]
    return {int(text.rpartition("utgåva ")[2].rstrip(".\n")) for text in texts if "utgåva " in text}


def check_whole(library):
    """Every document of one version; index, store and search agree. -> {document: version}"""
    found = {}
    for document in library.store.documents():
        versions = versions_of(library, document.id)
        assert len(versions) == 1, f"{document.id} har utgåvorna {versions}"
        found[document.id] = versions.pop()
    manifest = library.store.manifest()
    assert library.index.audit(manifest) == (), "sökindexet stämmer inte med lagringen"
    assert library.index.count() == sum(points for points, _ in manifest.values()), "dubbletter i sökindexet"
    for hit in search(library, "plogas vägar", limit=30).hits:
        told = hit.passage.text.rpartition("utgåva ")[2].rstrip(".\n")
        assert not told.isdigit() or int(told) == found[hit.passage.document], "sökningen visar en gammal utgåva"
    return found
