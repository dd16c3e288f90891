"""A retrieval benchmark -> how high the right passage comes in `planlots search`.

In: passages as .jsonl of {"id", "title", "text"} and questions as .jsonl of {"question", "relevant": [ids]}, or SweQUAD's own JSON.
Out: recall, MRR@10 and nDCG@10 with intervals. The passages are read in as any .jsonl is. Knows nothing of plans.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.retrieval.search import search
from corpus.errors import BadRequest
from corpus.library import Library
from eval.measures import Estimate, estimate_mean
from eval.rankings import Ranking, measure_rankings
from eval.slips import SLIPS
from ingest.pipeline import ingest_file

DEPTH = 10
LONGEST = 500  # letters of a passage cut from SweQUAD's texts: about one paragraph
NAMES = {"success@1": "först", "success@5": "bland fem", "mrr": "MRR@10", "ndcg@10": "nDCG@10"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to find."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the ids of the passages that answer it."""

    question: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages and questions to them."""

    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]


def read_benchmark(questions: Path, passages: Path | None) -> Benchmark:
    """From two files of lines, or from SweQUAD's one. Raises BadRequest that names the file or line."""
    try:
        text = questions.read_text(encoding="utf-8-sig")
        rows = json.loads(text)["data"] if passages is None else [json.loads(line) for line in text.splitlines() if line.strip()]
        if passages is None:
            return cut_swequad(rows)
        found = [json.loads(line) for line in passages.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
        kept = tuple(Passage(str(row["id"]), str(row.get("title") or ""), str(row["text"])) for row in found)
        queries = tuple(Query(str(row["question"]), frozenset(map(str, row["relevant"]))) for row in rows)
    except OSError as error:
        raise BadRequest(f"{error.filename} kan inte läsas ({error.strerror}). Kontrollera sökvägen.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cure = 'Frågorna ska vara rader som {"question": "…", "relevant": ["id"]}, passagerna som {"id", "title", "text"}.'
        raise BadRequest(f"{questions.name} kan inte läsas som ett söktest ({error}). {cure}") from error
    missing = sorted({name for query in queries for name in query.relevant} - {passage.id for passage in kept})
    if missing or not queries:
        raise BadRequest(f"{questions.name} pekar på passager som inte finns: {', '.join(missing[:5])}" if missing else "Inga frågor.")
    return Benchmark(kept, queries)


def cut_swequad(rows: Sequence[Mapping[str, Any]]) -> Benchmark:
    """SweQUAD's texts in pieces, cut at line breaks where one is near; a piece that holds a right answer is relevant."""
    starts = {context: cut_context(context) for context in sorted({row["context"] for row in rows})}
    names = {context: number for number, context in enumerate(starts)}
    pieces = tuple(
        Passage(f"{names[context]}-{start}", "", context[start:end]) for context, spans in starts.items() for start, end in spans
    )
    queries = []
    for row in rows:
        answers = [choice["start"] for choice in row["choices"] if choice["type"] == "Correct answer"]
        spans = [(start, end) for start, end in starts[row["context"]] if any(start <= answer < end for answer in answers)]
        queries.append(Query(row["question"], frozenset(f"{names[row['context']]}-{start}" for start, _ in spans)))
    return Benchmark(pieces, tuple(queries))


def cut_context(text: str) -> list[tuple[int, int]]:
    """Spans of about LONGEST letters."""
    spans, start = [], 0
    while start < len(text):
        cut = text.rfind("\n", start + LONGEST // 2, start + LONGEST)
        end = cut + 1 if cut > 0 else min(start + LONGEST, len(text))
        spans.append((start, end))
        start = end
    return spans


def ingest_passages(passages: Sequence[Passage], library: Library, name: str = "passager") -> None:
    """Read them in as a file of passages is."""
    with tempfile.TemporaryDirectory(prefix="planlots-eval-") as folder:
        path = Path(folder) / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for one in passages:
                lines.write(json.dumps({"id": one.id, "title": one.title, "text": one.text}, ensure_ascii=False) + "\n")
        ingest_file(path, library, document_id=name)


def run_benchmark(
    library: Library, queries: Sequence[Query], slips: str | None = None, on_step: Callable[[], object] | None = None
) -> dict[str, Estimate | None]:
    """The measures' means over the questions, mistyped if `slips` says so."""
    rankings = []
    for query in queries:
        question = SLIPS[slips](query.question) if slips else query.question
        hits = search(library, question, limit=DEPTH, highlighted=False).hits
        rankings.append(rank_ids([hit.passage.external_id or "" for hit in hits], query))
        if on_step is not None:
            on_step()
    return summarize_rankings(rankings)


def rank_ids(found: Sequence[str], query: Query) -> tuple[Ranking, int]:
    """Ids, best first, as the measures want them."""
    numbers = {name: number for number, name in enumerate(sorted(query.relevant))}
    return [frozenset({numbers[name]} if name in numbers else ()) for name in found], len(numbers)


def summarize_rankings(rankings: Sequence[tuple[Ranking, int]]) -> dict[str, Estimate | None]:
    """The means of NAMES."""
    values = measure_rankings(rankings)
    return {shown: estimate_mean(values[name]) for name, shown in NAMES.items()}
