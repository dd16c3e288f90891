"""`planlots areas`: the development areas of the plans, in order, or best first for a phrase. Exit code 1 when none fits."""

from __future__ import annotations

import argparse

from api.commands import options, show
from api.desk_choices import AreaChoice

EXAMPLES = """exempel:
  planlots areas
  planlots areas "barn som far illa" --limit 3
  planlots areas --document min-plan --json

slutkoder: 0 minst ett område, 1 inget område eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "areas", "lista eller rangordna utvecklingsområden", EXAMPLES)
    parser.add_argument("query", nargs="*", metavar="HANDLAR_OM", help="visa de områden som passar bäst först")
    parser.add_argument("--focus", metavar="FOKUSOMRÅDE", help="bara det här fokusområdet")
    parser.add_argument("--group", metavar="VERKSAMHET", help="bara det som gäller för den här verksamheten")
    parser.add_argument("--all-editions", action="store_true", help="visa även samma område i andra utgåvor")
    options.add_document(parser)
    options.add_limit(parser, 500)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List and show."""
    query = " ".join(arguments.query) or None
    choice = AreaChoice(arguments.document, arguments.focus, arguments.group, query, arguments.limit, arguments.all_editions)
    with options.open_desk(arguments) as desk:
        rows = desk.areas(choice)
    if arguments.json:
        options.print_json(rows)
    elif rows:
        show.print_areas(rows)
    else:
        show.print_lines(["Inget utvecklingsområde passar."])
    return 0 if rows else 1
