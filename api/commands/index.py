"""`planlots index`: where the search index lies, and moving it between the data folder and a Qdrant server.

The store is the truth: the index is written anew in the other place and compared with the store, and the old one is left as it is. Which
of them is used is a setting, PLANLOTS_QDRANT_URL, so that every process of a service says the same.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from api import doctor
from api.commands import options, show
from api.commands.progress import show_rebuild
from corpus.errors import IndexUnavailable, StoreUnavailable
from corpus.library import Library, rebuild
from corpus.settings import Qdrant, Settings

EMBEDDED = "embedded"
EXAMPLES = """exempel:
  planlots index where
  planlots index move --to http://qdrant:6333
  planlots index move --to embedded

slutkoder: 0 det gick bra, 1 indexet kunde inte flyttas, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "index", "visa var sökindexet ligger, eller flytta det", EXAMPLES)
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL")
    options.add_part(parts, "where", "visa var sökindexet ligger").set_defaults(run=show_where)
    move = options.add_part(parts, "move", "gör sökindexet på ett annat ställe och jämför det med lagringen")
    move.add_argument("--to", required=True, metavar="ADRESS", help=f"Qdrants adress, eller {EMBEDDED} för datamappen")
    move.set_defaults(run=move_index)


def show_where(arguments: argparse.Namespace) -> int:
    """One line, or the same as JSON."""
    settings = options.read_settings(arguments)
    if arguments.json:
        options.print_json({"place": settings.qdrant.url if settings.qdrant else EMBEDDED})
    else:
        show.print_lines([f"Sökindexet ligger {describe(settings)}."])
    return 0


def move_index(arguments: argparse.Namespace) -> int:
    """Write the index there and compare it (StoreUnavailable beside a running service in the data folder, IndexUnavailable)."""
    settings = options.read_settings(arguments)
    qdrant = None if arguments.to == EMBEDDED else Qdrant.read(arguments.to)
    if qdrant and settings.qdrant:
        qdrant = replace(qdrant, name=settings.qdrant.name)
    elif qdrant and arguments.collection:
        qdrant = replace(qdrant, name=f"{qdrant.name}-{arguments.collection}")
    target = replace(settings, qdrant=qdrant)
    running = doctor.find_running(Settings.read(arguments.data))
    if running and target.qdrant is None:
        raise StoreUnavailable(f"Tjänsten, process {running.pid}, använder datamappen. Avsluta den först, och flytta sedan.")
    points = write_index(target)
    todo = f"Sätt PLANLOTS_QDRANT_URL={qdrant.url}" if qdrant else "Ta bort PLANLOTS_QDRANT_URL"
    if arguments.json:
        options.print_json({"place": arguments.to, "points": points})
    else:
        show.print_lines([f"{points} stycken ligger nu {describe(target)}, lika med lagringen.", f"{todo} och starta om."])
    return 0


def write_index(settings: Settings) -> int:
    """Fill the index from the store and compare every passage. Returns how many there are."""
    with Library.open(settings, child=False, on_progress=show_rebuild()) as opened:
        manifest, library = opened.store.manifest(), opened
        if opened.index.audit(manifest):
            library = rebuild(opened, show_rebuild())
        try:
            wrong = library.index.audit(manifest)
            if wrong:
                raise IndexUnavailable(f"Sökindexet stämmer inte för {', '.join(wrong)} efter flytten. Kör planlots doctor.")
            return library.index.count()
        finally:
            library.index.close()


def describe(settings: Settings) -> str:
    """Where it lies, in words."""
    return f"på {settings.qdrant.url}" if settings.qdrant else f"i {settings.data / 'index'}"
