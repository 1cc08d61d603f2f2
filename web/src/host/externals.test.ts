import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Externals } from "./externals";
import { Layout } from "./layout";
import { Mirror } from "./mirror";

function list(): { mirror: Mirror; externals: Externals; told: unknown[] } {
  const mirror = new Mirror();
  mirror.apply({
    type: "LayoutUpdate",
    update: 1,
    ack: 0,
    ops: [
      { op: "mount", nid: 1, namespace: "dcc", component: "List", props: {}, slots: [] },
      { op: "set", nid: 0, props: { children: 1 }, slots: [["children"]] },
    ],
    confirm: false,
  });
  const told: unknown[] = [];
  const externals = new Externals(mirror, new Layout(mirror));
  externals.tell = {
    mounted: ({ parent, replaces }) => told.push(["mounted", parent, replaces]),
    given: (nid, id, props) => told.push(["given", nid, id, props]),
  };
  return { mirror, externals, told };
}

const PATH = [1, "a", 0];

function label(
  children: unknown,
  id = "label",
): {
  namespace: string;
  type: string;
  props: Record<string, unknown>;
} {
  return { namespace: "html", type: "B", props: { id, children } };
}

describe("a component that another one draws from its props (F1)", () => {
  it("is told to the engine when it is first drawn", () => {
    const { mirror, externals, told } = list();
    const nid = externals.draw(PATH, label("x"));
    assert.equal(mirror.find("label")?.nid, nid);
    assert.deepEqual(told, [["mounted", 1, null]]);
  });

  it("is one node for all that draw it at the same time", () => {
    const { externals, told } = list();
    const nid = externals.draw(PATH, label("x"));
    externals.enter(nid);
    assert.equal(externals.draw(PATH, label("x")), nid);
    assert.equal(told.length, 1);
  });

  it("is another node where another component takes its place in one rendering", () => {
    const { externals } = list();
    const nid = externals.draw(PATH, label("x"));
    externals.enter(nid);
    assert.notEqual(externals.draw(PATH, label("y")), nid);
  });

  it("is made anew when it is drawn again after it was out of sight", () => {
    const { externals, told } = list();
    const nid = externals.draw(PATH, label("x"));
    externals.enter(nid);
    externals.leave(nid);
    assert.notEqual(externals.draw(PATH, label("x")), nid);
    assert.deepEqual(told.at(-1), ["mounted", 1, nid]);
  });

  it("takes new props over, and tells them even when they are equal", () => {
    const { externals, told } = list();
    const nid = externals.draw(PATH, label("x"));
    const given = label("x");
    assert.equal(externals.give(nid, given), nid);
    assert.deepEqual(told.at(-1), ["given", nid, "label", given.props]);
  });

  it("is made anew when its new props hold components, or another id", () => {
    const { externals, told } = list();
    const nid = externals.draw(PATH, label("x"));
    const nested = externals.give(nid, label(label("y", "inner")));
    assert.notEqual(nested, nid);
    assert.notEqual(externals.give(nested, label("z", "other")), nested);
    assert.deepEqual(told.slice(1), [
      ["mounted", 1, nid],
      ["mounted", 1, nested],
    ]);
  });
});
