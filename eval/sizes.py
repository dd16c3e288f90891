"""`planlots eval bench --peers`: Planlots beside other search engines, at growing numbers of passages.

In: the development questions, sizes, a file of other passages to fill up with. Out: a row for each engine and size, a plot. All engines
search the same passages: ours reads the bundled documents in as always and the filling as .jsonl; the others get its passages as texts.
Knows nothing of how they search (peers).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.errors import BadRequest, PlanlotsError
from corpus.library import Library, meaning_text
from corpus.records import Passage
from corpus.settings import MODELS, Settings
from eval.bundled import ingest_bundled
from eval.gold import Targets, load_sections, resolve_questions
from eval.measures import percentile
from eval.questionset import Question
from eval.rankings import measure_rankings
from eval.run import supports
from ingest.pipeline import ingest_file

SIZES = (200, 5_000, 50_000, 500_000)
PEERS = ("bm25s", "llamaindex", "qdrant")
MOST_FOR_PEERS = 5_000  # passages; Qdrant's local mode needs a second a question beyond
FILLING = "fyllnad"  # the document that the other passages become
LIMIT = 3_600.0  # seconds for one engine at one size
NAMES = {"planlots": "Planlots", "bm25s": "BM25 (bm25s)", "llamaindex": "LlamaIndex", "qdrant": "QdrantClient(path)"}
COLORS = {"planlots": "#1a5fb4", "bm25s": "#e66100", "llamaindex": "#26a269", "qdrant": "#813d9c"}

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One engine at one size."""

    engine: str
    passages: int
    recall: float  # @5
    mrr: float
    ndcg: float  # @10
    p50: float  # ms
    p99: float
    indexed: float  # passages a second
    memory: float  # MB, at most
    start: float  # s from starting the process to the first answer
    disk: float = 0.0  # MB of everything that is kept: files, database and index; 0 where it was not looked at


@dataclass(frozen=True, slots=True)
class Trial:
    """What every engine at one size is given."""

    folder: Path
    questions: tuple[Question, ...]
    targets: Targets
    passages: dict[str, Passage]  # of the bundled documents, by id


def run_sizes(questions: Sequence[Question], sizes: Sequence[int], fill: Path | None, peers: bool, say: Say) -> Iterator[Row]:
    """All rows, smallest size first. Raises BadRequest when there is nothing to fill up with."""
    asked = tuple(question for question in questions if question.answerable and question.stands_alone)
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="planlots-bench-") as name:
            folder = Path(name)
            say(f"Planlots läser in {size} stycken …")
            trial, indexed = prepare_trial(folder, asked, size, fill)
            yield measure_engine("planlots", trial, size, indexed)
            for engine in PEERS if peers and size <= MOST_FOR_PEERS else ():
                say(f"{NAMES[engine]} med {size} stycken …")
                seconds = float(run_engine("build", engine, folder)["seconds"])
                yield measure_engine(engine, trial, size, count_lines(folder / "passages.jsonl") / seconds)


def prepare_trial(folder: Path, questions: tuple[Question, ...], size: int, fill: Path | None) -> tuple[Trial, float]:
    """The folder of one size, filled; and how many passages a second were read in: of the PDF files, or of the filling if there is any."""
    settings = replace(Settings.read(folder / "data"), encoder=str(MODELS / "encoder"), database=None)
    with Library.open(settings, child=False) as library:
        before = time.perf_counter()
        count = ingest_bundled(library)
        filling = folder / f"{FILLING}.jsonl"
        wanted = max(0, size - count)
        if wanted:
            before = time.perf_counter()
            cut_fill(fill, filling, wanted)
            ingest_file(filling, library, document_id=FILLING)
        seconds = time.perf_counter() - before
        library.index.optimize()
        own_pages = [page for page in load_sections(library.store) if page.section.document != FILLING]
        targets, _ = resolve_questions(questions, own_pages)  # looked for in the filling too, 100,000 passages took an hour
        own = {one.id: one for name in library.store.generations() if name != FILLING for one in library.store.document_passages(name)}
        with (folder / "passages.jsonl").open("w", encoding="utf-8") as lines:
            for name in library.store.generations():
                for one in library.store.document_passages(name):
                    lines.write(json.dumps({"id": one.id, "text": meaning_text(one)}, ensure_ascii=False) + "\n")
    (folder / "questions.json").write_text(json.dumps([question.question for question in questions]), encoding="utf-8")
    (folder / "warm").mkdir(exist_ok=True)
    return Trial(folder, questions, targets, own), (wanted or count) / seconds


def cut_fill(fill: Path | None, path: Path, wanted: int) -> None:
    """The first lines of the filling. Raises BadRequest when there are too few."""
    if fill is None:
        raise BadRequest("Ange med --fill en .jsonl med svenska stycken (id, title, text) att fylla på med.")
    with fill.open(encoding="utf-8") as source:
        lines = list(islice(source, wanted))
    if len(lines) < wanted:
        raise BadRequest(f"{fill.name} har bara {len(lines)} rader, men {wanted} behövs. Ange en större fil eller färre stycken.")
    path.write_text("".join(lines), encoding="utf-8")


def measure_engine(engine: str, trial: Trial, size: int, indexed: float) -> Row:
    """Ask all questions in a process of its own."""
    before = time.time()
    result = run_engine("ask", engine, trial.folder)
    rankings = []
    for question, found in zip(trial.questions, result["found"], strict=True):
        targets = trial.targets.get(question.id, ())
        passages = [trial.passages.get(name) for name in found]
        ranking = [supports(passage, targets) if passage else frozenset[int]() for passage in passages]
        rankings.append((ranking, len(question.gold)))
    values = measure_rankings(rankings)
    mean = {name: sum(each) / len(each) for name, each in values.items()}
    times = result["times"]
    kept = folder_bytes(trial.folder / "data") / 1e6 if engine == "planlots" else 0.0
    return Row(
        engine, size, mean["recall@5"], mean["mrr"], mean["ndcg@10"], percentile(times, 0.5), percentile(times, 0.99), indexed,
        result["memory"] / 1e6, result["ready"] - before, kept,
    )  # fmt: skip


def folder_bytes(folder: Path) -> int:
    """What the files of a folder take on the disk: the engine's have holes."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def run_engine(task: str, engine: str, folder: Path) -> dict[str, Any]:
    """What `eval.peers` says. Raises PlanlotsError with the last line of its error."""
    command = [sys.executable, "-m", "eval.peers", task, engine, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["okänt fel"])[-1]
        raise PlanlotsError(f'{NAMES[engine]} kunde inte köras ({last[:200]}). Saknas något? Kör: pip install "planlots[peers]"')
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def count_lines(path: Path) -> int:
    """How many passages the peers got."""
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def write_rows(rows: Sequence[Row]) -> str:
    """The rows as a table in Swedish."""
    titles = (("motor", 20), ("stycken", 9), ("recall@5", 9), ("MRR", 7), ("nDCG@10", 9), ("p50 ms", 9), ("p99 ms", 9), ("in/s", 8))
    every = (*titles, ("minne MB", 10), ("start s", 9), ("disk MB", 9))
    head = "".join(f"{name:<{wide}}" if name == "motor" else f"{name:>{wide}}" for name, wide in every)
    lines = [
        f"{NAMES[row.engine]:<20}{row.passages:>9}{row.recall:>9.2f}{row.mrr:>7.2f}{row.ndcg:>9.2f}{row.p50:>9.1f}{row.p99:>9.1f}"
        f"{row.indexed:>8.0f}{row.memory:>10.0f}{row.start:>9.1f}{show_disk(row):>9}"
        for row in rows
    ]
    return "\n".join([head, *lines]).replace(".", ",")


def show_disk(row: Row) -> str:
    """Whole MB; nothing where it was not looked at."""
    return f"{row.disk:.0f}" if row.disk else ""


def draw_rows(rows: Sequence[Row], path: Path) -> None:
    """Recall@5, milliseconds a question, memory and disk over the number of passages; an SVG or a PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - half a second

    figure = Figure(figsize=(11, 3.4), layout="constrained")
    left, middle, right = figure.subplots(1, 3)
    for engine in dict.fromkeys(row.engine for row in rows):
        own = [row for row in rows if row.engine == engine]
        sizes, color = [row.passages for row in own], COLORS[engine]
        left.plot(sizes, [row.recall for row in own], "o-", label=NAMES[engine], color=color)
        middle.plot(sizes, [row.p50 for row in own], "o-", color=color)
        middle.plot(sizes, [row.p99 for row in own], "o:", color=color)
        right.plot(sizes, [row.memory for row in own], "o-", color=color)
        if all(row.disk for row in own):
            right.plot(sizes, [row.disk for row in own], "o:", color=color)
    left.set(xscale="log", ylim=(0, 1), xlabel="stycken", ylabel="recall@5")
    middle.set(xscale="log", yscale="log", xlabel="stycken", ylabel="ms per fråga (prickat: 99 av 100 under)")
    right.set(xscale="log", yscale="log", xlabel="stycken", ylabel="MB i minnet (prickat: på disken)")
    left.legend(frameon=False)
    for axis in (left, middle, right):
        axis.grid(alpha=0.3)
    figure.savefig(path, format=path.suffix.lstrip(".") or "svg", metadata={"Date": None} if path.suffix == ".svg" else None)
