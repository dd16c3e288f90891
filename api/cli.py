"""`planlots`: finds the command, imports only that command, and turns its errors into one Swedish line and an exit code.

In: the command line. Out: 0 when it went well, 1 when nothing was found or something failed, 2 when the command was used wrongly. Knows
the names of the commands, nothing of what they do.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Mapping, Sequence

from corpus.errors import PlanlotsError

OK, FAILED, USAGE = 0, 1, 2
INTERRUPTED = 130  # as shells have it for Ctrl+C

COMMANDS: Mapping[str, tuple[str, str]] = {  # name -> (module with add_parser, help)
    "ask": ("api.commands.ask", "ställ en fråga; svaret är citat med källa"),
    "search": ("api.commands.search", "sök i dokumenten"),
    "areas": ("api.commands.areas", "lista eller rangordna utvecklingsområden"),
    "responsibilities": ("api.commands.responsibilities", "lista vem som ska göra vad, och när"),
    "definitions": ("api.commands.definitions", "lista begrepp och förkortningar med vad de betyder"),
    "compare": ("api.commands.compare", "jämför två planers utvecklingsområden"),
    "export": ("api.commands.export", "spara en tabell som Word, Excel, CSV eller JSON"),
    "ingest": ("api.commands.ingest", "läs in filer eller mappar"),
    "serve": ("api.commands.serve", "starta webbsidan och API:et"),
    "mcp": ("api.commands.mcp", "verktyg för språkmodeller: Model Context Protocol på standard in och ut"),
    "remove": ("api.commands.remove", "ta bort dokument ur sökningen"),
    "keys": ("api.commands.keys", "gör, visa och dra in nycklar"),
    "collections": ("api.commands.collections", "gör, visa, stäng och ta bort samlingar"),
    "audit": ("api.commands.audit", "visa vem som har ändrat vad, och när"),
    "purge": ("api.commands.purge", "gallra det vars frist har gått"),
    "backup": ("api.commands.backup", "säkerhetskopiera allt till en fil"),
    "restore": ("api.commands.restore", "återställ en säkerhetskopia i en ny datamapp"),
    "doctor": ("api.commands.doctor", "kontrollera installationen, lagringen och sökindexet"),
    "index": ("api.commands.index", "visa var sökindexet ligger, eller flytta det"),
    "completion": ("api.commands.completion", "skript som låter skalet fylla i kommandon och tillval"),
    "eval": ("eval.cli", "mät sökning och svar med en frågesamling"),
    "train": ("eval.train.cli", "träna modellerna på nytt"),
}
WORKBENCH = "eval.commands"  # imported for these words only; anything else after `planlots eval` is a set to measure with
WORKBENCH_WORDS = ("template", "check", "run", "runs", "report", "compare", "gate", "judge")
EPILOG = """exempel:
  planlots ask "vem ansvarar för uppföljningen?"
  planlots search ensamhet --limit 5
  planlots ingest planer/ --data data
  planlots serve --port 8000

slutkoder: 0 det gick bra, 1 inget hittades eller något gick fel, 2 kommandot är fel skrivet
Data ligger i mappen data, eller den som --data eller PLANLOTS_DATA anger. Färger visas bara i en terminal; NO_COLOR stänger av dem."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    arguments = make_parser(sys.argv[1:] if argv is None else list(argv)).parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except PlanlotsError as error:
        print(f"planlots: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left (| head): nothing more to say
        return OK
    except KeyboardInterrupt:
        print("planlots: Avbrutet.", file=sys.stderr)
        return INTERRUPTED
    return code


def make_parser(argv: Sequence[str] = (), *, every: bool = False) -> argparse.ArgumentParser:
    """All commands by name; only the one that is asked for is imported and described in full, or `every` one."""
    parser = SwedishParser(
        prog="planlots",
        description="Frågor och sökning i svenska plandokument. Varje svar är citat med källa.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="visa version och avsluta")
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", parser_class=SwedishParser)
    parser.set_defaults(run=lambda arguments: show_start(parser, arguments))
    wanted = next((word for word in argv if not word.startswith("-")), None)
    for name, (module, summary) in COMMANDS.items():
        if every or name == wanted:
            importlib.import_module(find_module(module, argv)).add_parser(commands)
        else:
            commands.add_parser(name, help=summary)
    return parser


def find_module(module: str, argv: Sequence[str]) -> str:
    """The module of a command; `planlots eval` has one more for the words that follow it."""
    words = [word for word in argv if not word.startswith("-")]
    return WORKBENCH if words[:1] == ["eval"] and words[1:2] and words[1] in WORKBENCH_WORDS else module


def show_start(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> int:
    """`planlots` alone, or `planlots --version`."""
    if arguments.version:
        from api.version import package_version  # noqa: PLC0415 - a look into the installed packages, for this option only

        print(package_version())
        return OK
    parser.print_help(sys.stderr)
    return USAGE


class SwedishParser(argparse.ArgumentParser):
    """argparse whose own words are Swedish."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **{"add_help": False, **named})  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen och avsluta")
        self._positionals.title, self._optionals.title = "argument", "tillval"

    def format_usage(self) -> str:
        """The usage line."""
        return super().format_usage().replace("usage: ", "användning: ", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage: ", "användning: ", 1)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong and how to get help."""
        for english, swedish in MESSAGES:
            message = message.replace(english, swedish)
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}. Se {self.prog} --help.\n")


MESSAGES = (
    ("the following arguments are required", "det här saknas"),
    ("unrecognized arguments", "det här känns inte igen"),
    ("expected one argument", "ska ha ett värde"),
    ("expected at least one argument", "ska ha minst ett värde"),
    ("invalid int value", "ska vara ett heltal, inte"),
    ("invalid choice: ", "det finns inget "),
    ("(choose from", "(välj bland"),
    ("argument ", ""),
)

if __name__ == "__main__":
    sys.exit(main())
