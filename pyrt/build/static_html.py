"""A layout as plain HTML, for people without JavaScript and for search engines.

Text, structure and links; nothing that would have to answer.  Whatever is no element of HTML
(an input, a chart, a library's component) leaves its children, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from .page_files import ROOT

_HTML = "dash_html_components"
_DCC = "dash_core_components"
_ROOT_NID = 0

_ATTRIBUTES = {
    "id": "id",
    "className": "class",
    "href": "href",
    "src": "src",
    "alt": "alt",
    "title": "title",
    "lang": "lang",
    "dir": "dir",
    "width": "width",
    "height": "height",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
}
_URLS = frozenset({"href", "src"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"})
_VOID |= {"param", "source", "track", "wbr"}
_LEFT_OUT = frozenset({"script", "style", "template", "noscript", "iframe", "objectel", "embed"})
_RENAMED = {"mapel": "map"}
_SCHEME = re.compile(r"[\s\x00-\x20]*(javascript|data|vbscript)[\s\x00-\x20]*:", re.IGNORECASE)


@dataclass(slots=True)
class _Node:
    namespace: str
    component: str
    props: dict[str, Any]
    slots: list[list[Any]] = field(default_factory=list)


def static_html(updates: Iterable[dict[str, Any]], prefix: str) -> str:
    """The layout that these `LayoutUpdate`s (in their JSON form) leave, as HTML.

    URLs below the app's `prefix` are made ones below `ROOT`."""
    nodes = {_ROOT_NID: _Node("", "", {})}
    for update in updates:
        for op in update["ops"]:
            _apply(nodes, op)
    return _Writer(nodes, prefix).children(nodes[_ROOT_NID])


def _apply(nodes: dict[int, _Node], op: dict[str, Any]) -> None:
    match op["op"]:
        case "mount":
            nodes[op["nid"]] = _Node(op["namespace"], op["component"], op["props"], op["slots"])
        case "set":
            node = nodes[op["nid"]]
            node.props = {**node.props, **op["props"]}
            kept = [slot for slot in node.slots if slot[0] not in op["props"]]
            node.slots = [*kept, *op["slots"]]
        case "drop":
            nodes.pop(op["nid"], None)


class _Writer:
    def __init__(self, nodes: dict[int, _Node], prefix: str) -> None:
        self._nodes = nodes
        self._prefix = prefix

    def children(self, node: _Node) -> str:
        value = node.props.get("children")
        places = {tuple(slot[1:]) for slot in node.slots if slot[0] == "children"}
        return self._content(value, (), places)

    def _content(self, value: Any, path: tuple[Any, ...], places: set[tuple[Any, ...]]) -> str:
        if path in places:
            child = self._nodes.get(value)
            return self._element(child) if child else ""
        if isinstance(value, list):
            parts = (self._content(part, (*path, i), places) for i, part in enumerate(value))
            return "".join(parts)
        if value is None or isinstance(value, (bool, dict)):
            return ""
        return escape(str(value))

    def _element(self, node: _Node) -> str:
        if node.namespace == _DCC:
            return self._core(node)
        if node.namespace != _HTML:
            return self.children(node)
        tag = node.component.lower()
        if tag in _LEFT_OUT:
            return ""
        tag = _RENAMED.get(tag, tag)
        attributes = "".join(self._attributes(node.props))
        if tag in _VOID:
            return f"<{tag}{attributes}>"
        return f"<{tag}{attributes}>{self.children(node)}</{tag}>"

    def _core(self, node: _Node) -> str:
        match node.component:
            case "Markdown":
                return self._markdown(node.props.get("children"))
            case "Link":
                attributes = "".join(self._attributes(node.props))
                text = self.children(node) or escape(str(node.props.get("href", "")))
                return f"<a{attributes}>{text}</a>"
            case "Tab":
                label = node.props.get("label")
                heading = f"<h2>{escape(label)}</h2>" if isinstance(label, str) else ""
                return heading + self.children(node)
            case _:
                return self.children(node)

    def _markdown(self, source: Any) -> str:
        """Its source reads well enough."""
        lines = source if isinstance(source, list) else [source]
        text = "\n".join(line for line in lines if isinstance(line, str))
        paragraphs = re.split(r"\n\s*\n", text.strip())
        return "".join(f"<p>{escape(part.strip())}</p>" for part in paragraphs if part.strip())

    def _attributes(self, props: dict[str, Any]) -> Iterable[str]:
        for prop, name in _ATTRIBUTES.items():
            value = props.get(prop)
            if not isinstance(value, (str, int)) or isinstance(value, bool):
                continue
            text = str(value)
            if name in _URLS:
                if _SCHEME.match(text):
                    continue
                text = self._url(text)
            yield f' {name}="{escape(text)}"'

    def _url(self, url: str) -> str:
        """The app believes to be at its prefix; the site may be anywhere."""
        if url.startswith((ROOT, "//")) or not url.startswith(self._prefix):
            return url
        return ROOT + url.removeprefix(self._prefix)
