"""R3: files of the index truncated, flipped, emptied, deleted, swapped. Told or rebuilt; never a crash, never a hit too few."""

import json
import random
import tempfile
import time
from pathlib import Path

from assistant.retrieval.search import search
from corpus.library import Library
from ingest import pipeline
from tests.torture.forks import Figure, Forked, check_whole, copy_over, last_error, settings_in, write_plan

WORDS = [
    "väg",
    "bro",
    "skola",
    "snö",
    "vatten",
    "park",
    "buss",
    "lekplats",
    "bibliotek",
    "hamn",
    "torg",
    "skog",
    "gata",
    "tunnel",
    "cykel",
    "bad",
    "idrott",
    "musik",
    "äldre",
    "barn",
    "ungdom",
    "förening",
    "nämnd",
    "budget",
    "plan",
    "mål",
    "beslut",
    "samråd",
    "karta",
    "avtal",
    "lön",
    "arbete",
    "språk",
    "hälsa",
    "mat",
    "energi",
    "värme",
    "avfall",
    "klimat",
    "sjö",
    "åker",
    "gård",
    "kyrka",
    "museum",
    "teater",
]
QUESTIONS = ("bro och skola", "vatten i park", "buss till lekplats", "budget för musik", "avfall och klimat", "äldre i förening")


def answers(library):
    """Best passages with their scores for each question."""
    return [[(hit.passage.id, round(hit.score, 5)) for hit in search(library, question, limit=10).hits] for question in QUESTIONS]


def write_texts(path, rng, count):
    """Passages no two of which weigh the same for a question: what is found must not hang on how ties fall."""
    rows = ({"id": f"p{n}", "title": "", "text": f"{' '.join(rng.sample(WORDS, rng.randint(5, 20)))}, utgåva 1."} for n in range(count))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def prepare(tell, data):
    with Library.open(settings_in(data), child=False) as library:
        for number, name in enumerate(("ada", "boden", "cedern")):
            path = write_texts(data.parent / f"{name}.jsonl", random.Random(number), 60 + number)
            pipeline.ingest_file(path, library, document_id=name)
        pipeline.ingest_file(write_plan(data.parent / "plan.md", "dalen", 1), library, document_id="dalen")
        tell(answers(library))


def check(tell, data):
    """As the service opens it: the engine in a process of its own."""
    with Library.open(settings_in(data), child=True) as library:
        check_whole(library)
        tell([answers(library), list(library.notices)])


def hurt(path, rng):
    """One damage to one file; what was done."""
    content = path.read_bytes()
    kind = rng.choice(["kapad", "ändrad", "nollad", "raderad", "tömd", "förlängd"])
    at = rng.randrange(len(content)) if content else 0
    if kind == "raderad":
        path.unlink()
    elif kind == "ändrad" and content:
        flipped = bytearray(content)
        for _ in range(rng.choice([1, 8, 200])):
            flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
    elif kind == "nollad":
        path.write_bytes(content[:at] + bytes(min(4096, len(content) - at)) + content[at + 4096 :])
    else:
        path.write_bytes({"kapad": content[:at], "tömd": b"", "förlängd": content + rng.randbytes(64)}.get(kind, content))
    return kind


def run(runs, seed, seconds, first=0):
    """Damage a file of a sound index, open, compare; again from the sound one."""
    figure, deadline = Figure("R3", "skadade indexfiler"), time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        origin, data = Path(folder) / "hel", Path(folder) / "data"
        told, _ = Forked(prepare, origin).finish()
        expected = told[0]
        files = sorted(path.relative_to(origin) for path in (origin / "index").rglob("*") if path.is_file() and path.name != "lock")
        outcomes = {"helt ombyggt": 0, "lagat eller utan verkan": 0}
        for number in range(first, runs):
            if time.monotonic() > deadline:
                break
            rng = random.Random(f"{seed} {number}")
            name = rng.choice(files)
            kind = hurt(copy_over(origin, data) / name, rng)
            figure.runs += 1
            seen, code = Forked(check, data).finish(90)
            reason = last_error(seen, code)
            if reason or not seen or seen[0][0] != expected:
                figure.fail(f"{number} {name.as_posix()} {kind}", reason or "andra svar än före skadan")
            else:
                outcomes["helt ombyggt" if seen[0][1] else "lagat eller utan verkan"] += 1
        figure.numbers = {"av filer": len(files), **outcomes}
    return figure
