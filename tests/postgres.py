"""A PostgreSQL server of its own for the tests: Debian's programs, a folder that goes away, a socket nobody else sees."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "postgres"  # the server refuses to run as root; Debian's package makes this user
QUIET = ("-c", "fsync=off", "-c", "listen_addresses=", "-c", "shared_buffers=32MB", "-c", "max_connections=200")


def find_programs():
    """The folder with initdb and postgres, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def serve_postgres():
    """The server; gives a function that makes an empty database and returns its address. Skips honestly where there is no PostgreSQL."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    runs_as = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as made:
        folder = Path(made)
        if runs_as:
            shutil.chown(folder, USER, USER)
        data = str(folder / "data")
        init = [str(programs / "initdb"), "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(init, check=True, capture_output=True, cwd="/", **runs_as)
        control = [str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
        options = " ".join((*QUIET, "-c", f"unix_socket_directories={folder}"))
        subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd="/", **runs_as)
        try:
            yield lambda name: make_database(folder, name)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/", **runs_as)


def make_database(folder, name):
    """An empty database's address for SQLAlchemy."""
    import psycopg

    with psycopg.connect(host=str(folder), user=USER, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://{USER}@/{name}?host={folder}"
