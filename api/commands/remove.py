"""`planlots remove`: take documents out of search. Their old addresses say that they are gone; their files stay until they are purged.

With a running service it does the work; otherwise this process does. Exit code 1 when a document is unknown.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from api.commands import options, show
from api.commands.progress import show_rebuild
from api.service.client import find_desk
from corpus.audit import Audit
from corpus.keys import COMMAND_LINE
from corpus.library import Library
from corpus.settings import Settings
from corpus.store import Store

Row = dict[str, Any]
EXAMPLES = """exempel:
  planlots remove gammal-plan
  planlots remove gammal-plan --collection norrby

Filen raderas när gallringsfristen har gått, med planlots purge.
slutkoder: 0 det gick bra, 1 dokumentet finns inte, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "remove", "ta bort dokument ur sökningen", EXAMPLES)
    parser.add_argument("documents", nargs="+", metavar="ID", help="dokumentets id, som i planlots ask --json eller på sidan Dokument")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take out one after the other."""
    main = Settings.read(arguments.data)
    remote = find_desk(main, arguments.collection)
    done = [remote.withdraw_document(one) for one in arguments.documents] if remote else withdraw_here(arguments, main)
    if arguments.json:
        options.print_json(done)
    else:
        show.print_lines(f"{row['title']} är borttaget." for row in done)
    return 0


def withdraw_here(arguments: argparse.Namespace, main: Settings) -> list[Row]:
    """Without a service: in this process."""
    from api.changes import Changes  # noqa: PLC0415 - the library's readers, only where they are needed

    settings = options.read_settings(arguments)
    with closing(Store.open(main)) as store, Library.open(settings, child=False, on_progress=show_rebuild()) as library:
        changes = Changes(library, Audit(store), arguments.collection, COMMAND_LINE)
        return [changes.withdraw_document(document) for document in arguments.documents]
