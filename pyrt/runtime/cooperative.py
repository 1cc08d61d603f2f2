"""Waiting where all callbacks share one thread, as they do in the browser.

Where stack switching lets one callback wait while others run, `threading.Lock.acquire` would
still block that one thread, and with it the callback that is to release the lock: the worker
would hang for good.  So locks wait as `time.sleep` does.  Where there is no stack switching,
whatever waits holds up the others.  The app still works, but not as its author knows it, so the
first sleep says so.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import SupportsIndex

_POLL_SECONDS = 0.002


class CooperativeLock:
    """`threading.Lock` for callbacks that share one thread."""

    can_wait: Callable[[], bool] = staticmethod(lambda: False)
    """Whether the code that is running now may wait; set by the bridge."""

    def __init__(self) -> None:
        self._locked = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.Lock.acquire`.

        Raises `RuntimeError` where waiting is impossible: nobody could ever release the lock.
        """
        deadline = time.monotonic() + timeout if timeout >= 0 else None
        while self._locked:
            if not blocking or (deadline is not None and time.monotonic() >= deadline):
                return False
            if not CooperativeLock.can_wait():
                raise RuntimeError(
                    "This lock is held by another callback, and in this browser a callback "
                    "cannot wait for another one (no WebAssembly stack switching). Release "
                    "the lock before waiting, or use an `async def` callback with asyncio.Lock."
                )
            time.sleep(_POLL_SECONDS)
        self._locked = True
        return True

    def release(self) -> None:
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False

    def locked(self) -> bool:
        return self._locked

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        frames: TracebackType | None,
    ) -> None:
        self.release()


def install(can_wait: Callable[[], bool]) -> None:
    """Make `threading` use cooperative locks; also for its Event, Condition and Semaphore."""
    CooperativeLock.can_wait = staticmethod(can_wait)
    threading.Lock = CooperativeLock  # type: ignore[assignment]
    threading._allocate_lock = CooperativeLock  # type: ignore[attr-defined]


_HOLDS_UP = (
    "time.sleep holds up all other callbacks until it returns, because this browser has no "
    "WebAssembly stack switching. An `async def` callback with asyncio.sleep lets others run in "
    "every browser."
)


def tell_of_sleep(say: Callable[[str], None]) -> None:
    """Make the first `time.sleep` from now on `say` what it does to other callbacks."""
    sleep = time.sleep
    said = False

    def telling(seconds: float | SupportsIndex, /) -> None:
        nonlocal said
        if not said:
            said = True
            say(_HOLDS_UP)
        sleep(seconds)

    time.sleep = telling
