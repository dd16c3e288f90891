"""S3: hostile and broken files, each read the whole way as the service does it: 0 crashes, a verdict in 65 s each.

Traps of PDF, Word and text, each blown up or down by chance; locked, cyclic and heavy ones; good files wounded at random.
"""

import random
import tempfile
import time
from functools import cache
from pathlib import Path

from corpus.errors import UnreadableDocument
from ingest.editions import read_edition
from tests.hostile import make_docxs, make_pdfs, make_texts, mutants, page_pdf, stream
from tests.makers import bomb_pdf, docx_bytes, pdf_bytes
from tests.torture.forks import Figure, Forked, last_error

VERDICT = 65.0  # seconds
LOST = 240  # after so long a file has no verdict at all
GOOD = {"pdf": pdf_bytes, "docx": docx_bytes}
RUNS = (
    "\t",
    " ",
    "|",
    "\n",
    "a",
    "1.",
    "a-",
    "(",
    "[1]",
    "…",
    "- ",
    "1 Mål\n",
    "* a\n",
    "#\n",
    " \n",
    "och ",
    "Nämnden, ",
    "\u00ad",
    "e\u0301",
)
SHARES = {"mutant": 0.6, "trap": 0.25, "run": 0.1, "heavy": 0.05}


@cache
def make_traps():
    """(name, ending, bytes) of every trap; the bombs take seconds to make."""
    made = ((make_pdfs, "pdf"), (make_docxs, "docx"), (make_texts, "txt"))
    return [[(name, ending, data) for name, data in sorted(make().items())] for make, ending in made]


def make_file(rng):
    """(what it is, ending, bytes) of one hostile file."""
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    if kind == "mutant":
        ending = rng.choices(list(GOOD), (4, 1))[0]
        return f"{kind} {ending}", ending, mutants(GOOD[ending](), 1, rng.randrange(2**32))[0]
    if kind == "trap":
        name, ending, data = rng.choice(rng.choice(make_traps()))
        return f"{kind} {name}", ending, data if rng.random() < 0.5 else mutants(data, 1, rng.randrange(2**32))[0]
    if kind == "run":
        text, times = rng.choice(RUNS), int(10 ** rng.uniform(2, 5.5))
        return f"{kind} {text!r} x {times}", "txt", f"Plan för vägar\n\nKommunen ska {text * times} slut {rng.randrange(99)}\n".encode()
    return rng.choice(
        (
            (f"{kind} page", "pdf", bomb_pdf(int(10 ** rng.uniform(3, 5.7)))),
            (f"{kind} locked", "pdf", pdf_bytes(password=f"{rng.random()}")),
            (f"{kind} words", "pdf", page_pdf(stream(b"BT /F1 9 Tf " + b"(Plan ska) Tj 0 -9 Td " * rng.randrange(9, 40_000) + b"ET"))),
        )
    )


def read(tell, path):
    """As an ingest reads it."""
    try:
        edition = read_edition(path, "plan", (), lambda _step, _share: None)
        edition.source.text.encode()
        tell("läst")
    except UnreadableDocument as error:
        assert 6 <= len(str(error).split()) <= 30, str(error)
        tell("nekad")


def run(runs, seed, seconds, first=0):
    """Files by number: the same seed gives the same files."""
    figure, deadline = Figure("S3", "fientliga och trasiga filer"), time.monotonic() + seconds
    slowest, verdicts = 0.0, {"läst": 0, "nekad": 0}
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        for number in range(first, runs):
            if time.monotonic() > deadline:
                break
            what, ending, data = make_file(random.Random(f"{seed} {number}"))
            path = Path(folder) / f"plan.{ending}"
            path.write_bytes(data)
            started = time.monotonic()
            told, code = Forked(read, path).finish(LOST)
            took = time.monotonic() - started
            slowest, figure.runs = max(slowest, took), figure.runs + 1
            if reason := last_error(told, code) or (f"{took:.0f} s" if took > VERDICT else None):
                figure.fail(f"{number} {what}", reason)
            else:
                verdicts[told[0]] += 1
    figure.numbers = {"längsta (s)": round(slowest, 1), **verdicts}
    return figure
