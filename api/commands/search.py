"""`planlots search`: words -> passages, best first. Exit code 1 when nothing is like them."""

from __future__ import annotations

import argparse

from api.commands import options, show
from api.desk_choices import SearchChoice

EXAMPLES = """exempel:
  planlots search uppföljning
  planlots search "stöd till anhöriga" --limit 3 --explain

slutkoder: 0 minst en träff, 1 ingen träff eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "search", "sök i dokumenten", EXAMPLES)
    parser.add_argument("query", nargs="+", metavar="SÖKORD", help="det du söker")
    parser.add_argument("--kind", action="append", metavar="TYP", help="bara dokument av den här typen, kan upprepas")
    parser.add_argument("--issuer", action="append", metavar="UTGIVARE", help="bara dokument från den här utgivaren, kan upprepas")
    parser.add_argument("--status", action="append", metavar="STATUS", help="bara dokument med den här statusen, kan upprepas")
    parser.add_argument("--year", action="append", metavar="ÅR", help="bara dokument daterade eller giltiga det året, kan upprepas")
    parser.add_argument("--explain", action="store_true", help="visa varför varje träff kom med, och vad som valdes bort")
    options.add_document(parser, several=True)
    options.add_limit(parser, 10)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Search and show."""
    document, kind, issuer, status, year = (
        tuple(given) if given else None
        for given in (arguments.document, arguments.kind, arguments.issuer, arguments.status, arguments.year)
    )
    choice = SearchChoice(document, kind, arguments.limit, arguments.explain, issuer, status, year)
    with options.open_desk(arguments) as desk:
        found = desk.search(" ".join(arguments.query), choice)
    if arguments.json:
        options.print_json(found)
    elif found["hits"]:
        show.print_hits(found, explain=arguments.explain)
    else:
        show.print_lines(["Inget i dokumenten liknar det du sökte. Prova andra ord.", *show.notices(found)])
    return 0 if found["hits"] else 1
