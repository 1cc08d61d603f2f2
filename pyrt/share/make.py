"""From an app on this machine to a `SharedApp`: its files, its requirements, nothing secret.

The same files as in a site (`collect`), without running the app: what it opens under names
that are made up while it runs is not found, so such an app is better named as a folder.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from pyrt.build.check import check_files, refuse_secrets
from pyrt.build.collect import allowed_files, collect_files
from pyrt.build.declared import Declaration, read_declaration, with_imports_of_dash
from pyrt.build.environment import Environment
from pyrt.build.errors import InputError
from pyrt.build.imports import ExternalImport, LocalCode, read_code
from pyrt.build.packages import COMPILED
from pyrt.build.prebuilt import express_imports
from pyrt.build.resolve import is_there
from pyrt.build.source import AppSource, find_source
from pyrt.build.target import JOB_SERVERS, PROVIDED_DISTRIBUTIONS, SERVER_DISTRIBUTIONS

from .body import SharedApp, State


@dataclass(frozen=True, slots=True)
class Collection:
    """An app that can become a link, and what its author should know."""

    app: SharedApp
    warnings: tuple[str, ...]


def collect_app(
    app: str | Path,
    *,
    state: Path | None = None,
    allow_secrets: Sequence[str] = (),
    cwd: Path | None = None,
    environment: Environment | None = None,
) -> Collection:
    """The app that the user named, with `state` from a JSON file.

    Raises `BuildError`: no such app, a syntax error, a secret in its files, no state in the file.
    """
    source = find_source(app, cwd=cwd)
    allowed = allowed_files(source, allow_secrets)
    code = read_code(source)
    collected = collect_files(source, code, allowed=allowed)
    findings = check_files(collected.files, code.scans, allowed)
    refuse_secrets(findings, "The link")
    declaration = with_imports_of_dash(
        read_declaration(source.root, source.script), [found.top for found in code.external]
    )
    files = {_composed(name): path.read_bytes() for name, path in collected.files.items()}
    requirements = _declared(declaration, source, files)
    doubts = _left_out(declaration)
    if declaration.origin is None:
        installed, doubts = _installed(code, environment or Environment())
        requirements += installed
    shared = SharedApp(
        files,
        _composed(source.script_path),
        _target(source),
        requirements,
        read_state(state) if state is not None else {},
    )
    return Collection(shared, (*collected.warnings, *doubts, *map(str, findings)))


def read_state(path: Path) -> State:
    """Ids and props from a JSON file; what is in them is checked when the link is made."""
    try:
        state = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            f"No state can be read from {path.name}: {error}",
            where=str(path),
            hint='It is JSON of ids and props: {"name": {"value": "world"}}',
        ) from error
    if not isinstance(state, dict) or not all(isinstance(each, dict) for each in state.values()):
        raise InputError(
            f"{path.name} holds no state.",
            where=str(path),
            hint='It is JSON of ids and props: {"name": {"value": "world"}}',
        )
    return state


def _target(source: AppSource) -> str:
    if source.attribute is None:
        return ""
    module = "" if source.entry == source.script_path else source.entry
    return f"{module}:{source.attribute}"


def _composed(name: str) -> str:
    # macOS may give the letters of a name in pieces; code writes them composed.
    return unicodedata.normalize("NFC", name)


def _declared(
    declaration: Declaration, source: AppSource, files: dict[str, bytes]
) -> tuple[str, ...]:
    """As the app says it; a wheel of the app by its path among the files."""
    found: list[str] = []
    for requested in declaration.requested:
        if requested.wheel is None:
            found.append(requested.text)
            continue
        name = requested.wheel.name
        if not requested.wheel.is_relative_to(source.root) or (
            (name := requested.wheel.relative_to(source.root).as_posix()) not in files
        ):
            raise InputError(
                f"The wheel {name} is not among the app's files.",
                where=requested.where,
                hint="Put it into the app's folder and share the folder, or name a package that "
                "an index has.",
            )
        found.append(f"./{name}")
    return tuple(found)


def _left_out(declaration: Declaration) -> list[str]:
    """Addresses of indexes may be private, and are no requirement."""
    names = [line.partition(" ")[0] for line in declaration.options]
    names += [f"the constraint {line}" for line in declaration.constraints]
    return [f"not in the link: {name} ({declaration.origin})" for name in names]


def _installed(code: LocalCode, environment: Environment) -> tuple[tuple[str, ...], list[str]]:
    """What the imports of an app that declares nothing need, in the versions installed here."""
    found: set[str] = set()
    missing: list[str] = []
    for each in [*code.external, *express_imports(code)]:
        if is_there(each):
            continue
        names = environment.providers(each.name)
        found.update(_pinned(names, environment))
        if not names and not each.optional and each.top not in JOB_SERVERS:
            missing.append(_no_package(each))
    return tuple(sorted(found)), sorted(set(missing))


def _pinned(names: Sequence[str], environment: Environment) -> Iterator[str]:
    for name in names:
        if canonicalize_name(name) in PROVIDED_DISTRIBUTIONS | SERVER_DISTRIBUTIONS:
            continue
        distribution = environment.by_name[name]
        compiled = any(file.suffix in COMPILED for file in distribution.files or ())
        # The browser's build of compiled code has the version that it has.
        yield name if compiled else f"{name}=={distribution.version}"


def _no_package(found: ExternalImport) -> str:
    return (
        f"{found.where}: no package provides `{found.top}` here, so the link names none. Declare "
        "it (docs/packages.md), or put the module beside the app."
    )
