"""The promises in short: the same programs as `make torture`, each in a process of its own, since the engine must not be forked."""

import subprocess
import sys

import pytest

from tests.service import ROOT
from tests.torture.__main__ import PROMISES

SHORT = {"R1": 3, "R2": 4, "R3": 3, "R4": 3, "R6": 40, "S3": 4}  # R5 and R7 have tests of their own: test_serve.py, test_backup.py


@pytest.mark.parametrize("promise", SHORT)
def test_a_promise_holds(promise):
    command = [sys.executable, "-m", "tests.torture", promise, "--runs", str(SHORT[promise]), "--seconds", "60", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout
    assert f"{promise} " in done.stdout and " 0 fel" in done.stdout


def test_a_promise_that_breaks_is_told(tmp_path):
    command = [sys.executable, "-m", "tests.torture", "R9"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert set(SHORT) < set(PROMISES)
