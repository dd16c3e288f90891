"""`planlots responsibilities`: who does what, how often and by when. Exit code 1 when nothing fits."""

from __future__ import annotations

import argparse

from api.commands import options, show
from api.desk_choices import DutyChoice

EXAMPLES = """exempel:
  planlots responsibilities --actor nämnd
  planlots responsibilities --verb följa --document min-plan --json

slutkoder: 0 minst en rad, 1 ingen rad eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "responsibilities", "lista vem som ska göra vad, och när", EXAMPLES)
    parser.add_argument("query", nargs="*", metavar="ORD", help="ord som ska stå i citatet")
    parser.add_argument("--actor", metavar="VEM", help="del av namnet på den som ska göra något")
    parser.add_argument("--verb", metavar="VERB", help="det som ska göras, till exempel besluta")
    parser.add_argument("--all-editions", action="store_true", help="visa även samma rad i andra utgåvor och delar")
    options.add_document(parser)
    options.add_limit(parser, 500)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List and show."""
    query = " ".join(arguments.query) or None
    choice = DutyChoice(arguments.document, arguments.actor, arguments.verb, query, arguments.limit, arguments.all_editions)
    with options.open_desk(arguments) as desk:
        rows = desk.responsibilities(choice)
    if arguments.json:
        options.print_json(rows)
    elif rows:
        show.print_duties(rows)
    else:
        show.print_lines(["Inget ansvar i dokumenten passar urvalet."])
    return 0 if rows else 1
