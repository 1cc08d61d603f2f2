import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutUpdate, Mount } from "../protocol.gen";
import { SharedView } from "./shared_view";

function mount(nid: number, props: Record<string, unknown>): Mount {
  return { op: "mount", nid, namespace: "n", component: "Input", props, slots: [] };
}

function update(...ops: LayoutUpdate["ops"]): LayoutUpdate {
  return { type: "LayoutUpdate", update: 1, ack: 0, ops, confirm: true };
}

describe("the view that came with a link", () => {
  it("is given to each component when it enters, by its id, once", () => {
    const view = new SharedView({ a: { value: 1 }, '{"i":1,"t":"x"}': { value: 2 } });
    const given: unknown[] = [];
    const note = (nid: number, props: unknown): void => void given.push([nid, props]);
    view.enter(update(mount(1, { id: "a" }), mount(2, {}), mount(3, { id: "b" })), note);
    assert.deepEqual(given, [[1, { value: 1 }]]);
    view.enter(update(mount(4, { id: { t: "x", i: 1 } }), mount(5, { id: "a" })), note);
    assert.deepEqual(given.slice(1), [[4, { value: 2 }]]);
  });
});
