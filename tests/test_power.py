"""Case 29, a power cut: what was told as done is there, opened from what was synced alone. Needs a C compiler; the long form is longer."""

import os
import subprocess
import sys

import pytest

from tests.torture import power

WRITES = """
import os, pathlib, sys
folder = pathlib.Path(sys.argv[1])
for name, synced in (("synced", True), ("unsynced", False), ("fresh", True)):
    with (folder / name).open("wb") as file:
        file.write(name.encode())
        file.flush()
        synced and os.fsync(file.fileno())
with (folder / "synced").open("ab") as file:
    file.write(b" and more that is not")
os.replace(folder / "fresh", folder / "renamed")
os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    made = power.compile_shim(tmp_path_factory.mktemp("shim"))
    if made is None:
        pytest.skip("no C compiler here: the power cut cannot be played")
    return made


def test_only_what_was_synced_is_left(tmp_path, shim):
    real, synced, image = (tmp_path / name for name in ("data", "synced", "image"))
    real.mkdir()
    environment = {**os.environ, "LD_PRELOAD": str(shim), "POWER_FROM": str(real), "POWER_TO": str(synced)}
    subprocess.run([sys.executable, "-c", WRITES, str(real)], env=environment, check=False)
    power.make_image(real, synced, image)
    assert {path.name: path.read_bytes() for path in image.iterdir()} == {"synced": b"synced", "renamed": b"fresh"}
    assert (real / "unsynced").read_bytes() == b"unsynced"  # a crash alone would have kept it


@pytest.mark.usefixtures("shim")
def test_what_was_told_as_done_is_there_after_a_power_cut():
    figure = power.run(1, 29, 120)
    assert figure.runs == 1 and figure.numbers["kvitterade"] > 0
    assert figure.failures == []


def test_a_loss_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(power.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess((), 0, '{"plan-a": 3}\n', ""))
    assert power.check_image(tmp_path, {"plan-a": 3}, None) is None
    assert "plan-b" in power.check_image(tmp_path, {"plan-a": 3, "plan-b": 4}, None)
    assert power.check_image(tmp_path, {"plan-a": 3, "plan-b": 4}, "plan-b") is None
