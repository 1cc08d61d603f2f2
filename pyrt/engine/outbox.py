"""What leaves the engine, in order, and what the page knows by then.

One owner for the numbers by which page and engine count: the last edit that the engine has seen
(`ack`), the updates it has sent and those that the page has still to confirm, and whether the
page believes that something is under way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ..protocol import (
    ROOT_NID,
    AppError,
    Busy,
    Drop,
    ErrorReport,
    Idle,
    LayoutOp,
    LayoutUpdate,
    WorkerMessage,
)
from .events import Effect, Send
from .findings import Finding
from .layout import Layout
from .spec import AppSpec


class Outbox:
    """The effects that wait to be polled.  True while there are any."""

    def __init__(self, layout: Layout, app: AppSpec) -> None:
        self.ack = 0
        """Number of the page's last edit that has been received."""
        self._layout = layout
        self._app = app
        self._effects: deque[Effect] = deque()
        self._last_update = 0
        self._unconfirmed: set[int] = set()
        self._busy_ack: int | None = None
        """`ack` of the last `Busy`, or None when the page believes that nothing runs."""
        self._idle_ack: int | None = None
        """`ack` of the last `Idle`, or None when something has happened since."""

    def __bool__(self) -> bool:
        return bool(self._effects)

    def take(self) -> Effect | None:
        """The next effect, which is then no longer here."""
        return self._effects.popleft() if self._effects else None

    def add(self, effects: Iterable[Effect]) -> None:
        """What is to be done after all that is here."""
        self._effects += effects

    def send(self, message: WorkerMessage) -> None:
        """A message for the page."""
        self._effects.append(Send(message))

    def report(self, error: ErrorReport) -> None:
        """An error of the app, after which it goes on."""
        self.send(AppError(error, fatal=False))

    def report_findings(self, findings: Iterable[Finding]) -> None:
        """The same, for what a check has found."""
        for finding in findings:
            self.report(ErrorReport("validation", finding.title, "\n".join(finding.lines), ""))

    @property
    def last(self) -> WorkerMessage | None:
        """The message that was sent last, if it is still here and nothing has come after it."""
        last = self._effects[-1] if self._effects else None
        return last.message if isinstance(last, Send) else None

    # --- layout -------------------------------------------------------------------------

    @property
    def awaits_page(self) -> bool:
        """Whether the page has still to render an update."""
        return bool(self._unconfirmed)

    def rendered(self, update: int) -> None:
        """The page has confirmed an update."""
        self._unconfirmed.discard(update)

    def flush_layout(self) -> None:
        """An update with all that has changed in the layout, if anything has."""
        ops = self._layout.take_ops()
        if ops:
            self._send_update(ops)

    def send_snapshot(self) -> None:
        """The whole layout: what the page had is gone, and so is what it was to confirm."""
        self._layout.take_ops()
        self._unconfirmed.clear()
        self._send_update(self._layout.snapshot())

    def _send_update(self, ops: list[LayoutOp]) -> None:
        self._last_update += 1
        confirm = any(self._may_answer(op) for op in ops)
        if confirm:
            self._unconfirmed.add(self._last_update)
        self.send(LayoutUpdate(self._last_update, self.ack, ops, confirm))

    def _may_answer(self, op: LayoutOp) -> bool:
        if isinstance(op, Drop):
            return False
        if op.nid == ROOT_NID:
            return self._app.custom_tools
        return self._app.metadata.answers(*self._layout.type_of(op.nid))

    # --- busy and idle ------------------------------------------------------------------

    def stir(self) -> None:
        """Something has happened: what follows ends with another `Idle`."""
        self._idle_ack = None

    def announce_busy(self) -> None:
        """Calls start on account of the edits so far."""
        if self._busy_ack != self.ack:
            self._busy_ack = self.ack
            self.send(Busy(self.ack))

    def announce_idle(self) -> None:
        """Nothing is under way, and all edits so far have had their effect."""
        if self._idle_ack != self.ack or self._busy_ack is not None:
            self._idle_ack = self.ack
            self._busy_ack = None
            self.send(Idle(self.ack))
