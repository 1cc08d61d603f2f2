import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutOp, LayoutUpdate } from "../protocol.gen";
import { difference } from "./paint_difference";
import type { Props } from "./values";

const NOTHING: ReadonlySet<string> = new Set();

function update(...ops: LayoutOp[]): LayoutUpdate {
  return { type: "LayoutUpdate", update: 1, ack: 0, confirm: true, ops };
}

function mount(nid: number, component: string, props: Props, slots: (string | number)[][] = []) {
  return { op: "mount", nid, namespace: "html", component, props, slots } as const;
}

const SAME = { sets: [] };

describe("an update of the worker beside the painted one", () => {
  it("is the same whatever it acknowledges", () => {
    const painted = update(mount(1, "P", { children: ["a", { b: 1 }] }));
    const real = { ...update(mount(1, "P", { children: ["a", { b: 1 }] })), ack: 3, update: 2 };
    assert.deepEqual(difference(painted, real, NOTHING), SAME);
  });

  it("differs in the values of components", () => {
    const slots = [["children", 1]];
    const painted = update(
      mount(2, "P", { children: "9:00", id: "p" }),
      mount(1, "Div", { children: ["9:00", 2] }, slots),
    );
    const real = update(
      mount(2, "P", { children: "9:01", id: "p", title: "new" }),
      mount(1, "Div", { children: ["9:01", 2] }, slots),
    );
    assert.deepEqual(difference(painted, real, NOTHING), {
      sets: [
        { op: "set", nid: 2, props: { children: "9:01", title: "new" }, slots: [] },
        { op: "set", nid: 1, props: { children: ["9:01", 2] }, slots },
      ],
    });
  });

  it("leaves what a later update has painted over: its turn comes", () => {
    const painted = update(mount(1, "P", { children: "9:00", title: "9:00" }));
    const real = update(mount(1, "P", { children: "9:01", title: "9:01" }));
    assert.deepEqual(difference(painted, real, new Set(["1 children"])), {
      sets: [{ op: "set", nid: 1, props: { title: "9:01" }, slots: [] }],
    });
  });

  const base = mount(1, "P", { id: "p", title: "x" });
  const others: [string, LayoutUpdate][] = [
    ["more components", update(base, mount(2, "P", {}))],
    ["another number", update(mount(2, "P", base.props))],
    ["another kind", update(mount(1, "H1", base.props))],
    ["another id", update(mount(1, "P", { id: "q", title: "x" }))],
    ["a prop less", update(mount(1, "P", { id: "p" }))],
    ["children elsewhere", update(mount(1, "P", { id: "p", title: "x" }, [["title"]]))],
    ["another operation", update({ op: "drop", nid: 1 })],
  ];
  for (const [name, real] of others) {
    it(`is about other components: ${name}`, () => {
      assert.equal(difference(update(base), real, NOTHING), null);
    });
  }
});
