"""A build step that is skipped while its inputs have not changed.

Inputs are compared by content, not by time: a fresh clone, a branch switch and a restored CI
cache all change times and nothing else.  The stamp of a step is written after it has run, so
an interrupted step runs again.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from paths import CACHE, ROOT

STAMPS = CACHE / "stamps"


class BuildError(Exception):
    """The build cannot go on.  The message says why and what to do; no traceback is shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """One named part of the build."""

    name: str
    run: Callable[[], None]
    inputs: Callable[[], Iterable[Path]]
    """Files or folders.  Asked for when it is the step's turn: earlier steps make some of them."""
    outputs: Sequence[Path]

    def bring_up_to_date(self) -> bool:
        """Run unless nothing has changed; say whether it ran."""
        digest = digest_of(self.inputs())
        stamp = STAMPS / self.name
        made = all(path.exists() for path in self.outputs)
        if made and stamp.is_file() and stamp.read_text() == digest:
            return False
        started = monotonic()
        stamp.unlink(missing_ok=True)
        print(f"  {self.name:<24}", end="", flush=True)
        self.run()
        print(f"{monotonic() - started:6.1f} s", flush=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest)
        return True


def files_below(path: Path) -> Iterator[Path]:
    """The file, or every file of the folder, sorted; Python's caches do not count."""
    if path.is_file():
        yield path
    else:
        for file in sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def digest_of(paths: Iterable[Path]) -> str:
    """One hash over the names and the bytes of all files."""
    digest = hashlib.sha256()
    for path in paths:
        for file in files_below(path):
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def empty_folder(path: Path) -> Path:
    """A new, empty folder: nothing of an earlier build may stay behind in it."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def call(*command: str | Path) -> None:
    """Run a program in the repository; its output is shown only when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, text=True, capture_output=True, check=False
    )
    if done.returncode != 0:
        name = " ".join(Path(part).name for part in map(str, command[:3]))
        raise BuildError(f"`{name}` failed:\n{done.stdout}{done.stderr}".rstrip())


def call_python(script: str, *arguments: str | Path) -> None:
    """Run one of our scripts with this interpreter."""
    call(sys.executable, ROOT / "build_scripts" / script, *arguments)


@contextlib.contextmanager
def only_one_build() -> Iterator[None]:
    """Two builds of one checkout (two terminals, parallel tests) take turns."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "build.lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
