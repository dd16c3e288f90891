"""`planlots audit`: who changed what, and when, newest first. Questions never stand here: nothing of them is kept."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict

from api.commands import options, show
from corpus.audit import ACTIONS, Audit
from corpus.settings import Settings
from corpus.store import Store

EXAMPLES = """exempel:
  planlots audit --limit 20
  planlots audit --collection norrby --json

slutkoder: 0 det gick bra, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "audit", "visa vem som har ändrat vad, och när", EXAMPLES)
    options.add_limit(parser, 100)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Show the log of all collections, or of one."""
    with closing(Store.open(Settings.read(arguments.data))) as store:
        entries = Audit(store).list(arguments.collection or None, arguments.limit)
    if arguments.json:
        options.print_json([asdict(one) for one in entries])
        return 0
    for one in entries:
        where = f" i {one.collection}" if one.collection else ""
        show.print_lines([f"{one.time}  {one.who} {ACTIONS.get(one.action, one.action)}{where}: {one.target}"])
    if not entries:
        show.print_lines(["Inga ändringar finns i loggen."])
    return 0
