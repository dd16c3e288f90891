"""What has been kept too long -> gone, with a proof that says what went and when.

In: settings, days by kind, the time. Out: the proof, stored in <data>/gallring/ and noted in the audit log. The proof names ids and hashes,
never text. Knows collections and their folders. Knows nothing of how anything is removed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from api.payloads import Row
from api.version import package_version
from corpus.audit import Audit
from corpus.collections import DEFAULT_NAME, Collections, collection_settings
from corpus.keys import COMMAND_LINE
from corpus.retention import KINDS, Due, Holding, find_due, remove_due
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_engine import require_folder

FOLDER = "gallring"


@dataclass(frozen=True, slots=True)
class Purged:
    """What went of one collection, or would."""

    collection: str
    due: tuple[Due, ...]

    def count(self) -> dict[str, int]:
        """Kind -> how many."""
        return {kind: sum(one.kind == kind for one in self.due) for kind in KINDS if any(one.kind == kind for one in self.due)}


def purge(settings: Settings, days: Mapping[str, int], now: datetime, *, dry_run: bool, only: str = "") -> list[Purged]:
    """Remove what is due in every collection, or in `only` one (Unknown); nothing when `dry_run`."""
    with closing(Store.open(settings)) as store:
        audit = Audit(store)
        done = []
        collections = Collections(store)
        for name in [one.name for one in ((collections.find(only),) if only else collections.list())]:
            with open_holding(settings, name, store, audit) as holding:
                due = find_due(holding, days, now) if holding else ()
                if holding and due and not dry_run:
                    remove_due(holding, due)
            done.append(Purged(name, due))
        gone = [one for one in done if one.due]
        if gone and not dry_run:
            proof = write_proof(settings, gone, days, now)
            for one in gone:
                audit.note(one.collection, COMMAND_LINE, "purge", f"{len(one.due)} poster, bevis {proof['sha256']}")
    return done


@contextmanager
def open_holding(settings: Settings, name: str, store: Store, audit: Audit) -> Iterator[Holding | None]:
    """A collection to look through; None for one without a folder."""
    inside = collection_settings(settings, name)
    if inside is settings:
        yield Holding(settings, store, audit, name)
    elif not inside.data.exists():
        yield None
    else:
        with closing(Store.open(inside)) as own:
            yield Holding(inside, own, audit, name)


def write_proof(settings: Settings, done: list[Purged], days: Mapping[str, int], now: datetime) -> Row:
    """The proof as a file of its own; its sha256 stands in the audit log, so that a change of it shows."""
    content: Row = {
        "time": now.isoformat(timespec="seconds"),
        "version": package_version(),
        "days": dict(days),
        "collections": [{"name": one.collection or DEFAULT_NAME, "removed": [asdict(due) for due in one.due]} for one in done],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    folder = settings.data / FOLDER
    require_folder(folder)
    path = folder / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(text, encoding="utf-8")
    return {**content, "path": str(path), "sha256": hashlib.sha256(text.encode()).hexdigest()}
