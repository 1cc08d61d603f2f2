"""`pyrt run`, started as a user starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


class Command:
    """A running `pyrt run`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        port = free_port()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pyrt.cli", "run", "app.py", "--no-open", "--port", str(port)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.url = f"http://localhost:{port}/"
        self.wait_for(f"Running at {self.url}")

    def wait_for(self, text: str) -> None:
        """Read what the command prints until a line has `text`."""
        assert self._process.stdout is not None
        seen = []
        for line in self._process.stdout:
            seen.append(line)
            if text in line:
                return
        raise AssertionError(f"the command ended without {text!r}:\n{''.join(seen)}")

    def interrupt(self) -> int:
        """Ctrl+C."""
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=30)
        return self._process.returncode

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
