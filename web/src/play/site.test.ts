import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { unzipSync } from "fflate";

import type { SharedApp } from "../share/body";
import type { Facts } from "./facts";
import { APP_ZIP, HostError, normalized, prepareApp } from "./site";

const FACTS: Facts = {
  version: "1",
  build: "b",
  runtime: "_pyrt/1/",
  components: { dash_html_components: ["components/dash_html_components/html.js"] },
  packages: {
    plotly: { modules: ["plotly", "_plotly_utils"], requires: ["narwhals"] },
    narwhals: { modules: ["narwhals"], requires: [] },
  },
  late: ["calendar", "xml.sax"],
  allow: [],
  trust: false,
};

const utf8 = new TextEncoder();

function app(files: Record<string, string>, changes: Partial<SharedApp> = {}): SharedApp {
  const contents = Object.entries(files).map(([path, text]) => [path, utf8.encode(text)] as const);
  const rest = { entry: "app.py", target: "", requirements: [], state: {} };
  return { files: new Map(contents), ...rest, ...changes };
}

describe("an app for a frame", () => {
  it("has its files in an archive, and the host's components", () => {
    const { site, made, needed } = prepareApp(app({ "app.py": "x", "pkg/a.py": "y" }), FACTS);
    const files = unzipSync(made.get(APP_ZIP) as Uint8Array);
    assert.deepEqual(Object.keys(files).sort(), ["app.py", "pkg/a.py"]);
    assert.equal(site.app, "_pyrt/1/link/app.zip");
    assert.equal(site.entry, "app.py");
    assert.equal(site.attribute, null);
    assert.deepEqual(site.components, {
      dash_html_components: ["_pyrt/1/components/dash_html_components/html.js"],
    });
    assert.equal(site.stdlib, false);
    assert.deepEqual(needed, []);
  });

  it("starts where the link says", () => {
    const files = { "app.py": "", "pkg/main.py": "" };
    const named = prepareApp(app(files, { target: ":server" }), FACTS).site;
    assert.deepEqual([named.entry, named.attribute], ["app.py", "server"]);
    const entry = { entry: "pkg/main.py", target: "pkg.main:app" };
    const module = prepareApp(app(files, entry), FACTS).site;
    assert.deepEqual([module.entry, module.attribute], ["pkg.main", "app"]);
  });

  it("waits for the standard library when it imports something that is only there", () => {
    const stdlib = (source: string) => prepareApp(app({ "app.py": source }), FACTS).site.stdlib;
    assert.equal(stdlib("import json\n"), false);
    assert.equal(stdlib("import calendar\n"), true);
    assert.equal(stdlib("from xml import sax\n"), true);
    assert.equal(stdlib("from xml import etree\n"), false);
  });

  it("gets the host's packages with what they require, declared or imported", () => {
    const order = ["packages/narwhals.zip", "packages/plotly.zip"];
    const imported = prepareApp(app({ "app.py": "import plotly.express as px\n" }), FACTS);
    assert.deepEqual(imported.site.prebuilt, order);
    assert.ok(imported.needed.includes("packages/plotly.zip"));
    const declared = app({ "app.py": "" }, { requirements: ["Plotly>=5", "dash"] });
    assert.deepEqual(prepareApp(declared, FACTS).site.prebuilt, order);
  });

  it("is refused when the host lacks a package, by name", () => {
    const needs = app({ "app.py": "" }, { requirements: ["polars[all]>=1"] });
    assert.throws(
      () => prepareApp(needs, FACTS),
      (error) =>
        error instanceof HostError && /polars\[all\]>=1.*narwhals, plotly/.test(error.message),
    );
  });

  it("brings wheels along", () => {
    const files = { "app.py": "", "wheels/a-1-py3-none-any.whl": "PK" };
    const requirements = ["./wheels/a-1-py3-none-any.whl"];
    const { site, made } = prepareApp(app(files, { requirements }), FACTS);
    assert.deepEqual(site.wheels, [
      {
        url: "_pyrt/1/link/wheels/a-1-py3-none-any.whl",
        file: "a-1-py3-none-any.whl",
        shared_library: false,
      },
    ]);
    assert.ok(made.has("link/wheels/a-1-py3-none-any.whl"));
  });

  it("loads its assets in Dash's order", () => {
    const files = { "app.py": "", "assets/z.css": "", "assets/b/a.js": "", "assets/a.js": "" };
    const { assets } = prepareApp(app(files), FACTS);
    assert.deepEqual(assets.scripts, ["assets/a.js", "assets/b/a.js"]);
    assert.deepEqual(assets.styles, ["assets/z.css"]);
    assert.equal(assets.files.size, 3);
  });
});

describe("the name of a requirement", () => {
  it("is what package indexes make of it", () => {
    assert.equal(normalized("Dash_AG.Grid>=2; python_version > '3'"), "dash-ag-grid");
    assert.equal(normalized("plotly[express]"), "plotly");
    assert.equal(normalized("a @ https://example.org/a.whl"), "a");
  });
});
