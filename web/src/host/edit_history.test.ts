import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { CallbackInfo } from "../protocol.gen";
import { EditHistory } from "./edit_history";

function callback(...inputs: string[]): CallbackInfo {
  return { id: "out.children", inputs, outputs: ["out.children"], states: [], clientside: false };
}

function historyOf(...inputs: string[]): { history: EditHistory; sets: unknown[] } {
  const sets: unknown[] = [];
  const history = new EditHistory([callback(...inputs)], (id, props) => sets.push([id, props]));
  return { history, sets };
}

describe("undo and redo (E25)", () => {
  it("set inputs back and forth", () => {
    const { history, sets } = historyOf("in.value");
    history.record("in", { value: "" }, { value: "a" });
    history.record("in", { value: "a" }, { value: "ab" });
    history.undo();
    history.undo();
    history.undo();
    history.redo();
    assert.deepEqual(sets, [
      ["in", { value: "a" }],
      ["in", { value: "" }],
      ["in", { value: "a" }],
    ]);
    assert.ok(history.canUndo && history.canRedo);
  });

  it("know only props that callbacks listen to", () => {
    const { history, sets } = historyOf("in.value");
    history.record("in", {}, { n_blur: 1 });
    history.record("other", {}, { value: 1 });
    assert.equal(history.canUndo, false);
    history.record("in", { value: 1, n_blur: 1 }, { value: 2, n_blur: 2 });
    history.undo();
    assert.deepEqual(sets, [["in", { value: 1 }]]);
  });

  it("know patterns", () => {
    const { history } = historyOf('{"index":["ALL"],"type":"row"}.value');
    history.record({ type: "row", index: 3 }, {}, { other: 1 });
    assert.equal(history.canUndo, false);
    history.record({ type: "row", index: 3 }, {}, { value: 1 });
    assert.equal(history.canUndo, true);
  });

  it("a new edit ends what could be redone", () => {
    const { history } = historyOf("in.value");
    history.record("in", { value: 1 }, { value: 2 });
    history.undo();
    assert.ok(history.canRedo);
    history.record("in", { value: 1 }, { value: 3 });
    assert.equal(history.canRedo, false);
  });
});
