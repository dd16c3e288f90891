"""`planlots collections`: documents of several owners in one service, each with keys, store and index of its own.

A collection is reached under /c/NAMN/ on the service, and with --collection NAMN on the command line. Exit code 1 when it is unknown.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict

from api.commands import options, show
from api.service import locate
from corpus.audit import Audit
from corpus.collections import DEFAULT_NAME, Collection, Collections, collection_settings
from corpus.errors import BadRequest
from corpus.keys import COMMAND_LINE
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_engine import require_folder

EXAMPLES = """exempel:
  planlots collections add norrby --title "Norrby kommun" --private
  planlots collections list
  planlots collections change norrby --public
  planlots collections change default --closed      stäng av standardsamlingen
  planlots collections remove norrby --yes          radera en stängd samling med allt innehåll
  planlots ingest plan.pdf --collection norrby
  planlots ask "vem följer upp planen?" --collection norrby

slutkoder: 0 det gick bra, 1 samlingen finns inte eller namnet är upptaget, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its parts."""
    parser = options.new_parser(subparsers, "collections", "gör, visa, stäng och ta bort samlingar", EXAMPLES)
    parts = parser.add_subparsers(title="delar", metavar="DEL", required=True)
    add = options.add_part(parts, "add", "gör en tom samling")
    add.add_argument("name", metavar="NAMN", help="a–z, siffror och bindestreck; står i adressen")
    add.add_argument("--title", default="", metavar="TITEL", help="hur människor kallar den")
    add.add_argument("--private", action="store_true", help="får bara läsas med en nyckel")
    add.set_defaults(part=add_collection)
    options.add_part(parts, "list", "visa alla samlingar").set_defaults(part=list_collections)
    change = options.add_part(parts, "change", "öppna, stäng, gör läsbar för alla eller bara med nyckel")
    change.add_argument("name", metavar="NAMN", help=f"{DEFAULT_NAME} är standardsamlingen")
    reading = change.add_mutually_exclusive_group()
    reading.add_argument("--public", action="store_true", help="får läsas av alla")
    reading.add_argument("--private", action="store_true", help="får bara läsas med en nyckel")
    state = change.add_mutually_exclusive_group()
    state.add_argument("--closed", action="store_true", help="stäng av samlingen")
    state.add_argument("--open", action="store_true", help="öppna den igen")
    change.set_defaults(part=change_collection)
    remove = options.add_part(parts, "remove", "radera en stängd samling")
    remove.add_argument("name", metavar="NAMN")
    remove.add_argument("--yes", action="store_true", help="ja, radera alla dess dokument för alltid")
    remove.set_defaults(part=remove_collection)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do the part that was asked for."""
    settings = Settings.read(arguments.data)
    with closing(Store.open(settings)) as store:
        done = arguments.part(arguments, store, settings)
    if arguments.json:
        options.print_json([asdict(one) for one in done])
    else:
        show.print_lines(describe(one) for one in done)
    return 0


def add_collection(arguments: argparse.Namespace, store: Store, settings: Settings) -> list[Collection]:
    """A new collection with its folder."""
    made = Collections(store).add(arguments.name, arguments.title, public=not arguments.private)
    require_folder(collection_settings(settings, made.name).data)
    Audit(store).note(made.name, COMMAND_LINE, "collection.add", describe(made))
    return [made]


def list_collections(_arguments: argparse.Namespace, store: Store, _settings: Settings) -> list[Collection]:
    """All collections."""
    return list(Collections(store).list())


def change_collection(arguments: argparse.Namespace, store: Store, _settings: Settings) -> list[Collection]:
    """Who may read it, and whether it answers."""
    values = {}
    if arguments.public or arguments.private:
        values["public"] = arguments.public
    if arguments.closed or arguments.open:
        values["closed"] = arguments.closed
    if not values:
        raise BadRequest("Ange vad som ska ändras: --public, --private, --closed eller --open.")
    changed = Collections(store).change(arguments.name, **values)
    Audit(store).note(changed.name, COMMAND_LINE, "collection.change", describe(changed))
    return [changed]


def remove_collection(arguments: argparse.Namespace, store: Store, settings: Settings) -> list[Collection]:
    """Delete a closed collection for good."""
    if not arguments.yes:
        raise BadRequest(f"Samlingen {arguments.name} raderas med alla dokument. Lägg till --yes om det är meningen.")
    running = locate.read(settings)
    if running and locate.is_alive(running):
        raise BadRequest(f"Avsluta tjänsten, process {running.pid}, innan en samling raderas.")
    Collections(store).remove(arguments.name, settings)
    Audit(store).note(arguments.name, COMMAND_LINE, "collection.remove", arguments.name)
    return list_collections(arguments, store, settings)


def describe(collection: Collection) -> str:
    """One line: name, title, who may read it, whether it answers."""
    reading = "får läsas av alla" if collection.public else "får läsas med nyckel"
    closed = ", avstängd" if collection.closed else ""
    return f"{collection.name or DEFAULT_NAME}: {collection.title}, {reading}{closed}"
