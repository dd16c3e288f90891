"""`planlots ask`: a question -> the answer with its sources. Exit code 1 when the documents do not tell."""

from __future__ import annotations

import argparse

from api.commands import options, show

EXAMPLES = """exempel:
  planlots ask "vem kallar till mötena?"
  planlots ask "vad är syftet?" --document min-plan --json

slutkoder: 0 ett svar, 1 svaret finns inte i dokumenten eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "ask", "ställ en fråga; svaret är citat med källa", EXAMPLES)
    parser.add_argument("question", nargs="+", metavar="FRÅGA", help="frågan, med egna ord")
    options.add_document(parser, several=True)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask and show."""
    question = " ".join(arguments.question)
    with options.open_desk(arguments) as desk:
        answer = desk.ask(question, (), arguments.document, None)
    if arguments.json:
        options.print_json(answer)
    else:
        show.print_answer(answer, question)
    return 1 if answer["status"] == "not_found" else 0
