"""`planlots mcp`: the tools for a language model's host, on standard input and output."""

from __future__ import annotations

import argparse

from api.commands import options

EXAMPLES = """exempel:
  planlots mcp --data /srv/planlots

I värdprogrammets inställningar:
  {"mcpServers": {"planlots": {"command": "planlots", "args": ["mcp", "--data", "/srv/planlots"]}}}

Samma verktyg finns på /mcp när planlots serve körs.

slutkoder: 0 värdprogrammet stängde, 1 något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "mcp", "verktyg för språkmodeller: Model Context Protocol på standard in och ut", EXAMPLES)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer until the host closes."""
    from api.mcp_server import run_stdio  # noqa: PLC0415 - the library costs 0.7 s

    with options.open_desk(arguments) as desk:
        run_stdio(desk)
    return 0
