"""What made the vectors of the search index, kept beside them: vectors of another maker cannot be compared with these.

In: the index's folder and today's makers. Out: the recorded ones, or an error that says how they differ. Knows nothing of the engine.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexDamaged, IndexUnavailable

RECORD = "index.json"


@dataclass(frozen=True, slots=True)
class Makers:
    """What made the vectors. Another maker's vectors cannot be compared with these."""

    encoder: str  # id; "" for none
    dimension: int  # 0 without an encoder
    analyser: str  # version
    layout: int = 1  # of the engine's folder


class IndexMismatch(IndexUnavailable):
    """The index was made by another encoder or analyser than the one in use."""


def check_makers(folder: Path, makers: Makers) -> None:
    """Compare with what is recorded; record it in a new index."""
    record = folder / RECORD
    if not record.exists():
        shutil.rmtree(folder / "shard", ignore_errors=True)
        record.write_text(json.dumps(asdict(makers)), encoding="utf-8")
        return
    try:
        recorded = Makers(**json.loads(record.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise IndexDamaged("Sökindexets uppgifter i index.json går inte att läsa. Indexet måste byggas om.") from error
    if recorded != makers:
        raise IndexMismatch(f"Sökindexet gjordes med {describe(recorded)}, nu används {describe(makers)}. Bygg om det med planlots doctor.")


def describe(makers: Makers) -> str:
    """Makers by name, for a message."""
    return f"modellen {makers.encoder or 'ingen'} ({makers.dimension} tal) och ordanalys {makers.analyser or 'ingen'}"


def read_makers(folder: Path) -> Makers | None:
    """What made the index in the folder; None when there is none or it cannot be read."""
    try:
        return Makers(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
