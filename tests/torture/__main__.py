"""`python -m tests.torture [R1 R2 ...] [--runs N] [--seconds N] [--seed N] [--keep FILE]`: the promises, each with an end. Code 1 when one broke.

With --keep each part of a long run is a line of the file, and the next call with the same seed goes on where it ended.
"""

import argparse
import importlib
import json
import os
import platform
import random
import sys
import time
from pathlib import Path

PROMISES = {  # id -> (module, runs of the whole form, most seconds)
    "R1": ("kill", 500, 1_800),
    "R2": ("faults", 200, 900),
    "R3": ("damage", 200, 900),
    "R4": ("disk", 30, 600),
    "R5": ("stop", 20, 900),
    "R6": ("model", 50_000, 7_200),
    "R7": ("copy", 1_000, 900),
    "S3": ("hostile", 600, 3_600),
    "S4": ("fuzz", 300, 3_600),
    "29": ("power", 50, 3_600),  # of the forty cases: a power cut
}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("promises", nargs="*", metavar="LÖFTE", choices=[[], *PROMISES], help=f"{', '.join(PROMISES)}; annars alla")
    parser.add_argument("--runs", type=int, help="så många försök av varje")
    parser.add_argument("--seconds", type=float, help="högst så länge för varje")
    parser.add_argument("--seed", type=int, default=None, help="samma frö ger samma försök")
    parser.add_argument("--keep", type=Path, help="en fil med det som är gjort: nästa gång fortsätter där")
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(2**31) if arguments.seed is None else arguments.seed
    print(f"frö {seed}, {os.cpu_count()} kärnor, Python {platform.python_version()}, {time.strftime('%Y-%m-%d %H:%M')}", flush=True)
    broken = [promise for promise in arguments.promises or PROMISES if not hold(promise, seed, arguments)]
    sys.exit(1 if broken else 0)


def hold(promise, seed, arguments):
    """Put one promise to the test; whether it held, in this part and those before."""
    name, runs, seconds = PROMISES[promise]
    runs, started, parts = arguments.runs or runs, time.monotonic(), read_parts(arguments.keep, promise, seed)
    first = sum(part["runs"] for part in parts)
    if first < runs:
        figure = importlib.import_module(f"tests.torture.{name}").run(runs, seed, arguments.seconds or seconds, first)
        parts.append(part_of(figure, seed, time.monotonic() - started))
        keep_part(arguments.keep, parts[-1])
    tell(parts)
    return not any(part["failures"] for part in parts)


def part_of(figure, seed, seconds):
    return {
        "promise": figure.promise,
        "what": figure.what,
        "seed": seed,
        "runs": figure.runs,
        "failures": figure.failures,
        "numbers": figure.numbers,
        "seconds": round(seconds),
        "load": round(os.getloadavg()[0], 1),
        "date": time.strftime("%Y-%m-%d %H:%M"),
    }


def read_parts(path, promise, seed):
    """The earlier parts of the same run."""
    lines = path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []
    return [part for part in map(json.loads, lines) if (part["promise"], part["seed"]) == (promise, seed)]


def keep_part(path, part):
    if path:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(part, ensure_ascii=False) + "\n")


def add_up(parts):
    """All parts' numbers as one: counts are added; of what begins with "längsta" the greatest stays, else the last."""
    total = {}
    for name, value in [pair for part in parts for pair in part["numbers"].items()]:
        before = total.get(name, value)
        if name.startswith("längsta"):
            total[name] = max(before, value)
        elif isinstance(value, int) and name in total and not name.startswith("av "):
            total[name] = before + value
        else:
            total[name] = value
    return total


def tell(parts):
    """One line for all parts together."""
    runs, failures, seconds = (sum(counts) for counts in zip(*((p["runs"], len(p["failures"]), p["seconds"]) for p in parts), strict=True))
    told = ", ".join(f"{key} {value}" for key, value in add_up(parts).items())
    print(f"{parts[0]['promise']} {parts[0]['what']}: {runs} försök, {failures} fel. {told} ({seconds} s)", flush=True)


if __name__ == "__main__":
    main()
