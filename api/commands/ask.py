"""`planlots ask`: a question -> the answer with its sources. Exit code 1 when the documents do not tell."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands import options, show
from api.desk_choices import Desk
from corpus.errors import BadRequest

EXAMPLES = """exempel:
  planlots ask "vem kallar till mötena?"
  planlots ask "vad är syftet?" --document min-plan --json
  planlots ask "vem kallar till mötena?" --record svar.docx

slutkoder: 0 ett svar, 1 svaret finns inte i dokumenten eller något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "ask", "ställ en fråga; svaret är citat med källa", EXAMPLES)
    parser.add_argument("question", nargs="+", metavar="FRÅGA", help="frågan, med egna ord")
    options.add_document(parser, several=True)
    parser.add_argument("--record", type=Path, metavar="FIL", help="spara svaret med alla underlag i en fil, .docx eller .json")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask and show."""
    question = " ".join(arguments.question)
    with options.open_desk(arguments) as desk:
        if arguments.record:
            return save_record(desk, question, arguments)
        answer = desk.ask(question, (), arguments.document, None)
    if arguments.json:
        options.print_json(answer)
    else:
        show.print_answer(answer, question)
    return 1 if answer["status"] == "not_found" else 0


def save_record(desk: Desk, question: str, arguments: argparse.Namespace) -> int:
    """Write the answer with all its grounds to the named file."""
    path: Path = arguments.record
    format_ = path.suffix.lower().lstrip(".")
    if format_ not in ("docx", "json"):
        raise BadRequest(f"Filen {path.name} ska sluta på .docx eller .json.")
    file = desk.record(question, (), arguments.document, None, format_)
    try:
        path.write_bytes(file.content)
    except OSError as error:
        raise BadRequest(f"Det gick inte att skriva till {path}: {error.strerror}. Ange en annan fil.") from error
    if arguments.json:
        options.print_json({"file": str(path)})
    else:
        show.print_lines([f"Sparat i {path}."])
    return 0
