"""`planlots backup`: everything that cannot be made again, of all collections, in one sealed file. The service may run meanwhile."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from api.commands import options, show
from api.version import package_version
from corpus.audit import Audit
from corpus.backup import Backup, make_backup
from corpus.collections import DEFAULT
from corpus.keys import COMMAND_LINE
from corpus.library import is_read_only
from corpus.settings import Settings
from corpus.store import Store

EXAMPLES = """exempel:
  planlots backup planlots-2031-05-02.zip
  planlots backup /mnt/kopior/planlots-$(date +%F).zip --data /srv/planlots

Filen innehåller dokumentens text och filer, nycklarnas kontrollsummor och ändringsloggen. Bara ägaren får läsa den.
slutkoder: 0 det gick bra, 1 något gick fel eller en fil är skadad, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "backup", "säkerhetskopiera allt till en fil", EXAMPLES)
    parser.add_argument("file", metavar="FIL", help="filen som ska skrivas; den får inte finnas")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the file and tell its checksum."""
    settings = Settings.read(arguments.data)
    made = make_backup(settings, Path(arguments.file).absolute(), package_version())
    note_made(settings, made)
    if arguments.json:
        options.print_json({**asdict(made), "path": str(made.path)})
    else:
        show.print_lines(describe(made))
    return 1 if made.notices else 0


def note_made(settings: Settings, made: Backup) -> None:
    """Into the audit log, where it can be written."""
    if not is_read_only(settings.data):
        with closing(Store.open(settings)) as store:
            Audit(store).note(DEFAULT, COMMAND_LINE, "backup.make", made.sha256)


def describe(made: Backup) -> list[str]:
    """What is in it."""
    collections = f" i {len(made.collections)} samlingar" if len(made.collections) > 1 else ""
    return [
        f"{made.path}: {made.documents} dokument{collections}, {made.files} filer, {made.size / 1_000_000:.1f} MB.",
        f"Kontrollsumma (sha256): {made.sha256}",
        *made.notices,
    ]
