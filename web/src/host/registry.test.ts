import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Registry } from "./registry";

const Div = (): null => null;

function registryOf(
  globals: Record<string, unknown>,
  load: (url: string) => void = () => undefined,
): Registry {
  const registry = new Registry(async (url) => load(url), globals);
  registry.scripts = { maps: ["maps-shared.js", "maps.js"] };
  return registry;
}

describe("the component registry", () => {
  it("finds a component by namespace and name", () => {
    assert.equal(registryOf({ html: { Div } }).resolve("html", "Div"), Div);
  });

  it("loads a library that the site carries when it first appears, once, in order", async () => {
    const globals: Record<string, unknown> = {};
    const loaded: string[] = [];
    const registry = registryOf(globals, (url) => {
      loaded.push(url);
      if (url === "maps.js") globals["maps"] = { Map: Div };
    });
    const first = registry.resolve("maps", "Map");
    assert.equal(registry.resolve("maps", "Map"), first);
    await first;
    assert.equal(registry.resolve("maps", "Map"), Div);
    assert.deepEqual(loaded, ["maps-shared.js", "maps.js"]);
  });

  it("loads ahead what the first layout shows, and nothing twice", async () => {
    const globals: Record<string, unknown> = { html: { Div } };
    const loaded: string[] = [];
    const registry = registryOf(globals, (url) => {
      loaded.push(url);
      if (url === "maps.js") globals["maps"] = { Map: Div };
    });
    registry.loadAhead(["html", "maps", "grids"]);
    const library = registry.lateLibrary("maps");
    assert.equal(registry.resolve("maps", "Map"), library);
    assert.equal(registry.lateLibrary("html"), undefined);
    await library;
    registry.loadAhead(["maps"]);
    assert.equal(registry.lateLibrary("maps"), undefined);
    assert.deepEqual(loaded, ["maps-shared.js", "maps.js"]);
  });

  it("waits no longer for a library that failed", async () => {
    const registry = registryOf({});
    registry.loadAhead(["maps"]);
    await registry.lateLibrary("maps");
    assert.equal(registry.lateLibrary("maps"), undefined);
  });

  it("says how to get a library that the site does not carry", () => {
    assert.throws(
      () => registryOf({}).resolve("grids", "Grid"),
      /grids is not part of this site.*Import/s,
    );
  });

  it("says which script failed, every time it is asked", async () => {
    const registry = registryOf({}, (url) => {
      throw new Error(`${url} answered 404`);
    });
    await registry.resolve("maps", "Map");
    assert.throws(() => registry.resolve("maps", "Map"), /maps-shared\.js answered 404/);
    assert.throws(() => registry.resolve("maps", "Other"), /maps-shared\.js answered 404/);
  });

  it("notices scripts that do not define the library", async () => {
    const registry = registryOf({});
    await registry.resolve("maps", "Map");
    assert.throws(() => registry.resolve("maps", "Map"), /none of them defines window\.maps/);
  });

  it("names a component that the library does not have", () => {
    assert.throws(() => registryOf({ html: { Div } }).resolve("html", "Dov"), /no component Dov/);
  });

  it("knows components whose code is still on its way (E11)", () => {
    const code = Promise.resolve();
    const Graph = Object.assign(() => null, { _dashprivate_isLazyComponentReady: code });
    const Input = Object.assign(() => null, { _dashprivate_isLazyComponentReady: true });
    const registry = registryOf({ dcc: { Graph, Input } });
    assert.equal(registry.lateCode("dcc", "Graph"), code);
    assert.equal(registry.lateCode("dcc", "Input"), undefined);
  });
});
