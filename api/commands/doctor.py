"""`planlots doctor`: what is installed, whether store and index agree, how well each document reads. Exit code 1 when something is wrong.

With `--rebuild` the index is thrown away and made again from the store.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from api import doctor
from api.commands import options, show
from api.commands.progress import show_rebuild
from api.doctor import Finding
from corpus.errors import StoreUnavailable
from corpus.library import Library, rebuild
from corpus.settings import Settings

EXAMPLES = """exempel:
  planlots doctor
  planlots doctor --rebuild --data /srv/planer

slutkoder: 0 allt är bra, 1 något är fel, 2 kommandot är fel skrivet"""
MARKS = {"ok": ("✓", show.ACCENT), "note": ("–", show.DIM), "wrong": ("✗", show.WARN)}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "doctor", "kontrollera installationen, lagringen och sökindexet", EXAMPLES)
    parser.add_argument("--rebuild", action="store_true", help="bygg om sökindexet från lagringen")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Examine and show."""
    settings = options.read_settings(arguments)
    findings = [*doctor.examine_installation(), *examine_data(settings, remake=arguments.rebuild)]
    if arguments.json:
        options.print_json([{"topic": one.topic, "state": one.state, "text": one.text} for one in findings])
    else:
        show.print_lines(show_finding(one) for one in findings)
    return 1 if any(one.state == "wrong" for one in findings) else 0


def show_finding(finding: Finding) -> str:
    """One line with a mark."""
    mark, colour = MARKS[finding.state]
    return f"{show.paint(mark, colour)} {show.paint(finding.topic, show.BOLD)}: {finding.text}"


def examine_data(settings: Settings, *, remake: bool) -> list[Finding]:
    """The data folder, through the running service or in this process."""
    running = doctor.find_running(settings)
    if running and remake:
        raise StoreUnavailable(f"Tjänsten, process {running.pid}, använder sökindexet. Avsluta den först, och bygg sedan om.")
    if running:
        return [doctor.describe_running(running), *doctor.examine_store(settings)]
    if not Path(settings.data).exists():
        return [Finding("Datamapp", "note", f"{settings.data} finns inte än. Den skapas vid första frågan eller starten.")]
    library = Library.open(settings, child=False, on_progress=show_rebuild())
    try:
        if remake:
            library = rebuild(library, show_rebuild())
        return [*doctor.examine_library(library), *doctor.examine_documents(library.store)]
    finally:
        library.close()
