"""`planlots export`: a table -> a Word, Excel, CSV or JSON file. Exit code 1 when the table is empty."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from api.commands import options
from api.desk_choices import AreaChoice, Desk, DutyChoice, TermChoice
from api.export import FORMATS, export_table
from api.tables import TITLES, make_table

Row = dict[str, Any]
EXAMPLES = """exempel:
  planlots export areas --format xlsx
  planlots export responsibilities --format docx --out moten.docx
  planlots export documents --format csv --out -

slutkoder: 0 sparad, 1 inget att spara eller något gick fel, 2 kommandot är fel skrivet"""

ROWS: Mapping[str, Callable[[Desk, str | None], list[Row]]] = {
    "documents": lambda desk, _: desk.documents(),
    "areas": lambda desk, document: desk.areas(AreaChoice(document=document)),
    "responsibilities": lambda desk, document: desk.responsibilities(DutyChoice(document=document)),
    "references": lambda desk, document: desk.references(document),
    "definitions": lambda desk, document: desk.definitions(TermChoice(document=document)),
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "export", "spara en tabell som Word, Excel, CSV eller JSON", EXAMPLES)
    parser.add_argument("table", choices=tuple(ROWS), metavar="TABELL", help=", ".join(f"{name} ({TITLES[name]})" for name in ROWS))
    parser.add_argument("--format", choices=FORMATS, default="xlsx", help="filformat (xlsx)")
    parser.add_argument("--out", metavar="FIL", help="filens namn; - skriver till standard ut")
    options.add_document(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fetch and write."""
    with options.open_desk(arguments) as desk:
        rows = ROWS[arguments.table](desk, arguments.document)
    format_ = "json" if arguments.json else arguments.format
    file = export_table(make_table(arguments.table, rows), format_, rows)
    options.save_file(file, "-" if arguments.json and not arguments.out else arguments.out, len(rows))
    return 0 if rows else 1
