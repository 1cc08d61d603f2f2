"""How a build tells what it is doing; the command line draws it, everyone else stays silent."""

from __future__ import annotations

from typing import Protocol

from .errors import BuildError


class Progress(Protocol):
    def step(self, name: str) -> None:
        """A step begins; the one before is over."""

    def done(self, detail: str) -> None:
        """The step is over, and this is what came out."""

    def advance(self, part: int, whole: int) -> None:
        """How far a long step has come."""

    def warn(self, message: str) -> None:
        """Something the user should know although the build goes on."""


class RunProgress(Progress, Protocol):
    """What `pyrt run` says besides."""

    def rebuilt(self, changed: list[str], seconds: float) -> None:
        """The app was built again because these files changed."""

    def failed(self, error: BuildError) -> None:
        """It could not be built again; the last good site is still being served."""


class Silent:
    """Says nothing."""

    def step(self, name: str) -> None:
        pass

    def done(self, detail: str) -> None:
        pass

    def advance(self, part: int, whole: int) -> None:
        pass

    def warn(self, message: str) -> None:
        pass

    def rebuilt(self, changed: list[str], seconds: float) -> None:
        pass

    def failed(self, error: BuildError) -> None:
        pass
