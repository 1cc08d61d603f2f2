import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutOp } from "../protocol.gen";
import { Mirror } from "./mirror";
import { resync, type Resync } from "./resync";
import type { Props } from "./values";

type Child = string | Node;
interface Node {
  nid: number;
  component: string;
  props: Props;
  children: Child[];
}

function node(nid: number, component: string, props: Props, ...children: Child[]): Node {
  return { nid, component, props, children };
}

function mirrorOf(top: Node): Mirror {
  const ops: LayoutOp[] = [];
  const add = ({ nid, component, props, children }: Node): number => {
    const slots = children.flatMap((child, i) =>
      typeof child === "string" ? [] : [["children", i]],
    );
    const content = children.map((child) => (typeof child === "string" ? child : add(child)));
    const all = children.length > 0 ? { ...props, children: content } : props;
    ops.push({ op: "mount", nid, namespace: "html", component, props: all, slots });
    return nid;
  };
  const nid = add(top);
  ops.push({ op: "set", nid: 0, props: { children: nid }, slots: [["children"]] });
  const mirror = new Mirror();
  mirror.apply({ type: "LayoutUpdate", update: 1, ack: 0, confirm: false, ops });
  return mirror;
}

/** Brings a mirror of `from` to `to`, and checks that it has become one. */
function brought(from: Node, to: Node): Resync {
  const [shown, wanted] = [mirrorOf(from), mirrorOf(to)];
  const result = resync(shown, wanted);
  shown.apply({ type: "LayoutUpdate", update: 2, ack: 0, confirm: false, ops: result.ops });
  assert.deepEqual(shown.snapshot(), wanted.snapshot());
  for (const nid of shown.nids()) {
    assert.equal(shown.get(nid)?.parent, wanted.get(nid)?.parent, `the parent of ${nid}`);
  }
  return result;
}

const said = ({ ops }: Resync): string[] => ops.map(({ op, nid }) => `${op} ${nid}`);

describe("bringing a page to another layout", () => {
  it("does nothing where they are equal", () => {
    const page = node(1, "Div", {}, node(2, "P", { id: "p" }, "text"));
    assert.deepEqual(said(brought(page, page)), []);
  });

  it("sets what differs, and unsets what is no more there", () => {
    const found = brought(
      node(1, "Div", {}, node(2, "P", { id: "p", title: "old", hidden: true })),
      node(1, "Div", {}, node(2, "P", { id: "p", title: "new" })),
    );
    assert.deepEqual(said(found), ["set 2"]);
    assert.deepEqual([...found.stays], [2, 1]);
  });

  it("puts another component in the place of one of another kind or id", () => {
    const found = brought(
      node(1, "Div", {}, node(2, "P", {}), node(3, "Input", { id: "a" }), node(4, "P", {})),
      node(1, "Div", {}, node(2, "H1", {}), node(3, "Input", { id: "b" }), node(4, "P", {})),
    );
    assert.deepEqual([...found.exchanged], [2, 3]);
    assert.deepEqual([...found.gone.keys()], [2, 3]);
    assert.ok(found.stays.has(4));
  });

  it("drops and mounts where a layout has more, or less", () => {
    const small = node(1, "Div", {}, node(2, "P", {}));
    const large = node(1, "Div", {}, node(2, "P", {}), node(3, "Div", {}, node(4, "P", {})));
    assert.deepEqual(said(brought(small, large)), ["mount 4", "mount 3", "set 1"]);
    assert.deepEqual(said(brought(large, small)), ["drop 4", "drop 3", "set 1"]);
  });

  it("draws a component anew whose values the browser keeps", () => {
    const found = brought(
      node(1, "Div", {}, node(2, "Input", { id: "a", persistence: true, value: 1 })),
      node(1, "Div", {}, node(2, "Input", { id: "a", persistence: true, value: 2 })),
    );
    assert.deepEqual([...found.exchanged], [2]);
  });
});
