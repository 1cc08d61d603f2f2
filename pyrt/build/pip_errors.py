"""pip's failures as ours: what, who asked for it, what to do next.

pip says the same sentence for a package that is unknown, one that has no wheel for the browser,
and one whose index was out of reach.  These call for three different remedies.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .declared import Declaration, Requested
from .errors import PackageError
from .pip_run import PipFailure
from .stubs import provided_versions
from .target import PLATFORM_TAG

_NONE_FOUND = re.compile(
    r"satisfies the requirement (?P<requirement>.+?) "
    r"(\(from (?P<asker>(?!versions:).+?)\) )?\(from versions: (?P<versions>[^)]*)\)"
)
_OTHER_PYTHON = re.compile(r"require a different python version: (?P<versions>.+)")
_LINE = re.compile(r"\(line (?P<number>\d+)\)")
_CONFLICT = re.compile(r"The conflict is caused by:\n(?P<reasons>(?: {4}.+\n?)+)")
_UNREACHABLE = re.compile(
    r"Failed to establish a new connection|Max retries exceeded|Connection (?:refused|broken)"
    r"|Name or service not known|connection broken by|ConnectTimeout|ReadTimeout"
    r"|Could not fetch URL"
)
_ADDRESS = re.compile(r"Looking in indexes: .+")
"""Said of every index but pip's own default."""
_DAMAGED = re.compile(
    r"(?:Wheel '?(?P<name>[^\s']+)'? located at (?P<path>.+?) is invalid"
    r"|(?P<file>\S+\.whl)\S* (?:has an invalid|is not a valid wheel|is invalid)"
    r"|Invalid wheel|BadZipFile|not a zip file)"
)
_UNSUPPORTED = re.compile(r"(?P<file>\S+\.whl) is not a supported wheel on this platform")
_HASHES = re.compile(
    r"DO NOT MATCH THE HASHES.*?\n\s+(?P<what>\S.*?)(?: from .*)?:?\n"
    r"\s+Expected sha256 (?P<expected>\w+)\n(?:\s+Expected.*\n|\s+or.*\n)*"
    r"\s+Got\s+(?P<got>\w+)",
    re.DOTALL,
)


def explain(
    failure: PipFailure, declaration: Declaration, on_index: Callable[[str], bool]
) -> PackageError:
    """The error to show for a failed resolution."""
    output = failure.output
    if found := _HASHES.search(output):
        return _wrong_hash(found, declaration)
    if found := _UNSUPPORTED.search(output):
        return PackageError(
            f"{found['file']} was built for another machine, and cannot run in the browser.",
            where=_asked(found["file"], declaration),
            hint=f"pyrt needs a pure wheel (py3-none-any) or one for {PLATFORM_TAG}.",
        )
    if found := _DAMAGED.search(output):
        return _damaged(found, declaration)
    if found := _CONFLICT.search(output):
        return _conflict(found["reasons"], declaration)
    if unreachable := _UNREACHABLE.search(output):
        return _unreachable(output, unreachable)
    if found := _NONE_FOUND.search(output):
        return _none_found(found, output, declaration, on_index)
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return PackageError(
        f"pip cannot find the packages of {_origin(declaration)}.",
        where="\n".join(errors) or output.strip()[-2000:],
    )


def _none_found(
    found: re.Match[str],
    output: str,
    declaration: Declaration,
    on_index: Callable[[str], bool],
) -> PackageError:
    requirement, versions = found["requirement"], found["versions"]
    name = _name(requirement)
    where = _asker(found["asker"], requirement, declaration)
    remedy = (
        'If the app can do without it in the browser, add `; sys_platform != "emscripten"` to '
        "the line, and import it inside `try: ... except ImportError:`."
    )
    if versions != "none":
        shown = ", ".join(versions.split(", ")[-5:])
        return PackageError(
            f"No version of {name} for the browser fits `{requirement}`.",
            where=where,
            hint=f"Versions that can be had: {shown}.  Loosen the requirement.",
        )
    if _OTHER_PYTHON.search(output) or on_index(name):
        return PackageError(
            f"The package {name} cannot run in the browser: there is no pure wheel of it and "
            "none for WebAssembly, only compiled code for other machines or sources.",
            where=where,
            hint=f"{remedy}  Another distribution of Pyodide may have it (--pyodide-dist).",
        )
    return PackageError(
        f"There is no package {name}.",
        where=where,
        hint="Check the spelling.  pip looked where its configuration says "
        "(`pip config list`), and in the Pyodide distribution.",
    )


def _conflict(reasons: str, declaration: Declaration) -> PackageError:
    lines = [line.strip() for line in reasons.splitlines()]
    provided = [
        f"{name} {version.partition('+')[0]}"
        for name, version in provided_versions().items()
        if any(f"{name}=={version}" in line for line in lines)
    ]
    shown = [line for line in lines if "+pyrt" not in line]
    if provided:
        return PackageError(
            f"A package wants another {provided[0].split()[0]} than pyrt is.",
            where="\n".join([*shown, f"pyrt stands in for {', '.join(provided)}"]),
            hint="Take a version of the package that works with it.",
        )
    return PackageError(
        f"The requirements of {_origin(declaration)} contradict each other.",
        where="\n".join(lines),
        hint="Loosen one of them.",
    )


def _wrong_hash(found: re.Match[str], declaration: Declaration) -> PackageError:
    what = found["what"].strip()
    return PackageError(
        f"{what.rpartition('/')[2]} is not the file that was meant: its hash is another one.",
        where=f"{_origin(declaration)}: expected sha256 {found['expected']}, found {found['got']}",
        hint="The index serves another file, or it was damaged on the way.  If you trust the new "
        "one, lock again: pyrt lock APP",
    )


def _damaged(found: re.Match[str], declaration: Declaration) -> PackageError:
    file = (found["file"] or found["path"] or found["name"] or "A wheel").rpartition("/")[2]
    return PackageError(
        f"{file} is damaged: it is no wheel that can be read.",
        where=_asked(file, declaration),
        hint="Download or build it again.",
    )


def _unreachable(output: str, found: re.Match[str]) -> PackageError:
    address = _ADDRESS.search(output)
    what = found[0].strip()
    return PackageError(
        "The package index cannot be reached.",
        where=f"pip: {what}" + (f"\n{address[0]}" if address else ""),
        hint="Check the connection and pip's configuration (`pip config list`).  An app that "
        "declares nothing takes its packages from the environment and needs no index.",
    )


def _asker(asker: str | None, requirement: str, declaration: Declaration) -> str:
    if asker and (line := _LINE.search(asker)):
        number = int(line["number"]) - 1
        if number < len(declaration.requested):
            return _place(declaration.requested[number])
    if asker and not asker.startswith("-r "):
        return f"required by {asker.split('->')[0].strip()}: {requirement}"
    return _asked(requirement, declaration)


def _asked(what: str, declaration: Declaration) -> str:
    for requested in declaration.requested:
        if requested.wheel is not None and requested.wheel.name == what.rpartition("/")[2]:
            return _place(requested)
        if requested.name is not None and requested.name == _name(what):
            return _place(requested)
    return f"asked for by {_origin(declaration)}"


def _place(requested: Requested) -> str:
    return f"{requested.where}: {requested.shown}"


def _origin(declaration: Declaration) -> str:
    return declaration.origin or "the app's wheels"


def _name(requirement: str) -> str:
    try:
        return canonicalize_name(Requirement(requirement).name)
    except InvalidRequirement:
        return requirement
