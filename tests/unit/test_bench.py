"""What the benchmark makes of its measurements; no browser."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench.chart import chart
from tests.bench.results import Result, Run, slower, table

CONDITIONS = {"machine": "2 cores", "browser": "Chromium <1>", "Dash": "4.4.1", "date": "today"}
CLICK = Result("click", "click & see", "ms", {"dash": [10.0, 30.0, 20.0], "pyrt": [2.0, 1.0, 4.0]})
BIG = Result("rows", "rows", "ms", {"pyrt": [1500.0]})


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    run = Run(CONDITIONS, [CLICK, BIG])
    run.write(tmp_path / "results" / "run.json")
    assert Run.read(tmp_path / "results" / "run.json") == run


def test_the_table_has_medians_and_how_many_times_faster_the_base_is() -> None:
    lines = list(table(Run(CONDITIONS, [CLICK, BIG]), ["pyrt", "dash"], "pyrt"))
    assert lines[2:] == [
        "| click & see | 2 ms | 20 ms (10x) | 3 |",
        "| rows | 1500 ms |  | 1 |",
    ]


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ([10, 11, 10, 10], [20, 21, 20, 22], True),
        ([10, 11, 10, 10], [11, 11, 11, 10], False),
        ([10, 40, 10, 45], [20, 11, 44, 41], False),  # as far apart as its own values are
        ([20, 20, 20, 20], [10, 10, 10, 10], False),
        ([], [10], False),
    ],
    ids=["twice as slow", "a little", "noise", "faster", "not measured"],
)
def test_slower_is_what_the_noise_does_not_explain(
    before: list[float], now: list[float], found: bool
) -> None:
    result = Result("a", "a", "ms", {"base": before, "pyrt": now})
    assert (slower(Run({}, [result]), "base", "pyrt", 1.15) == [result]) is found


def test_the_chart_has_a_bar_for_each_target_that_was_measured() -> None:
    titles = {"pyrt": "pyrt", "dash": "Dash", "bare": "bare"}
    svg = ElementTree.fromstring(chart(Run(CONDITIONS, [CLICK, BIG]), ["click", "rows"], titles))
    labels = [text.text or "" for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert [label for label in labels if label in ("2 ms", "20 ms", "1500 ms")] == [
        "2 ms",
        "20 ms",
        "1500 ms",
    ]
    assert "click & see" in labels
    assert "bare" not in labels
