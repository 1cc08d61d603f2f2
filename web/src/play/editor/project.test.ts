import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ShareError } from "../../share/errors";
import { Project } from "./project";

const utf8 = new TextEncoder();

function project(changed: () => void = () => undefined): Project {
  const files = new Map([
    ["zoo.py", utf8.encode("a\r\n")],
    ["app.py", utf8.encode("x")],
    ["dot.png", Uint8Array.of(0, 255)],
  ]);
  const app = { files, entry: "zoo.py", target: ":app", requirements: [], state: {} };
  return new Project(app, changed);
}

describe("the app that is edited", () => {
  it("lists its start first, and gives back what nobody has changed", () => {
    const it = project();
    assert.deepEqual(it.paths, ["zoo.py", "app.py", "dot.png"]);
    assert.equal(it.text("zoo.py"), "a\r\n");
    assert.equal(it.text("dot.png"), null);
    assert.deepEqual(it.app().files.get("zoo.py"), utf8.encode("a\r\n"));
    assert.equal(it.app().target, ":app");
  });

  it("tells of every change", () => {
    let changes = 0;
    const it = project(() => (changes += 1));
    it.add("b.py", "y");
    it.rename("b.py", "c.py");
    it.write("c.py", "z");
    it.require(["plotly"]);
    it.start("c.py");
    it.remove("dot.png");
    assert.equal(changes, 6);
    const { files, entry, target, requirements } = it.app();
    assert.deepEqual([...files.keys()].sort(), ["app.py", "c.py", "zoo.py"]);
    assert.deepEqual([entry, target, requirements], ["c.py", "", ["plotly"]]);
  });

  it("takes no path that a link would not take, and none twice", () => {
    const it = project();
    for (const path of ["../up.py", "", "/abs.py", "APP.PY", "app.py/more", "con.py"]) {
      assert.throws(() => it.add(path), ShareError, path);
    }
    assert.throws(() => it.rename("app.py", "zoo.py"), ShareError);
    assert.deepEqual(it.paths, ["zoo.py", "app.py", "dot.png"]);
  });

  it("always has a script to start", () => {
    const it = project();
    assert.throws(() => it.remove("zoo.py"), /starts with a Python file/);
    assert.throws(() => it.start("dot.png"), /starts with a Python file/);
    assert.throws(() => it.rename("zoo.py", "zoo.txt"), /starts with a Python file/);
    it.rename("zoo.py", "main.py");
    assert.equal(it.entry, "main.py");
  });
});
