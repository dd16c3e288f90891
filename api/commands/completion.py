"""`planlots completion`: a script that lets a shell complete commands and options."""

from __future__ import annotations

import argparse
import sys

from api.commands import options

SHELLS = ("bash", "zsh", "tcsh")
EXAMPLES = """exempel:
  planlots completion bash > ~/.local/share/bash-completion/completions/planlots
  planlots completion zsh > ~/.zfunc/_planlots

slutkoder: 0 det gick bra, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "completion", "ett skript som låter skalet fylla i kommandon och tillval", EXAMPLES)
    parser.add_argument("shell", choices=SHELLS, metavar="SKAL", help="bash, zsh eller tcsh")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the script of every command."""
    import shtab  # noqa: PLC0415 - for this command only

    from api.cli import make_parser  # noqa: PLC0415 - it imports this module

    script = shtab.complete(make_parser(every=True), shell=arguments.shell)
    if arguments.json:
        options.print_json({"shell": arguments.shell, "script": script})
    else:
        sys.stdout.write(script)
    return 0
