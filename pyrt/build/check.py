"""What in an app cannot work on a page, or must not be published: `pyrt check`.

Syntax and contents are read; nothing is run, nothing written.  The build asks the same
questions (`check_files`) about the files it is about to publish.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .browser_limits import app_names, find_limits
from .collect import collect_files
from .errors import SecretError
from .finding import Finding
from .imports import read_code
from .secrets import find_secrets
from .source import find_source


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what was found, sorted by place."""

    app: str
    files: int
    findings: tuple[Finding, ...]


def check_app(app: str | Path, *, cwd: Path | None = None) -> Checked:
    """Check the app that the user named.  Raises `BuildError` as a build would: no such file,
    a syntax error."""
    source = find_source(app, cwd=cwd)
    code = read_code(source)
    files = collect_files(source, code).files
    return Checked(source.named, len(files), check_files(files, code.scans))


def check_files(
    files: Mapping[str, Path | bytes], scripts: Iterable[str], allowed: Container[str] = ()
) -> tuple[Finding, ...]:
    """Check files that are to be published (path in the app -> file or content).

    `scripts` are those that run: a test that lies beside the app may start threads.
    `allowed` are files whose secrets are meant to be published.
    """
    sources = {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name in scripts
        if (content := files.get(name)) is not None
    }
    trees = {name: ast.parse(source, filename=name) for name, source in sources.items()}
    names = app_names(trees.values())
    limits = [
        finding
        for name, tree in trees.items()
        for finding in find_limits(name, tree, sources[name].decode("utf-8", "replace"), names)
    ]
    secrets = [found for found in find_secrets(files) if found.file not in allowed]
    return tuple(sorted([*limits, *secrets]))


def refuse_secrets(findings: Iterable[Finding], publisher: str) -> None:
    """Raise `SecretError` if there are secrets among the findings.  `publisher` is what would
    publish them, as the beginning of a sentence."""
    secrets = [finding for finding in findings if finding.kind == "secret"]
    if secrets:
        raise SecretError(
            f"{publisher} would publish "
            + ", ".join(dict.fromkeys(each.what for each in secrets))
            + ".",
            where="\n  ".join(each.where for each in secrets),
            hint=f"{secrets[0].why.capitalize()} {secrets[0].hint}",
        )
