"""The results as one picture: a bar for each target, on a scale of tenfold steps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from .results import Run, readable

WIDTH = 860
_LEFT, _RIGHT, _TOP = 330, 90, 64
_BAR, _GAP, _GROUP = 11, 2, 12
COLOURS = {
    "pyrt": "#7c3aed",
    "dash": "#0284c7",
    "clientside": "#38bdf8",
    "peer": "#f59e0b",
    "peer-compiled": "#fbbf24",
    "bare": "#94a3b8",
}
HEADING = "Milliseconds, less is better (each step is ten times)"
_STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #1f2937 }
  .small { font-size: 10px; fill: #4b5563 } .title { font-size: 15px; font-weight: 600 }
  line { stroke: #d1d5db } .back { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #e5e7eb } .small { fill: #9ca3af } line { stroke: #374151 } .back { fill: #0d1117 }
  }
"""


def chart(run: Run, keys: Sequence[str], titles: Mapping[str, str]) -> str:
    """An SVG of the results with these keys, all in milliseconds.  `titles`: target -> its name,
    in the order of the bars."""
    results = [result for key in keys for result in run.results if result.key == key]
    shown = [name for name in titles if any(result.values.get(name) for result in results)]
    medians = [m for r in results for name in shown if (m := r.median(name)) is not None]
    low = math.floor(math.log10(min(medians)))
    high = math.ceil(math.log10(max(medians)))

    def across(value: float) -> float:
        return _LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - _LEFT - _RIGHT)

    body: list[str] = []
    y = _TOP
    for result in results:
        top = y
        for name in shown:
            median = result.median(name)
            if median is None:
                continue
            body.append(_bar(across(median), y, COLOURS[name], f"{readable(median)} ms"))
            y += _BAR + _GAP
        middle, title = (top + y - _GAP) / 2 + 4, escape(result.title)
        body.append(f'<text x="{_LEFT - 10}" y="{middle:.0f}" text-anchor="end">{title}</text>')
        y += _GROUP
    grid = [_tick(across(10.0**power), y, 10**power) for power in range(low, high + 1)]
    where = (
        f"{run.conditions['machine']}, {run.conditions['browser']}, Dash {run.conditions['Dash']}"
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y + 40}" '
            f'viewBox="0 0 {WIDTH} {y + 40}" role="img" aria-label="Speed of pyrt and its peers">',
            f"<style>{_STYLE}</style>",
            f'<rect class="back" width="{WIDTH}" height="{y + 40}" rx="8"/>',
            f'<text class="title" x="16" y="26">{HEADING}</text>',
            *_legend(shown, titles),
            *grid,
            *body,
            f'<text class="small" x="16" y="{y + 30}">{escape(where)}; medians, targets in turn, '
            f"{run.conditions['date']}</text>",
            "</svg>",
            "",
        ]
    )


def _bar(end: float, y: float, colour: str, label: str) -> str:
    return (
        f'<rect x="{_LEFT}" y="{y}" width="{max(end - _LEFT, 1):.1f}" height="{_BAR}" rx="2" '
        f'fill="{colour}"/>'
        f'<text class="small" x="{max(end, _LEFT) + 5:.1f}" y="{y + 9}">{label}</text>'
    )


def _tick(x: float, bottom: float, value: float) -> str:
    label = f"{value / 1000:g} s" if value >= 1000 else f"{value:g} ms"
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 4}" y2="{bottom - 6}"/>'
        f'<text class="small" x="{x:.1f}" y="{bottom + 8}" text-anchor="middle">{label}</text>'
    )


def _legend(shown: Sequence[str], titles: Mapping[str, str]) -> Iterator[str]:
    x = 16.0
    for name in shown:
        yield f'<rect x="{x:.0f}" y="38" width="12" height="12" rx="2" fill="{COLOURS[name]}"/>'
        yield f'<text class="small" x="{x + 17:.0f}" y="48">{escape(titles[name])}</text>'
        x += 17 + 6.1 * len(titles[name]) + 18
