"""Starts the real service as a process of its own, for the tests that need one. Nothing here is a test."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 120  # seconds: reading in four documents on a busy machine


class RunningService:
    """`planlots serve` on a free port over a data folder, until it is stopped."""

    def __init__(self, data, *more):
        self.data = Path(data)
        self.log = self.data.parent / "serve.log"
        command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--data", str(self.data), *more]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env={"PLANLOTS_WORKERS": "1", **os.environ, "PYTHONUNBUFFERED": "1"}
            )
        self.url = self.wait()

    def wait(self):
        """The address, once it is ready."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if (self.data / "server.json").exists():
                return json.loads((self.data / "server.json").read_text())["url"]
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def stop(self, sign=signal.SIGTERM):
        """-> (exit code, seconds)"""
        started = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(sign)
        return self.process.wait(30), time.monotonic() - started

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
