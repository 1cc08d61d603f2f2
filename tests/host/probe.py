"""A component that tells the test what it was given."""

from __future__ import annotations

from typing import Any

from dash import html

PROBE_LIBRARY = """
window.probe_lib = {
  Probe: class extends React.Component {
    static dashRenderType = true;
    componentDidMount() { (window.mounts ??= []).push(this.props.id); }
    render() {
      const { children, id, dashRenderType, setProps, componentPath, ...rest } = this.props;
      const kind = !('children' in this.props) ? 'absent'
        : Array.isArray(children) ? 'array of ' + children.length : typeof children;
      window.probes = { ...window.probes, [id]: { kind, dashRenderType, rest } };
      window.setPropsOf = { ...window.setPropsOf, [id]: setProps };
      return React.createElement('div', { id }, children);
    }
  }
};
"""
"""The script of the component library `probe_lib`."""


class Probe(html.Div):
    """`probe_lib.Probe` as the Python side sees it."""

    def to_plotly_json(self) -> dict[str, Any]:
        return {**super().to_plotly_json(), "namespace": "probe_lib", "type": "Probe"}
