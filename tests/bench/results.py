"""What a run has measured: as JSON, as a table, and beside an earlier one."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One quantity.  `values`: target -> what each measurement gave, in `unit`; less is better."""

    key: str
    title: str
    unit: str
    values: Mapping[str, Sequence[float]]

    def median(self, target: str) -> float | None:
        """None where the target was not measured."""
        values = self.values.get(target)
        return statistics.median(values) if values else None

    def ratio(self, target: str, to: str) -> float | None:
        """How many times more `target` takes than `to`."""
        above, below = self.median(target), self.median(to)
        return above / below if above is not None and below else None


@dataclass(slots=True)
class Run:
    """Everything of one run, with its conditions."""

    conditions: dict[str, str]
    results: list[Result] = field(default_factory=list)

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def read(cls, path: Path) -> Run:
        content = json.loads(path.read_text())
        return cls(content["conditions"], [Result(**result) for result in content["results"]])


def conditions(browser: str) -> dict[str, str]:
    """Where and with what a run is made."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "browser": browser,
        "Python of Dash's server": platform.python_version(),
        "Dash": version("dash"),
    }


def table(run: Run, targets: Sequence[str], base: str) -> Iterator[str]:
    """Lines of Markdown: medians, and how many times faster pyrt is than each other target."""
    yield f"| | {' | '.join(targets)} | n |"
    yield "| --- |" + " ---: |" * (len(targets) + 1)
    for result in run.results:
        cells = []
        for target in targets:
            median = result.median(target)
            cell = "" if median is None else f"{readable(median)} {result.unit}"
            ratio = result.ratio(target, base)
            if target != base and ratio is not None:
                cell += f" ({ratio:.2g}x)"
            cells.append(cell)
        count = min((len(v) for v in result.values.values() if v), default=0)
        yield f"| {result.title} | {' | '.join(cells)} | {count} |"


def readable(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def slower(run: Run, base: str, target: str, tolerance: float) -> list[Result]:
    """What takes `target` more than `tolerance` times as long as `base`, beyond what the noise
    explains: the better half of its values lies above the worse half of the other's."""
    found = []
    for result in run.results:
        before, now = sorted(result.values.get(base, ())), sorted(result.values.get(target, ()))
        ratio = result.ratio(target, base)
        if ratio is None or ratio <= tolerance:
            continue
        if now[len(now) // 4] > before[-1 - len(before) // 4]:
            found.append(result)
    return found
