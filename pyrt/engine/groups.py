"""Execution groups: the requests that one walk through a layout makes (rules D6, D8, D9).

The members of a group hope for each other's results.  When the members that a run has waited
for end without writing one of its inputs (`PreventUpdate`, `no_update`, an error), the run
has become pointless.  Only members know: a run that somebody's change asked for always runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .run import Run


@dataclass(slots=True)
class _Group:
    pending: int = 0
    """Members that have not ended.  Nobody asks for the rest after the last one."""
    could_write: set[str] = field(default_factory=set)
    wrote: set[str] = field(default_factory=set)


class Groups:
    """The groups that have pending members."""

    def __init__(self) -> None:
        self._groups: dict[int, _Group] = {}
        self._last = 0

    def new(self) -> int:
        """The number of a new group."""
        self._last += 1
        return self._last

    def enter(self, run: Run) -> None:
        """`run` is pending from now on."""
        if run.group is not None:
            self._groups.setdefault(run.group, _Group()).pending += 1

    def leave(self, run: Run) -> None:
        """`run` is not pending any more."""
        self._leave(run.group)

    def _leave(self, number: int | None) -> None:
        if number is None:
            return
        group = self._groups[number]
        group.pending -= 1
        if not group.pending:
            del self._groups[number]

    def move(self, run: Run, group: int | None) -> None:
        """`run`, which is pending, belongs to another group now."""
        former = run.group
        run.group = group
        self.enter(run)
        self._leave(former)

    def record(self, run: Run, could_write: Iterable[str], wrote: Iterable[str]) -> None:
        """What a member that has ended could write, and what it wrote."""
        group = self._groups.get(run.group) if run.group is not None else None
        if group:
            group.could_write.update(could_write)
            group.wrote.update(wrote)

    def is_pointless(self, run: Run, inputs: set[str]) -> bool:
        """All of its inputs were up to members of the group, and none was written (D8).

        A pointless run leaves no record itself, so those that waited for it do run (D9).
        """
        group = self._groups.get(run.group) if run.group is not None else None
        if group is None or run.resolved.callback.all_inputs_multi:
            return False
        return inputs <= group.could_write and not inputs & group.wrote
