"""Case 29: the power goes at a random moment. What was told as done is there afterwards, from nothing but what was synced to the disk.

The child runs with power.c before its libc, which keeps every file as it was when it was last synced. After kill -9 a data folder is made of
those files alone and opened. A rename or removal counts at once, but only what was synced can have been renamed. Needs a C compiler.
"""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.library import Library
from ingest.pipeline import ingest_file, remove_document
from tests.torture.forks import Figure, check_whole, settings_in, write_lines

NAMES = tuple(f"plan-{letter}" for letter in "abcd")
SOURCE = Path(__file__).with_name("power.c")
ROOT = Path(__file__).parents[2]


def compile_shim(folder):
    """The shim as a library; None where there is no compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        return None
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(folder / "power.so"), str(SOURCE), "-ldl"], check=True)
    return folder / "power.so"


def work(data, seed, start):
    """Add, update and remove documents for ever, and tell each when it is done; `start`: the version before."""
    rng, version = random.Random(seed), start
    with Library.open(settings_in(data), child=False) as library:
        print(json.dumps(["redo", 0]), flush=True)
        while True:
            version += 1
            name = rng.choice(NAMES)
            print(json.dumps([name, None if rng.random() < 0.2 else version, "börjar"]), flush=True)
            if told_last(name, library) and rng.random() < 0.2:
                remove_document(name, library)
                print(json.dumps([name, None]), flush=True)
                continue
            ingest_file(write_lines(data.parent / "in.jsonl", name, version, rng.randint(1, 300)), library, document_id=name)
            print(json.dumps([name, version]), flush=True)


def told_last(name, library):
    return name in {document.id for document in library.store.documents()}


def look(data):
    """Tell what a data folder holds, once it is open and whole."""
    with Library.open(settings_in(data), child=False) as library:
        print(json.dumps(check_whole(library)), flush=True)


def cut_power(shim, folder, seed, start, after, later):
    """Work on folder/data until `after` documents are done and `later` seconds more; (what was done, in order, what had begun)."""
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "POWER_FROM": str(folder / "data"),
        "POWER_TO": str(folder / "synced"),
        "TOKENIZERS_PARALLELISM": "false",
    }
    command = [sys.executable, "-m", "tests.torture.power", "work", str(folder / "data"), str(seed), str(start)]
    done, begun = [], None
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    for line in child.stdout:
        told = json.loads(line)
        begun = told[0] if told[2:] else begun
        done += [told] if not told[2:] else []
        if len(done) > after:
            break
    time.sleep(later)
    child.kill()
    for line in child.communicate()[0].splitlines():
        with contextlib.suppress(ValueError):  # a line that was cut
            told = json.loads(line)
            begun = told[0] if told[2:] else begun
            done += [told] if not told[2:] else []
    return [row for row in done if row[0] != "redo"], begun


def make_image(real, synced, image):
    """A folder of what was synced, under the names that the files have now."""
    kept = {path.relative_to(synced): path for path in synced.rglob("*") if path.is_file()}
    contents = {path.read_bytes(): path for name, path in kept.items() if not (real / name).exists() and path.stat().st_size < 1 << 20}
    for path in sorted(real.rglob("*")):
        name = path.relative_to(real)
        if path.is_dir():
            (image / name).mkdir(parents=True, exist_ok=True)
            continue
        found = kept.get(name)
        if found is None and path.stat().st_size < 1 << 20:
            found = contents.get(path.read_bytes())  # synced under another name, then renamed
        if found is not None:
            (image / name).parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "--sparse=always", str(found), str(image / name)], check=True)


def check_image(image, model, begun):
    """What is wrong with the folder that the power left; None when all that was done is there."""
    command = [sys.executable, "-m", "tests.torture.power", "look", str(image)]
    looked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    if looked.returncode:
        return (looked.stderr.strip().splitlines() or [f"slutkod {looked.returncode}"])[-1]
    found = json.loads(looked.stdout.splitlines()[-1])
    wrong = [name for name in {*model, *found} - {begun} if model.get(name) != found.get(name)]
    return f"{wrong}: {found} i stället för {model}" if wrong else None


def run(runs, seed, seconds, first=0):
    """Cut the power `runs` times, each time going on from what was left."""
    figure = Figure("29", "strömavbrott vid slumpade tillfällen")
    deadline, rng = time.monotonic() + seconds, random.Random(seed + first)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shim, model, version = compile_shim(folder), {}, 0
        if shim is None:
            figure.numbers["hoppades över: ingen C-kompilator"] = 1
            return figure
        for number in range(first, runs):
            if time.monotonic() > deadline:
                break
            shutil.rmtree(folder / "synced", ignore_errors=True)
            copy_sparse(folder / "data", folder / "synced")  # what the last cut left is on the disk
            done, begun = cut_power(shim, folder, rng.random(), version, rng.randint(1, 6), rng.random() * 0.4)
            version += len(done) + 2
            for one, told in done:
                model = {**model, one: told} if told else {key: value for key, value in model.items() if key != one}
            shutil.rmtree(folder / "image", ignore_errors=True)
            make_image(folder / "data", folder / "synced", folder / "image")
            copy_sparse(folder / "image", folder / "looked")
            wrong = check_image(folder / "looked", model, begun)
            figure.runs += 1
            figure.numbers["kvitterade"] = figure.numbers.get("kvitterade", 0) + len(done)
            if wrong:
                figure.fail(number, wrong)
                shutil.rmtree(folder / "data")
                model = {}
                continue
            shutil.rmtree(folder / "data")
            (folder / "looked").rename(folder / "data")
            model = found_in(folder / "data")
    return figure


def found_in(data):
    """What a folder holds, told by a process of its own: the engine does not stand forks."""
    command = [sys.executable, "-m", "tests.torture.power", "look", str(data)]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


def copy_sparse(origin, target):
    shutil.rmtree(target, ignore_errors=True)
    if origin.exists():
        subprocess.run(["cp", "-r", "--sparse=always", str(origin), str(target)], check=True)


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    elif sys.argv[1] == "look":
        look(Path(sys.argv[2]))
    else:
        told = run(int(sys.argv[1]), int(sys.argv[2]), 3_600)
        print(told)
        sys.exit(1 if told.failures else 0)
