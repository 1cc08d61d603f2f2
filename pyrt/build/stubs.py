"""Empty wheels that tell pip of packages which no index has.

- What pyrt provides: `dash`, and the server packages that others require through it.  They are
  marked by a local version (`4.4.1+pyrt`), which fits what `4.4.1` fits.
- What the Pyodide distribution has.  pip then weighs it against the index by its usual rule, the
  newest version that fits.  The build number marks them, and wins at equal versions.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from packaging.utils import parse_wheel_filename

from pyrt.version import DASH_VERSION

from .pyodide_dist import Entry, PyodideDistribution
from .target import PROVIDED_DISTRIBUTIONS

_LOCAL = "pyrt"
_BUILD = "1pyodide"
_SERVER_VERSIONS = {"flask": "3.1.2", "werkzeug": "3.1.3", "pyrt-web": "0"}


def provided_versions() -> dict[str, str]:
    """Distribution -> the version pyrt stands in for."""
    return {
        name: f"{_SERVER_VERSIONS.get(name, DASH_VERSION)}+{_LOCAL}"
        for name in sorted(PROVIDED_DISTRIBUTIONS)
    }


def write_provided(folder: Path) -> None:
    for name, version in provided_versions().items():
        _write(folder, name, version, "py3-none-any", ())


def write_distribution(folder: Path, distribution: PyodideDistribution) -> None:
    """One stub for each Python package of the distribution."""
    libraries = {entry.name for entry in distribution.entries.values() if entry.shared_library}
    for entry in distribution.entries.values():
        if not entry.shared_library:
            requires = [name for name in entry.depends if name not in libraries]
            _write(folder, entry.name, entry.version, f"{_BUILD}-{_tags(entry)}", requires)


def is_provided(file: str) -> bool:
    """Whether this wheel stands for something that pyrt brings itself."""
    return parse_wheel_filename(file)[1].local == _LOCAL


def distribution_entry(file: str, distribution: PyodideDistribution | None) -> Entry | None:
    """The package that a stub stands for; None for a real wheel."""
    name, _, build, _ = parse_wheel_filename(file)
    if distribution is None or build != (1, "pyodide"):
        return None
    return distribution.entries.get(name)


def _tags(entry: Entry) -> str:
    return "-".join(entry.file.removesuffix(".whl").rsplit("-", 3)[1:])


def _write(folder: Path, name: str, version: str, rest: str, requires: Iterable[str]) -> None:
    escaped = name.replace("-", "_")
    info = f"{escaped}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {needed}\n" for needed in requires)
    tag = rest.removeprefix(f"{_BUILD}-")
    with zipfile.ZipFile(folder / f"{escaped}-{version}-{rest}.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
        wheel.writestr(f"{info}/RECORD", "")
