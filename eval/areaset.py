"""Everyday phrases -> how often the right area comes first, among three, among five.

In: JSONL of {id, phrase, document, focus_area, area}; the area's text word for word. Out: ranks and shares, within the named plan and over
all plans. Asks through assistant.retrieval.areas, as /api/areas?q= does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.records import RankedArea
from assistant.retrieval.areas import rank_areas
from corpus.errors import BadRequest
from corpus.library import Library
from eval.gold import fold_text
from eval.measures import Estimate, estimate_mean, estimate_share

AREAS = Path(__file__).parent / "questions" / "areas.jsonl"
DEPTH = 10  # ranks looked at
FIELDS = ("id", "phrase", "document", "area")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An everyday phrase and the area it means."""

    id: str
    phrase: str
    document: str
    area: str  # text, word for word


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the right area came."""

    phrase: Phrase
    rank: int | None  # from 1, within its plan; None beyond DEPTH
    rank_all: int | None  # among the areas of all plans
    first: str  # text of the area that came first within the plan


def read_phrases(path: Path = AREAS) -> tuple[Phrase, ...]:
    """The set. Raises BadRequest with line and field."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadRequest(f"Områdesfilen {path.name} kan inte läsas ({error.strerror}). Ange en JSONL-fil.") from error
    return tuple(parse_phrase(line, number) for number, line in enumerate(lines, start=1) if line.strip())


def holds_phrases(path: Path) -> bool:
    """Is this a file of phrases, not of questions? Told by its first line; False when it cannot be read."""
    try:
        with path.open(encoding="utf-8") as lines:
            return isinstance(row := json.loads(lines.readline()), dict) and "phrase" in row
    except (OSError, ValueError):
        return False


def parse_phrase(line: str, number: int) -> Phrase:
    """One line of the set."""
    try:
        row = json.loads(line)
        return Phrase(**{name: row[name] for name in FIELDS})
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadRequest(f"Rad {number}: {error}. Skriv ett JSON-objekt med {', '.join(FIELDS)}.") from error


def place_phrases(library: Library, phrases: Sequence[Phrase]) -> tuple[Placed, ...]:
    """Rank the areas for every phrase."""
    return tuple(place_phrase(library, phrase) for phrase in phrases)


def place_phrase(library: Library, phrase: Phrase) -> Placed:
    """Rank the areas for one phrase, in its plan and over all."""
    within = rank_areas(library, phrase.phrase, document=phrase.document, limit=DEPTH)
    overall = rank_areas(library, phrase.phrase, limit=DEPTH)
    return Placed(phrase, find_rank(within, phrase), find_rank(overall, phrase), within[0].area.text if within else "")


def find_rank(ranked: Sequence[RankedArea], phrase: Phrase) -> int | None:
    """Rank of the area with the wanted text, in whatever edition it is shown."""
    wanted = fold_text(phrase.area).text.strip(" .")
    return next((rank for rank, found in enumerate(ranked, start=1) if fold_text(found.area.text).text.strip(" .") == wanted), None)


def summarize_areas(placed: Sequence[Placed]) -> dict[str, Estimate | None]:
    """Shares at 1, 3 and 5 within the plan, at 1 and 5 over all plans, and MRR within the plan."""
    ranks = [one.rank for one in placed]
    overall = [one.rank_all for one in placed]
    return {
        **{f"plan@{k}": estimate_share([rank is not None and rank <= k for rank in ranks]) for k in (1, 3, 5)},
        "plan_mrr": estimate_mean([1 / rank if rank else 0.0 for rank in ranks]),
        **{f"all@{k}": estimate_share([rank is not None and rank <= k for rank in overall]) for k in (1, 5)},
    }
