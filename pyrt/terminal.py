"""How pyrt talks in a terminal: named steps, a bar on the long ones, one clear error.

On a terminal the running step is drawn in place; in a log file every finished step is one
line and nothing is drawn twice.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table

from pyrt.build.errors import BuildError
from pyrt.build.finding import Finding
from pyrt.build.report import SiteReport, Size

_STEP_WIDTH = 17


class Terminal:
    """Draws a build's progress (`pyrt.build.progress.Progress`) on standard output."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # An app's title may have characters that this terminal has not.
                stream.reconfigure(errors="replace")
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)
        plain = not (sys.stdout.encoding or "").lower().startswith("utf")
        self._tick = "*" if plain else "✓"
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self._step = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._clear()

    # what a build says

    def step(self, name: str) -> None:
        self._clear()
        self._step = name
        if self.out.is_terminal:
            self._bars = Bars(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                console=self.out,
                transient=True,
            )
            self._bars.start()
            self._task = self._bars.add_task(escape(name), total=None)

    def advance(self, part: int, whole: int) -> None:
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, completed=part, total=whole)

    def done(self, detail: str) -> None:
        self._clear()
        name = escape(self._step.ljust(_STEP_WIDTH))
        self.out.print(f"  [green]{self._tick}[/] {name} [dim]{escape(detail)}[/]")

    def warn(self, message: str) -> None:
        self._clear()
        self.err.print(f"  [yellow]![/] {escape(message)}")

    def note(self, text: str) -> None:
        """What is not the result of the command: on standard error."""
        self._clear()
        self.err.print(escape(text))

    # what `pyrt run` says besides

    def rebuilt(self, changed: list[str], seconds: float) -> None:
        names = ", ".join(Path(path).name for path in changed[:3])
        if len(changed) > 3:
            names += f" and {len(changed) - 3} more"
        self.out.print(
            f"  [green]{self._tick}[/] rebuilt in {seconds:.1f} s [dim]({escape(names)})[/]"
        )

    def failed(self, error: BuildError) -> None:
        self.error(error)
        self.err.print("  [dim]The last good version is still being served.[/]")

    # what the command line says

    def say(self, text: str) -> None:
        self._clear()
        self.out.print(escape(text))

    def error(self, error: BuildError) -> None:
        self._clear()
        self.err.print(f"[bold red]error:[/] {escape(error.what)}")
        if error.where:
            self.err.print(f"  {escape(error.where)}")
        if error.hint:
            self.err.print(f"  [dim]{escape(error.hint)}[/]")

    def findings(self, findings: Sequence[Finding]) -> None:
        """What `pyrt check` has found, each with what to do about it."""
        for finding in findings:
            self.out.print(f"[bold]{escape(finding.where)}[/]  {escape(finding.what)}")
            self.out.print(
                f"  {escape(finding.why)}", f"[dim]{escape(finding.hint)}[/]", sep="\n  "
            )
        self.out.print(f"\n{len(findings)} found.")

    def report(self, report: SiteReport) -> None:
        """What a page downloads, as a table."""
        self._clear()
        table = Table(box=None, padding=(0, 3, 0, 0), pad_edge=False)
        table.add_column("  Downloaded", style="default", no_wrap=True)
        for heading in ("files", "raw", "gzip", "brotli"):
            table.add_column(heading, justify="right", no_wrap=True)
        rows = [(part.name, len(part.files), part.size) for part in report.parts if part.files]
        for name, files, size in rows:
            table.add_row(f"  {name}", str(files), *_sizes(size))
        files = sum(files for _, files, _ in rows)
        table.add_row("  in all", str(files), *_sizes(report.total), style="bold")
        later = report.later
        table.add_row("  later, if needed", str(len(later.files)), *_sizes(later.size), style="dim")
        self.out.print()
        self.out.print(table)
        if report.elsewhere:
            number = len(report.elsewhere)
            hosts = "1 file comes" if number == 1 else f"{number} files come"
            self.out.print(f"  [dim]{hosts} from other hosts, not counted here.[/]")
        if report.total.brotli is None:
            self.out.print("  [dim]Brotli's sizes need: pip install 'pyrt-web\\[compress]'[/]")

    def _clear(self) -> None:
        if self._bars is not None:
            self._bars.stop()
            self._bars = self._task = None


def _sizes(size: Size) -> tuple[str, str, str]:
    return (
        _bytes(size.raw),
        _bytes(size.gzip),
        "-" if size.brotli is None else _bytes(size.brotli),
    )


def _bytes(number: int) -> str:
    """As people say it: three digits at most before the unit."""
    return f"{number / 1e6:.2f} MB" if number >= 1e6 else f"{number / 1e3:.1f} kB"
