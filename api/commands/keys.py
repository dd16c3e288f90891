"""`planlots keys`: keys that let people and programs read a closed collection, change documents, or administer.

A key is shown once, when it is made: only its hash is kept. What is done here stands in the audit log. Exit code 1 when a key is unknown.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict

from api.commands import options, show
from api.guards.access import ROLE_NAMES, ROLES
from corpus.audit import Audit
from corpus.collections import DEFAULT, DEFAULT_NAME, Collections
from corpus.keys import COMMAND_LINE, Key, Keys, now_iso
from corpus.settings import Settings
from corpus.store import Store

EXAMPLES = """exempel:
  planlots keys add anna --role editor
  planlots keys add diariet --role editor --collection norrby --days 365
  planlots keys add drift --role admin --all-collections
  planlots keys list
  planlots keys revoke anna

roller: reader läser en samling som inte är öppen, editor ändrar dokument och rättelser, admin ser dessutom ändringsloggen
Nyckeln visas en gång. Skicka den som Authorization: Bearer NYCKEL, eller logga in med den på sidan.
slutkoder: 0 det gick bra, 1 nyckeln finns inte eller namnet är upptaget, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its three parts."""
    parser = options.new_parser(subparsers, "keys", "gör, visa och dra in nycklar", EXAMPLES)
    parts = parser.add_subparsers(title="delar", metavar="DEL", required=True)
    add = options.add_part(parts, "add", "gör en nyckel; den visas en gång")
    add.add_argument("name", metavar="NAMN", help="vem eller vad nyckeln är till; står i ändringsloggen")
    add.add_argument("--role", required=True, choices=ROLES, help="vad nyckeln får göra")
    add.add_argument("--days", type=int, metavar="ANTAL", help="dagar som nyckeln gäller; annars tills den dras in")
    where = add.add_mutually_exclusive_group()
    where.add_argument("--collection", dest="where", metavar="NAMN", default=DEFAULT, help="samling som nyckeln gäller")
    where.add_argument("--all-collections", action="store_true", help="nyckeln gäller alla samlingar")
    add.set_defaults(part=add_key)
    options.add_part(parts, "list", "visa alla nycklar").set_defaults(part=list_keys)
    revoke = options.add_part(parts, "revoke", "dra in en nyckel genast")
    revoke.add_argument("name", metavar="NAMN")
    revoke.set_defaults(part=revoke_key)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do the part that was asked for, in the store of the data folder."""
    with closing(Store.open(Settings.read(arguments.data))) as store:
        arguments.part(arguments, store)
    return 0


def add_key(arguments: argparse.Namespace, store: Store) -> None:
    """Make a key and show it."""
    asked = arguments.where or arguments.collection
    collection = None if arguments.all_collections else Collections(store).find(asked).name
    key, secret = Keys(store).add(arguments.name, arguments.role, collection, arguments.days)
    Audit(store).note(collection or DEFAULT, COMMAND_LINE, "key.add", f"{key.name} ({key.role}, {name_collection(key)})")
    if arguments.json:
        options.print_json({**asdict(key), "key": secret})
        return
    until = f" till och med {key.expires[:10]}" if key.expires else ""
    show.print_lines(
        [
            f"{key.name} får {ROLE_NAMES[arguments.role]} i {name_collection(key)}{until}. Nyckeln visas bara nu:",
            show.paint(secret, show.BOLD),
        ]
    )


def list_keys(arguments: argparse.Namespace, store: Store) -> None:
    """Show every key with what it may do and whether it holds."""
    keys, now = Keys(store).list(), now_iso()
    if arguments.collection:
        wanted = Collections(store).find(arguments.collection).name
        keys = tuple(key for key in keys if key.collection in (None, wanted))
    if arguments.json:
        options.print_json([{**asdict(key), "holds": key.holds(now)} for key in keys])
        return
    show.print_lines(f"{show.paint(key.name, show.BOLD)}: {key.role}, {name_collection(key)}, {describe_state(key, now)}" for key in keys)
    if not keys:
        show.print_lines(["Det finns inga nycklar. Gör en med planlots keys add."])


def revoke_key(arguments: argparse.Namespace, store: Store) -> None:
    """End a key at once."""
    key = Keys(store).revoke(arguments.name)
    Audit(store).note(key.collection or DEFAULT, COMMAND_LINE, "key.revoke", key.name)
    if arguments.json:
        options.print_json({"name": key.name, "revoked": True})
    else:
        show.print_lines([f"Nyckeln {key.name} är indragen och gäller inte längre."])


def name_collection(key: Key) -> str:
    """Where a key holds."""
    return "alla samlingar" if key.collection is None else f"samlingen {key.collection or DEFAULT_NAME}"


def describe_state(key: Key, now: str) -> str:
    """Whether a key holds, and since or until when."""
    if key.revoked:
        return f"indragen {key.revoked[:10]}"
    if not key.holds(now):
        return f"gick ut {(key.expires or '')[:10]}"
    return f"gäller till {key.expires[:10]}" if key.expires else f"gäller sedan {key.created[:10]}"
