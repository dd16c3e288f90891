"""The commands for keys, collections, the log, removal and purging, on a real data folder."""

import json

import pytest

from api.cli import main
from corpus.collections import collection_settings
from corpus.keys import Keys
from corpus.settings import Settings
from corpus.store import Store
from tests.keyed import PLAN


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def say(data, capsys):
    """Run a command; -> (exit code, what it printed)."""

    def run(*words):
        code = main([*words, "--data", str(data)])
        return code, capsys.readouterr().out

    return run


def find(data, secret):
    store = Store.open(Settings(data, "", None))
    try:
        return Keys(store).find(secret)
    finally:
        store.close()


def test_a_key_is_shown_once_listed_and_revoked(say, data):
    code, out = say("keys", "add", "anna", "--role", "editor", "--days", "30")
    secret = out.splitlines()[-1]
    assert code == 0 and find(data, secret).role == "editor"
    code, listed = say("keys", "list")
    assert code == 0 and listed.startswith("anna: editor, samlingen default, gäller till ") and secret not in listed
    assert say("keys", "revoke", "anna")[0] == 0
    assert find(data, secret) is None
    assert "indragen" in say("keys", "list")[1]
    assert [line.split("  ")[1] for line in say("audit")[1].splitlines()] == [
        "kommandoraden drog in nyckel: anna",
        "kommandoraden gjorde nyckel: anna (editor, samlingen default)",
    ]


def test_keys_speak_json(say, capsys, data):
    made = json.loads(
        main(["keys", "--json", "--data", str(data), "add", "drift", "--role", "admin", "--all-collections"]) or capsys.readouterr().out
    )
    assert (made["name"], made["collection"], find(data, made["key"]).name) == ("drift", None, "drift")


@pytest.mark.parametrize(
    "words", [("revoke", "bo"), ("add", "anna", "--role", "reader", "--collection", "nej"), ("add", "kommandoraden", "--role", "reader")]
)
def test_what_cannot_be_done_with_keys_is_told(say, words):
    assert say("keys", *words)[0] == 1


def test_a_role_that_is_none_is_a_wrong_command(say):
    with pytest.raises(SystemExit) as ended:
        say("keys", "add", "anna", "--role", "chef")
    assert ended.value.code == 2


def test_a_collection_is_filled_asked_and_removed(say, data, tmp_path):
    assert say("collections", "add", "norrby", "--title", "Norrby kommun", "--private") == (
        0,
        "norrby: Norrby kommun, får läsas med nyckel\n",
    )
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    assert say("ingest", str(tmp_path / "plan.md"), "--collection", "norrby", "--id", "vinter")[0] == 0
    code, out = say("search", "sandas", "--collection", "norrby", "--json")
    assert code == 0 and {hit["document"]["id"] for hit in json.loads(out)["hits"]} == {"vinter"}
    assert "i norrby: plan.md" in say("audit", "--collection", "norrby")[1]
    assert say("remove", "vinter", "--collection", "norrby") == (0, "Vinterplan för Skogsby är borttaget.\n")
    assert say("remove", "vinter", "--collection", "norrby")[0] == 1
    assert say("collections", "remove", "norrby", "--yes")[0] == 1
    assert say("collections", "change", "norrby", "--closed", "--public") == (0, "norrby: Norrby kommun, får läsas av alla, avstängd\n")
    assert say("collections", "remove", "norrby")[0] == 1
    assert say("collections", "remove", "norrby", "--yes") == (0, "default: Planlots, får läsas av alla\n")
    assert not collection_settings(Settings(data, "", None), "norrby").data.exists()
    assert say("search", "sandas", "--collection", "norrby")[0] == 1


def test_a_change_must_say_what(say):
    assert say("collections", "change", "default")[0] == 1


def test_purging_tells_what_went(say):
    assert say("purge", "--dry-run") == (0, "default: inget att gallra.\nInget har gallrats. Kör utan --dry-run för att göra det.\n")
    assert say("purge") == (0, "default: inget att gallra.\n")


def test_one_collection_is_listed_and_purged_by_itself(say):
    say("collections", "add", "norrby")
    for name, where in (("a", "default"), ("b", "norrby")):
        say("keys", "add", name, "--role", "reader", "--collection", where)
    say("keys", "add", "c", "--role", "reader", "--all-collections")
    assert [line[0] for line in say("keys", "list")[1].splitlines()] == ["a", "b", "c"]
    assert [key["name"] for key in json.loads(say("keys", "--collection", "norrby", "list", "--json")[1])] == ["b", "c"]
    assert say("purge", "--collection", "norrby") == (0, "norrby: inget att gallra.\n")
    assert say("purge", "--collection", "nej")[0] == 1
    assert say("serve", "--collection", "norrby")[0] == 1


def test_purging_by_other_times(say, monkeypatch, data):
    say("keys", "add", "anna", "--role", "reader")
    monkeypatch.setenv("PLANLOTS_RETENTION", "audit=0")
    monkeypatch.setattr("api.commands.purge.datetime", Tomorrow)
    code, out = say("purge")
    assert code == 0 and out.startswith("default: 1 rader i ändringsloggen.\n  audit: 1, sedan ") and "Beviset ligger" in out
    assert len(list((data / "gallring").iterdir())) == 1
    monkeypatch.setenv("PLANLOTS_RETENTION", "fel")
    assert say("purge")[0] == 1


class Tomorrow:
    @staticmethod
    def now(zone):
        from datetime import datetime, timedelta

        return datetime.now(zone) + timedelta(days=1)
