"""`planlots serve`: the web page and the API, until it is stopped. Exit code 0 after Ctrl+C or SIGTERM, 1 when it cannot start."""

from __future__ import annotations

import argparse
import sys

from api.commands import options
from corpus.errors import BadRequest
from corpus.settings import Settings

HOST, PORT = "127.0.0.1", 8000
EXAMPLES = """exempel:
  planlots serve
  planlots serve --port 8080 --data /srv/planer
  planlots serve --root-path /planer --log json

Frågor besvaras av en process för varje processorkärna. Tjänsten kan inte startas två gånger på samma datamapp. Den är skrivskyddad utan
nyckel, se planlots keys.
Utan kryptering: låt en omvänd proxy stå framför om andra datorer ska nå den, ange dess värdnamn i PLANLOTS_HOSTS och dess adress i
PLANLOTS_PROXIES. Mer i docs/drift.md.
slutkoder: 0 avslutad som den ska, 1 den kunde inte starta, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "serve", "starta webbsidan och API:et", EXAMPLES)
    parser.add_argument("--host", default=HOST, metavar="ADRESS", help=f"adress att lyssna på ({HOST}: bara den här datorn)")
    parser.add_argument("--port", default=PORT, type=int, metavar="PORT", help=f"port att lyssna på ({PORT}); 0 tar en ledig")
    parser.add_argument("--root-path", metavar="SÖKVÄG", help="sökväg som en omvänd proxy lägger tjänsten under, till exempel /planer")
    parser.add_argument(
        "--workers", metavar="ANTAL", help="processer som svarar på frågor, annars en per kärna om minnet räcker; 0 ingen egen"
    )
    parser.add_argument("--log", choices=("text", "json"), default="text", help="loggens form; json skriver även en rad för varje anrop")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve."""
    from api.service.serve import run_service  # noqa: PLC0415 - the web framework costs 0.5 s

    if arguments.collection:
        raise BadRequest(
            f"Tjänsten öppnar alla samlingar; {arguments.collection} finns under /c/{arguments.collection}/. Ta bort --collection."
        )
    if arguments.log == "json":
        from api.guards.observe import log_json  # noqa: PLC0415 - as above

        log_json()
    return run_service(Settings.read(arguments.data), arguments.host, arguments.port, say, arguments.root_path, arguments.workers)


def say(message: str) -> None:
    """To the terminal, beside whatever is served."""
    print(f"planlots: {message}", file=sys.stderr, flush=True)
