"""`python -m tests.torture [R1 R2 ...] [--share 0.1] [--seed N]`: the promises, one after the other, each with an end. Code 1 when one broke."""

import argparse
import importlib
import os
import platform
import random
import sys
import time

PROMISES = {  # id -> (module, runs of the whole form, most seconds)
    "R1": ("kill", 500, 1_800),
    "R2": ("faults", 200, 600),
    "R3": ("damage", 200, 900),
    "R4": ("disk", 30, 600),
    "R5": ("stop", 20, 900),
    "R6": ("model", 50_000, 3_600),
    "R7": ("copy", 1_000, 900),
}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("promises", nargs="*", metavar="LÖFTE", help=f"{', '.join(PROMISES)}; annars alla")
    parser.add_argument("--runs", type=int, help="så många försök av varje")
    parser.add_argument("--seconds", type=float, help="högst så länge för varje")
    parser.add_argument("--seed", type=int, default=None, help="samma frö ger samma försök")
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(2**31) if arguments.seed is None else arguments.seed
    print(f"frö {seed}, {os.cpu_count()} kärnor, Python {platform.python_version()}, {time.strftime('%Y-%m-%d %H:%M')}", flush=True)
    broken = 0
    for promise in arguments.promises or PROMISES:
        name, runs, seconds = PROMISES[promise]
        started = time.monotonic()
        figure = importlib.import_module(f"tests.torture.{name}").run(arguments.runs or runs, seed, arguments.seconds or seconds)
        told = ", ".join(f"{key} {value}" for key, value in figure.numbers.items())
        print(
            f"{promise} {figure.what}: {figure.runs} försök, {len(figure.failures)} fel. {told} ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        broken += bool(figure.failures)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
