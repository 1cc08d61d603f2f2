// One import of html and dcc, in milliseconds of CPU:  node imports.mjs dash|pyrt

import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const STATIC = new URL("../../pyrt/_static/", import.meta.url);
const DASH = new URL("../../.cache/wheels/dash-4.4.1-py3-none-any.whl", import.meta.url);

const python = await loadPyodide({
  indexURL: new URL("../../node_modules/pyodide/", import.meta.url).pathname,
  stdLibURL: new URL("runtime/pyodide/python_stdlib.zip", STATIC).pathname,
});
const bytes = (url) => new Uint8Array(readFileSync(url));
python.FS.writeFile("/pyrt.zip", bytes(new URL("runtime/pyrt.zip", STATIC)));
python.FS.writeFile("/dash.whl", bytes(DASH));

// The generated classes need one module of Dash; pyrt's stands in, so that nothing else is timed.
const PREPARE = {
  pyrt: `
import sys
sys.path.append("/pyrt.zip")
import pyrt.development.base_component
def load():
    from pyrt import html, dcc
    html.Div, dcc.Input, html.Button, dcc.Dropdown, html.P
`,
  dash: `
import compileall, sys, types, zipfile, json, typing
sys.path.append("/pyrt.zip")
import pyrt.development.base_component as base
wheel = zipfile.ZipFile("/dash.whl")
wheel.extractall("/site", [
    name for name in wheel.namelist()
    if name.startswith(("dash/html/", "dash/dcc/")) and not name.endswith((".js", ".map"))
])
compileall.compile_dir("/site", quiet=1)
sys.path.append("/site")
def module(name, **content):
    made = sys.modules[name] = types.ModuleType(name)
    made.__dict__.update(content)
    return made
dash = module("dash", __path__=["/site/dash"])
dash.development = module("dash.development", __path__=[], base_component=base)
sys.modules["dash.development.base_component"] = base
module("dash.types", NumberType=float)
module("typing_extensions", **{n: getattr(typing, n) for n in ("TypedDict", "NotRequired", "Literal")})
module("plotly", __path__=[])
module("plotly.graph_objects", Figure=dict)
def load():
    from dash import html, dcc
    html.Div, dcc.Input, html.Button, dcc.Dropdown, html.P
`,
};
python.runPython(PREPARE[process.argv[2]]);
// CPU time: the clock would count what else the machine does.
const start = process.cpuUsage();
python.runPython("load()");
const { user, system } = process.cpuUsage(start);
console.log((user + system) / 1000);
