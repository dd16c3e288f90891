"""`planlots purge`: remove what has been kept longer than its time (gallring), in every collection, with a proof of what went.

Documents in use are never touched. It may run beside the service, for example every night. Exit code 0 also when nothing was due.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict
from datetime import UTC, datetime

from api.commands import options, show
from api.purge import FOLDER, Purged, purge
from corpus.collections import DEFAULT_NAME
from corpus.retention import KINDS, read_days
from corpus.settings import Settings

EXAMPLES = """exempel:
  planlots purge --dry-run
  planlots purge
  PLANLOTS_RETENTION="jobs=30, files=7" planlots purge

Fristerna står i docs/drift.md. Beviset sparas i datamappens mapp gallring, och i ändringsloggen.
slutkoder: 0 det gick bra, 1 något gick fel, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "purge", "gallra det vars frist har gått", EXAMPLES)
    parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle gallras, men gallra inget")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Purge and show what went."""
    settings, days = Settings.read(arguments.data), read_days(os.environ.get("PLANLOTS_RETENTION", ""))
    done = purge(settings, days, datetime.now(UTC), dry_run=arguments.dry_run, only=arguments.collection)
    if arguments.json:
        options.print_json({"dry_run": arguments.dry_run, "days": days, "collections": [asdict(one) for one in done]})
        return 0
    for one in done:
        show.print_lines(describe(one))
    gone = any(one.due for one in done)
    if arguments.dry_run:
        show.print_lines(["Inget har gallrats. Kör utan --dry-run för att göra det."])
    elif gone:
        show.print_lines([f"Beviset ligger i {settings.data / FOLDER}."])
    return 0


def describe(purged: Purged) -> list[str]:
    """How many of each kind in a collection, and each by name."""
    name = purged.collection or DEFAULT_NAME
    if not purged.due:
        return [f"{name}: inget att gallra."]
    lines = [f"{name}: {', '.join(f'{count} {KINDS[kind]}' for kind, count in purged.count().items())}."]
    return [*lines, *(f"  {one.kind}: {one.name}, sedan {one.since[:10]}" for one in purged.due)]
