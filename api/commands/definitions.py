"""`planlots definitions`: what words and abbreviations mean in the plans. Exit code 1 when nothing fits."""

from __future__ import annotations

import argparse

from api.commands import options, show
from api.desk_choices import TermChoice

EXAMPLES = """exempel:
  planlots definitions
  planlots definitions samverkan --document min-plan --json

slutkoder: 0 minst en rad, 1 ingen rad eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "definitions", "lista begrepp och förkortningar med vad de betyder", EXAMPLES)
    parser.add_argument("term", nargs="*", metavar="ORD", help="ord som ska stå i begreppet eller i det förkortningen står för")
    options.add_document(parser)
    options.add_limit(parser, 500)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List and show."""
    choice = TermChoice(arguments.document, " ".join(arguments.term) or None, arguments.limit)
    with options.open_desk(arguments) as desk:
        rows = desk.definitions(choice)
    if arguments.json:
        options.print_json(rows)
    elif rows:
        show.print_definitions(rows)
    else:
        show.print_lines(["Inget begrepp i dokumenten passar urvalet."])
    return 0 if rows else 1
