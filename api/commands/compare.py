"""`planlots compare`: the areas of one plan with their nearest in another. Exit code 1 when the left plan has none."""

from __future__ import annotations

import argparse

from api.commands import options, show
from api.export import FORMATS, export_table
from api.tables import make_table

EXAMPLES = """exempel:
  planlots compare min-plan grannens-plan
  planlots compare min-plan grannens-plan --format docx --out moten.docx
  planlots compare min-plan grannens-plan --json

slutkoder: 0 jämförda, 1 inget att jämföra eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "compare", "jämför två planers utvecklingsområden", EXAMPLES)
    parser.add_argument("left", metavar="VÄNSTER", help="id för planen vars områden gås igenom")
    parser.add_argument("right", metavar="HÖGER", help="id för planen som de jämförs med")
    parser.add_argument("--format", choices=FORMATS, help="spara som fil i det här formatet")
    parser.add_argument("--out", metavar="FIL", help="filens namn, med --format; - skriver till standard ut")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and show or save."""
    with options.open_desk(arguments) as desk:
        comparison = desk.compare(arguments.left, arguments.right)
    rows = comparison["rows"]
    if arguments.format:
        options.save_file(export_table(make_table("compare", rows), arguments.format, comparison), arguments.out, len(rows))
    elif arguments.json:
        options.print_json(comparison)
    elif comparison["rows"]:
        show.print_comparison(comparison)
    else:
        show.print_lines(["Den vänstra planen har inga utvecklingsområden."])
    return 0 if comparison["rows"] else 1
