"""What every command shares: the options --data and --json, and the desk that answers it.

In: parsed arguments. Out: a desk – the running service's if there is one, else the data folder opened in this process. Imports the
library only when no service runs, so that a question to a service is answered at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from api.desk_choices import Desk
from api.export import File
from api.service import locate
from corpus.errors import BadRequest, Unknown
from corpus.settings import Settings


def new_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, examples: str
) -> argparse.ArgumentParser:
    """A command's parser with the shared options and its examples."""
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=f"{summary[:1].upper()}{summary[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", metavar="MAPP", help="datamapp; annars PLANLOTS_DATA, annars data")
    parser.add_argument("--collection", metavar="NAMN", default="", help="samling i datamappen; annars standardsamlingen")
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    return parser


def add_part(parts: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str) -> argparse.ArgumentParser:
    """A part of a command ("keys add"); the shared options may stand after it too."""
    part = parts.add_parser(name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}.")
    part.add_argument("--data", metavar="MAPP", default=argparse.SUPPRESS, help="datamapp; annars PLANLOTS_DATA, annars data")
    part.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="skriv resultatet som JSON")
    return part


def read_settings(arguments: argparse.Namespace) -> Settings:
    """The settings of the collection that is asked for (Unknown)."""
    settings = Settings.read(arguments.data)
    if not arguments.collection:
        return settings
    from corpus.collections import collection_settings  # noqa: PLC0415 - the store costs 0.2 s

    inside = collection_settings(settings, arguments.collection)
    if not inside.data.exists():
        raise Unknown(f"Samlingen {arguments.collection} finns inte. Gör den med planlots collections add.")
    return inside


def add_document(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """The option that limits to a document."""
    more = ", kan upprepas" if several else ""
    parser.add_argument("--document", metavar="ID", action="append" if several else "store", help=f"bara det här dokumentet{more}")


def add_limit(parser: argparse.ArgumentParser, default: int) -> None:
    """The option that limits the number of rows."""
    parser.add_argument("--limit", type=int, default=default, metavar="ANTAL", help=f"högst så många rader ({default})")


@contextmanager
def open_desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    """The desk that answers; an empty data folder first reads in the bundled documents, an empty collection has none."""
    main = Settings.read(arguments.data)
    if locate.read(main) is not None:
        from api.service.client import find_desk  # noqa: PLC0415 - http.client costs 50 ms

        remote = find_desk(main, arguments.collection)
        if remote:
            yield remote
            return
    settings = read_settings(arguments)
    from api.commands.progress import show_bundled, show_rebuild  # noqa: PLC0415 - the library costs 0.3 s
    from api.desk import LibraryDesk  # noqa: PLC0415
    from corpus.library import Library  # noqa: PLC0415

    with Library.open(settings, child=False, on_progress=show_rebuild()) as library:
        if not arguments.collection:
            show_bundled(library)
        yield LibraryDesk(library)


def print_json(value: Any) -> None:
    """JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def save_file(file: File, out: str | None, rows: int) -> None:
    """Write a file where `out` says ("-" is standard output), else under its own name; tell how many rows it holds (BadRequest)."""
    if out == "-":
        sys.stdout.buffer.write(file.content)
        return
    path = Path(out or file.name)
    try:
        path.write_bytes(file.content)
    except OSError as error:
        raise BadRequest(f"Filen {path} kan inte skrivas: {error.strerror}. Välj en annan plats med --out.") from error
    print(f"{rows} rader sparade i {path}", file=sys.stderr)
