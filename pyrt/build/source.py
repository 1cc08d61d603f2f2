"""What the user named on the command line: a script, a folder, or `module:attribute`.

Owns the reading of that argument and nothing else; no file is opened here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError

_TARGET = re.compile(r"(?P<module>[^\W\d]\w*(?:\.[^\W\d]\w*)*):(?P<attribute>[^\W\d]\w*)")
_SCRIPT_ATTRIBUTE = re.compile(r"(?P<script>.+\.py):(?P<attribute>[^\W\d]\w*)")

_FORMS = "APP is a script (app.py), a folder with app.py in it, or module:attribute."


@dataclass(frozen=True, slots=True)
class AppSource:
    """Where an app lives."""

    root: Path
    """The folder that becomes the app's folder in the browser: working directory and
    first entry of `sys.path`."""
    script: Path
    """The file that is run or imported."""
    entry: str
    """What `SiteConfig.entry` says: the script's path below `root`, or a module name."""
    attribute: str | None
    named: str
    """The script or module as the user would name it again."""
    whole_folder: bool
    """The user named a folder: everything in it is the app.  A script or a module brings
    only what it uses (see `collect`)."""

    @property
    def script_path(self) -> str:
        """The script relative to `root`, with slashes."""
        return self.script.relative_to(self.root).as_posix()


def find_source(app: str | Path, *, cwd: Path | None = None) -> AppSource:
    """Read the APP argument.  Raises `InputError` when it names nothing that is there."""
    base = Path.cwd() if cwd is None else cwd
    text = str(app)
    path = base / text
    if path.is_dir():
        return _from_folder(path, text)
    if path.is_file():
        return _from_script(path, text, attribute=None)
    if match := _SCRIPT_ATTRIBUTE.fullmatch(text):
        script = base / match["script"]
        if not script.is_file():
            raise _missing(match["script"], base)
        return _from_script(script, match["script"], match["attribute"])
    if match := _TARGET.fullmatch(text):
        return _from_module(base, match["module"], match["attribute"])
    raise _missing(text, base)


def _from_folder(path: Path, text: str) -> AppSource:
    script = path / "app.py"
    if not script.is_file():
        scripts = sorted(file.name for file in path.glob("*.py"))
        others = f"  It has {', '.join(scripts[:5])}: name the script itself." if scripts else ""
        raise InputError(
            f"The folder {text or '.'} has no app.py.",
            where=str(path.resolve()),
            hint=f"{_FORMS}{others}",
        )
    root = path.resolve()
    named = (Path(text) / "app.py").as_posix()
    return AppSource(root, root / "app.py", "app.py", None, named, whole_folder=True)


def _from_script(path: Path, text: str, attribute: str | None) -> AppSource:
    if path.suffix != ".py":
        raise InputError(f"{text} is not a Python script.", where=str(path.resolve()), hint=_FORMS)
    script = path.resolve()
    return AppSource(script.parent, script, script.name, attribute, text, whole_folder=False)


def _from_module(base: Path, module: str, attribute: str) -> AppSource:
    root = base.resolve()
    stem = root.joinpath(*module.split("."))
    for script in (stem.with_name(stem.name + ".py"), stem / "__init__.py"):
        if script.is_file():
            return AppSource(root, script, module, attribute, module, whole_folder=False)
    raise InputError(
        f"No module {module} here.",
        where=str(root),
        hint="Modules are looked for below the current directory; run pyrt from the app's folder.",
    )


def _missing(text: str, base: Path) -> InputError:
    return InputError(f"No such file: {text}", where=f"looked in {base.resolve()}", hint=_FORMS)
