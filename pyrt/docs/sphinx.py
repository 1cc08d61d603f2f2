"""A Sphinx extension: `extensions = ["pyrt.docs.sphinx"]`.

    .. pyrt-app:: apps/hello.py
       :height: 300

or, instead of the path (relative to the document), the code of the app as content.  With
`:show-code:` the code is shown above the app.  The apps are built with the documents.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata

from pyrt.build.errors import BuildError
from pyrt.version import PYRT_VERSION

from .apps import FOLDER, HEIGHT, DocApp, snippet, write_apps


class AppNode(nodes.General, nodes.Element):
    """An app in a document."""


class AppDirective(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {  # noqa: RUF012  (docutils declares it so)
        "height": directives.unchanged,
        "title": directives.unchanged,
        "show-code": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        if bool(self.arguments) == bool(self.content):
            raise self.error("pyrt-app wants either the path of an app or its code, and not both.")
        if self.arguments:
            _, path = self.env.relfn2path(self.arguments[0])
            if not Path(path).exists():
                raise self.error(f"pyrt-app: there is no app {self.arguments[0]}.")
            self.env.note_dependency(path)
            app = DocApp(file=path)
            code = Path(path).read_text("utf-8") if Path(path).is_file() else ""
        else:
            code = "\n".join(self.content) + "\n"
            app = DocApp(code=code)
        _apps(self.env).setdefault(self.env.docname, set()).add(app)
        node = AppNode("", app=app, height=self.options.get("height", HEIGHT))
        node["title"] = self.options.get("title", "")
        if "show-code" not in self.options:
            return [node]
        return [nodes.literal_block(code, code, language="python"), node]


def setup(app: Sphinx) -> ExtensionMetadata:
    """What Sphinx calls."""
    app.add_directive("pyrt-app", AppDirective)
    app.add_node(AppNode, html=(_visit_html, _depart), text=(_visit_text, _depart))
    app.connect("env-purge-doc", lambda _, env, name: _apps(env).pop(name, None))
    app.connect("env-merge-info", _merge)
    app.connect("build-finished", _write)
    return {"version": PYRT_VERSION, "parallel_read_safe": True, "parallel_write_safe": True}


def _apps(env: BuildEnvironment) -> dict[str, set[DocApp]]:
    """Name of a document -> its apps."""
    found: dict[str, set[DocApp]] = env.__dict__.setdefault("pyrt_apps", {})
    return found


def _merge(_: Sphinx, env: BuildEnvironment, names: set[str], other: BuildEnvironment) -> None:
    _apps(env).update({name: apps for name, apps in _apps(other).items() if name in names})


def _visit_html(translator: Any, node: AppNode) -> None:
    here = translator.builder.get_target_uri(translator.builder.current_docname)
    up = relative_uri(here, f"{FOLDER}/").removesuffix(f"{FOLDER}/")
    html = snippet(node["app"], up, height=node["height"], title=node["title"])
    translator.body.append(f"{html}\n")


def _visit_text(translator: Any, _: AppNode) -> None:
    translator.add_text("[An app that runs in the HTML version of this document.]")
    raise nodes.SkipNode


def _depart(_: Any, __: AppNode) -> None:
    pass


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    apps = {each for group in _apps(app.env).values() for each in group}
    try:
        write_apps(sorted(apps, key=lambda each: each.name), Path(app.outdir))
    except BuildError as problem:
        raise ExtensionError(f"pyrt-app: {problem}", problem, "pyrt.docs.sphinx") from problem
