import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PatchBuilder } from "./patch_builder";

describe("dash_clientside.Patch", () => {
  it("writes each operation as dash.Patch does (L2, L6)", () => {
    const { operations, ...marker } = new PatchBuilder()
      .assign(["a"], 1)
      .merge([], { b: 2 })
      .extend(["l"], [1])
      .delete(["c"])
      .insert(["l"], 0, "x")
      .append(["l"], 2)
      .prepend(["l"], 0)
      .add(["n"], 1)
      .sub(["n"], 1)
      .mul(["n"], 2)
      .div(["n"], 2)
      .clear(["l"])
      .reverse(["l"])
      .remove(["l"], 2)
      .build();
    assert.deepEqual(marker, { __dash_patch_update: "__dash_patch_update" });
    assert.deepEqual(operations, [
      { operation: "Assign", location: ["a"], params: { value: 1 } },
      { operation: "Merge", location: [], params: { value: { b: 2 } } },
      { operation: "Extend", location: ["l"], params: { value: [1] } },
      { operation: "Delete", location: ["c"], params: {} },
      { operation: "Insert", location: ["l"], params: { index: 0, value: "x" } },
      { operation: "Append", location: ["l"], params: { value: 2 } },
      { operation: "Prepend", location: ["l"], params: { value: 0 } },
      { operation: "Add", location: ["n"], params: { value: 1 } },
      { operation: "Sub", location: ["n"], params: { value: 1 } },
      { operation: "Mul", location: ["n"], params: { value: 2 } },
      { operation: "Div", location: ["n"], params: { value: 2 } },
      { operation: "Clear", location: ["l"], params: {} },
      { operation: "Reverse", location: ["l"], params: {} },
      { operation: "Remove", location: ["l"], params: { value: 2 } },
    ]);
  });
});
