"""The locks hold what pyproject.toml asks for, and the bill of materials holds the lock: name, version and hash of every library."""

import json
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.service import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?: ; ([^\\]+?))? ?\\?$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read_lock(name):
    """Library -> its versions: one, or several for different machines."""
    found = {}
    for library, version, _ in PINNED.findall((ROOT / name).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(library), set()).add(version)
    return found


@pytest.mark.parametrize(("name", "extras"), [("requirements.lock", ("build",)), ("requirements-test.lock", ("build", "test"))])
def test_each_lock_holds_what_the_project_asks_for(name, extras):
    locked = read_lock(name)
    wanted = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    for line in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(line.name), set())
        assert versions and all(line.specifier.contains(version, prereleases=True) for version in versions), str(line)


def test_both_locks_agree():
    tested = read_lock("requirements-test.lock")
    assert {library: versions for library, versions in read_lock("requirements.lock").items() if tested.get(library) != versions} == {}


def test_pip_refuses_a_file_of_another_hash():
    """What the installation runs is told to require hashes, everywhere that it is written."""
    for name in ("Makefile", "deploy/install.sh", "deploy/wheelhouse.sh", "deploy/Containerfile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        if "requirements.lock" in text and "pip install" in text:
            assert "--require-hashes" in text, name


def test_the_bill_of_materials_is_the_lock():
    made = subprocess.run([sys.executable, "deploy/sbom.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    parts = {}
    for part in json.loads(made.stdout)["components"]:
        parts.setdefault(canonicalize_name(part["name"]), []).append(part)
    locked = read_lock("requirements.lock")
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert {name: {part["version"] for part in found} for name, found in parts.items() if name in locked} == locked
    hashes = [one["content"] for found in parts.values() for part in found for one in part.get("hashes", [])]
    assert len(hashes) > len(locked) and all(one in text for one in hashes)
