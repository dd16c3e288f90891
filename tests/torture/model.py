"""R6: random add, update, delete, search, fault and restart on the real store and engine, against a dict."""

import random
import tempfile
import time
from pathlib import Path

from assistant.retrieval.search import search
from corpus import analysis, store_publish
from corpus.library import Library
from corpus.records import Filters
from ingest.pipeline import ingest_file, remove_document
from tests.torture.forks import Figure, Forked, check_whole, last_error, settings_in, write_lines

NAMES = tuple(f"plan-{letter}" for letter in "abcdefgh")
CHECK_EVERY = 20  # operations between comparisons of everything
WHOLE = 0.2  # share of the searches that go the whole way, with understanding, fusion and choice


class Fault(Exception):
    """Ends an ingest at a step."""


def interrupt(rng):
    """An on_step that raises at a random call, mostly never."""
    left = rng.randrange(10) if rng.random() < 0.2 else -1

    def on_step(_step, _share):
        nonlocal left
        if left == 0:
            raise Fault
        left -= 1

    return on_step


def find(library, question, *, whole):
    """Passages that a search shows: the whole way, or only what the engine finds among the active generations."""
    if whole:
        return [hit.passage for hit in search(library, question, limit=50).hits]
    active = library.store.generations()
    scored = library.index.sparse(analysis.question_vector(question), Filters(), 100)
    ids = [one.passage_id for one in scored if active.get(one.document) == one.generation]
    found = library.store.passages(ids)
    assert len(found) == len(ids), "sökmotorn känner passager som lagringen saknar"
    return list(found.values())


def work(tell, folder, seed, operations, seconds):
    """Operation by operation; tells how many were done."""
    rng, model, deadline = random.Random(seed), {}, time.monotonic() + seconds
    data, path = folder / "data", folder / "in.jsonl"
    library = Library.open(settings_in(data), child=False)
    for number in range(1, operations + 1):
        if time.monotonic() > deadline:
            break
        name, store_publish.AT_ONCE = rng.choice(NAMES), rng.choice((0, 5_000))
        action = rng.choices(("put", "remove", "search", "restart"), (6, 2, 8, 0.3))[0]
        if action == "put":
            before = library.store.generations().get(name)
            write_lines(path, name, number, rng.randint(1, 12))
            try:
                ingest_file(path, library, document_id=name, on_step=interrupt(rng))
                model[name] = number
            except Fault:
                if library.store.generations().get(name) != before:
                    model[name] = number
                action = "restart"  # what a fault leaves in the index is taken away at the next start
        elif action == "remove" and name in model:
            remove_document(name, library)
            del model[name]
        elif action == "search":
            found = find(library, f"plogas {name}", whole=rng.random() < WHOLE)
            wrong = {passage.document: passage.text for passage in found if not passage.text.endswith(f" {model.get(passage.document)}.")}
            assert not wrong, f"operation {number}: {wrong}"
            assert bool(found) == bool(model), f"operation {number}: {len(found)} träffar"
        if action == "restart":
            library.close()
            library = Library.open(settings_in(data), child=False)
        if number % CHECK_EVERY == 0 or action == "restart":
            assert check_whole(library) == model, f"operation {number}"
        tell(number)
    assert check_whole(library) == model
    library.close()


def run(runs, seed, seconds, first=0):
    """`runs` operations, in one process."""
    figure = Figure("R6", "slumpvisa ändringar, sökningar och omstarter mot en ordlista")
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        told, code = Forked(work, Path(folder), f"{seed} {first}", runs - first, seconds).finish(seconds + 120)
    figure.runs = max((value for value in told if isinstance(value, int)), default=0)
    if reason := last_error(told, code):
        figure.fail(figure.runs, reason)
    return figure
