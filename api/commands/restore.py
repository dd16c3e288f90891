"""`planlots restore`: a file that `planlots backup` made -> a new data folder. Whatever is wrong with the file, nothing is half done."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from api.commands import options, show
from corpus.audit import Audit
from corpus.collections import DEFAULT
from corpus.keys import COMMAND_LINE
from corpus.restore import Restored, restore_backup
from corpus.settings import Settings
from corpus.store import Store

EXAMPLES = """exempel:
  planlots restore planlots-2031-05-02.zip --data /srv/planlots
  PLANLOTS_DATABASE=postgresql+psycopg://planlots@db/planlots planlots restore planlots-2031-05-02.zip --data /srv/planlots

Mappen får inte innehålla något. Sökindexet görs när tjänsten startas.
slutkoder: 0 det gick bra, 1 filen är skadad eller mappen används, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "restore", "återställ en säkerhetskopia i en ny datamapp", EXAMPLES)
    parser.add_argument("file", metavar="FIL", help="filen som planlots backup skrev")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Put everything back and tell what."""
    settings = Settings.read(arguments.data)
    done = restore_backup(Path(arguments.file), settings)
    with closing(Store.open(settings)) as store:
        Audit(store).note(DEFAULT, COMMAND_LINE, "backup.restore", done.created)
    if arguments.json:
        options.print_json({**asdict(done), "data": str(done.data)})
    else:
        show.print_lines([describe(done)])
    return 0


def describe(done: Restored) -> str:
    """What was put back, and what comes next."""
    collections = f" i {len(done.collections)} samlingar" if len(done.collections) > 1 else ""
    made = f"Kopian gjordes {done.created[:10]} med version {done.version}."
    return f"{done.data}: {done.documents} dokument{collections} och {done.files} filer är återställda. {made} Starta med planlots serve."
