import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutOp } from "../protocol.gen";
import { Layout } from "./layout";
import { Mirror } from "./mirror";

/** Tabs(id="tabs", [Tab(label=B("one"), value="1")]), as the engine mounts it. */
const OPS: LayoutOp[] = [
  { op: "mount", nid: 1, namespace: "html", component: "B", props: { children: "one" }, slots: [] },
  {
    op: "mount",
    nid: 2,
    namespace: "dcc",
    component: "Tab",
    props: { label: 1, value: "1" },
    slots: [["label"]],
  },
  {
    op: "mount",
    nid: 3,
    namespace: "dcc",
    component: "Tabs",
    props: { id: "tabs", children: [2] },
    slots: [["children", 0]],
  },
  { op: "set", nid: 0, props: { children: 3 }, slots: [["children"]] },
];

function layoutOfTabs(): { mirror: Mirror; layout: Layout } {
  const mirror = new Mirror();
  mirror.apply({ type: "LayoutUpdate", update: 1, ack: 0, ops: OPS, confirm: false });
  return { mirror, layout: new Layout(mirror) };
}

const BOLD = { namespace: "html", type: "B", props: { children: "one" } };
const TAB = { namespace: "dcc", type: "Tab", props: { label: BOLD, value: "1" } };
const TABS = { namespace: "dcc", type: "Tabs", props: { id: "tabs", children: [TAB] } };

describe("the path of a node", () => {
  it("begins with the path of its parent, also in JSON", () => {
    const { layout } = layoutOfTabs();
    assert.deepEqual(layout.pathOf(1), [3, 2, 1]);
    const above = JSON.stringify(layout.pathOf(2)).slice(0, -1);
    assert.ok(JSON.stringify(layout.pathOf(1)).startsWith(`${above},`));
  });

  it("leads back to the node", () => {
    const { layout } = layoutOfTabs();
    assert.equal(layout.locate([3, 2])?.node.nid, 2);
    assert.deepEqual(layout.locate([3, 2])?.rest, []);
  });

  it("may be continued by a component through the props of its node", () => {
    const { layout } = layoutOfTabs();
    assert.equal(layout.locate([3, 2, "props", "label"])?.node.nid, 1);
    assert.equal(layout.locate([3, "props", "children", 0, "props", "label"])?.node.nid, 1);
    assert.deepEqual(layout.locate([3, 2, "props", "value"])?.rest, ["props", "value"]);
  });

  it("that belongs to nobody leads nowhere", () => {
    const { layout } = layoutOfTabs();
    assert.equal(layout.locate([9, 9]), undefined);
    assert.equal(layout.read([9, "props"]), undefined);
  });

  it("of a component outside the tree is where its owner hung it", () => {
    const { mirror, layout } = layoutOfTabs();
    const nid = mirror.mountExternal(BOLD, []);
    layout.anchor(nid, [3, "option a", 0]);
    assert.deepEqual(layout.pathOf(nid), [3, "option a", 0]);
    assert.equal(layout.locate([3, "option a", 0])?.node.nid, nid);
    layout.unanchor(nid);
    assert.deepEqual(layout.locate([3, "option a", 0])?.rest, ["option a", 0]);
  });
});

describe("the layout as JSON", () => {
  it("has components where the props have node ids", () => {
    const { mirror, layout } = layoutOfTabs();
    assert.deepEqual(layout.dry(mirror.find("tabs")!), TABS);
    assert.deepEqual(layout.read([3, 2, "props"]), TAB.props);
    assert.deepEqual(layout.dryProp(mirror.get(3)!, "children"), [TAB]);
  });

  it("is made once, and anew above what has changed", () => {
    const { mirror, layout } = layoutOfTabs();
    const before = layout.dry(mirror.get(3)!);
    assert.equal(layout.dry(mirror.get(3)!), before);
    mirror.show(mirror.get(1)!, { children: "uno" });
    layout.forget(1);
    assert.notEqual(layout.dry(mirror.get(3)!), before);
    assert.deepEqual(layout.read([3, 2, "props", "label", "props", "children"]), "uno");
  });
});
