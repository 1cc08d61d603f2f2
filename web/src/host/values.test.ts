import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { at, equal, isDry, isPatch, needsEngine, replaceAt } from "./values";

const component = { namespace: "html", type: "B", props: {} };
const patch = { __dash_patch_update: "__dash_patch_update", operations: [] };

describe("equal", () => {
  it("compares what JSON can hold by value", () => {
    assert.ok(equal({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
    assert.ok(!equal({ a: 1 }, { a: 1, b: undefined }));
    assert.ok(!equal([1, 2], [1]));
    assert.ok(!equal([], {}));
    assert.ok(!equal("1", 1));
    assert.ok(!equal(null, undefined));
  });

  it("holds for NaN, which dcc.Input emits, and for dates", () => {
    assert.ok(equal(NaN, NaN));
    assert.ok(equal(new Date(5), new Date(5)));
    assert.ok(!equal(new Date(5), new Date(6)));
  });

  it("does not look inside things of the page, which may be circular", () => {
    class Element {
      self = this;
    }
    assert.ok(!equal(new Element(), new Element()));
  });
});

describe("values that only the engine can make sense of", () => {
  it("are components and patches, at any depth", () => {
    assert.ok(needsEngine(component));
    assert.ok(needsEngine([{ label: [component] }]));
    assert.ok(needsEngine(patch));
    assert.ok(!needsEngine({ type: "scatter", props: 1 }));
    assert.ok(!needsEngine([1, "a", null, { x: undefined }]));
  });

  it("are told apart", () => {
    assert.ok(isDry(component) && !isPatch(component));
    assert.ok(isPatch(patch) && !isDry(patch));
  });
});

describe("paths", () => {
  it("read inside a value, and nothing where there is nothing", () => {
    assert.equal(at({ options: [{ label: "x" }] }, ["options", 0, "label"]), "x");
    assert.equal(at({ options: null }, ["options", 0, "label"]), undefined);
  });

  it("replace what they lead to, and share the rest", () => {
    const value = [{ label: 1, value: "a" }, { label: 2 }, { label: 3 }];
    const replaced = replaceAt(
      value,
      [
        [0, "label"],
        [2, "label"],
      ],
      (old) => `node ${String(old)}`,
    );
    assert.deepEqual(replaced, [
      { label: "node 1", value: "a" },
      { label: 2 },
      { label: "node 3" },
    ]);
    assert.deepEqual(value[0], { label: 1, value: "a" });
    assert.equal((replaced as unknown[])[1], value[1]);
  });

  it("replace the value itself where the path is empty", () => {
    assert.equal(
      replaceAt(7, [[]], (old) => (old as number) + 1),
      8,
    );
  });
});
