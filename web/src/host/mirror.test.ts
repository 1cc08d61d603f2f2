import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutOp, LayoutUpdate, Mount } from "../protocol.gen";
import { Mirror, type MirrorNode } from "./mirror";
import { simulate } from "./mirror_simulation";

function update(ops: LayoutOp[], ack = 0): LayoutUpdate {
  return { type: "LayoutUpdate", update: 1, ack, ops, confirm: false };
}

function mount(nid: number, props: Record<string, unknown>, slots: (string | number)[][] = []) {
  return { op: "mount", nid, namespace: "html", component: "Div", props, slots } as const;
}

function set(nid: number, props: Record<string, unknown>, slots: (string | number)[][] = []) {
  return { op: "set", nid, props, slots } as const;
}

/** A mirror of `Div(id="box", children=Div(id="text", value="old"))`. */
function mirrorOfTwo(): Mirror {
  const mirror = new Mirror();
  mirror.apply(
    update([
      mount(1, { id: "text", value: "old" }),
      mount(2, { id: "box", children: 1 }, [["children"]]),
      set(0, { children: [2] }, [["children", 0]]),
    ]),
  );
  return mirror;
}

describe("an update of the layout", () => {
  it("mounts nodes, attaches them to their parents and makes them known by id", () => {
    const mirror = mirrorOfTwo();
    assert.equal(mirror.find("text")?.nid, 1);
    assert.equal(mirror.get(1)?.parent, 2);
    assert.equal(mirror.get(2)?.parent, 0);
  });

  it("reports which props of which nodes it set", () => {
    const mirror = mirrorOfTwo();
    const changes = mirror.apply(update([set(1, { value: "new" }), set(1, { title: "x" })]));
    assert.deepEqual(changes, new Map([[1, new Set(["value", "title"])]]));
  });

  it("replaces the props object, so that readers can tell old from new", () => {
    const mirror = mirrorOfTwo();
    const before = mirror.get(1)?.props;
    mirror.apply(update([set(1, { value: "new" })]));
    assert.deepEqual(before, { id: "text", value: "old" });
    assert.deepEqual(mirror.get(1)?.props, { id: "text", value: "new" });
  });

  it("gives an id to the component that has it now, also when the old one leaves later", () => {
    const mirror = mirrorOfTwo();
    mirror.apply(
      update([
        mount(3, { id: "text" }),
        set(2, { children: 3 }, [["children"]]),
        { op: "drop", nid: 1 },
      ]),
    );
    assert.equal(mirror.find("text")?.nid, 3);
    assert.equal(mirror.get(1), undefined);
  });

  it("follows a component that changes its id", () => {
    const mirror = mirrorOfTwo();
    mirror.apply(update([set(1, { id: "other" })]));
    assert.equal(mirror.find("text"), undefined);
    assert.equal(mirror.find("other")?.nid, 1);
  });

  it("finds dict ids whatever the order of their keys", () => {
    const mirror = new Mirror();
    mirror.apply(update([mount(1, { id: { type: "row", index: 3 } })]));
    assert.equal(mirror.find({ index: 3, type: "row" })?.nid, 1);
  });

  it("forgets the slots of a prop that gets a plain value", () => {
    const mirror = mirrorOfTwo();
    mirror.apply(update([set(2, { children: "text" }), { op: "drop", nid: 1 }]));
    assert.equal(mirror.get(2)?.slots.size, 0);
  });

  it("that sets props of an unknown node is a broken invariant, and changes nothing", () => {
    const mirror = mirrorOfTwo();
    const ops = [set(1, { value: "new" }), set(9, {})];
    assert.throws(() => mirror.apply(update(ops)), /node 9, which is not there/);
    assert.equal(mirror.get(1)?.props["value"], "old");
  });
});

describe("a snapshot", () => {
  it("makes the same layout of an empty page, children first", () => {
    const mirror = mirrorOfTwo();
    const other = new Mirror();
    other.apply(update(mirror.snapshot()));
    assert.deepEqual(
      mirror.snapshot().map(({ nid }) => nid),
      [1, 2, 0],
    );
    assert.deepEqual(other.snapshot(), mirror.snapshot());
    assert.equal(other.get(1)?.parent, 2);
  });

  it("has the edits of the user, and nothing that cannot travel", () => {
    const mirror = mirrorOfTwo();
    const text = mirror.find("text") as MirrorNode;
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    mirror.edit(text, { value: "typed", gone: undefined, circular }, 1);
    const [mounted] = mirror.snapshot();
    assert.deepEqual(mounted?.props, { id: "text", value: "typed" });
  });
});

describe("the acknowledgement rule (D3)", () => {
  it("an update written before the engine saw an edit does not overwrite it", () => {
    const mirror = mirrorOfTwo();
    mirror.edit(mirror.get(1)!, { value: "typed" }, 1);
    const changes = mirror.apply(update([set(1, { value: "engine", title: "t" })], 0));
    assert.deepEqual(mirror.get(1)?.props, { id: "text", value: "typed", title: "t" });
    assert.deepEqual(changes, new Map([[1, new Set(["title"])]]));
  });

  it("an update written after the engine saw the edit counts again", () => {
    const mirror = mirrorOfTwo();
    mirror.edit(mirror.get(1)!, { value: "typed" }, 1);
    mirror.apply(update([set(1, { value: "engine" })], 1));
    assert.equal(mirror.get(1)?.props["value"], "engine");
  });

  it("an older edit's ack does not settle a younger edit of the same prop", () => {
    const mirror = mirrorOfTwo();
    mirror.edit(mirror.get(1)!, { value: "a" }, 1);
    mirror.edit(mirror.get(1)!, { value: "ab" }, 2);
    mirror.apply(update([set(1, { value: "from a" })], 1));
    assert.equal(mirror.get(1)?.props["value"], "ab");
    mirror.apply(update([set(1, { value: "from ab" })], 2));
    assert.equal(mirror.get(1)?.props["value"], "from ab");
  });

  it("protects the edited prop and no other", () => {
    const mirror = mirrorOfTwo();
    mirror.edit(mirror.get(1)!, { value: "typed" }, 1);
    mirror.apply(update([set(1, { title: "engine" }), set(2, { title: "engine" })], 0));
    assert.equal(mirror.get(1)?.props["title"], "engine");
    assert.equal(mirror.get(2)?.props["title"], "engine");
  });

  it("keeps mirror and engine equal in every interleaving", () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const { page, engine } = simulate(seed);
      assert.deepEqual(page, engine, `seed ${seed}`);
    }
  });
});

describe("an edit", () => {
  it("is what differs from the current props, compared deeply (E1)", () => {
    const mirror = new Mirror();
    mirror.apply(update([mount(1, { value: [1, { a: 2 }], n: NaN })]));
    const node = mirror.get(1)!;
    assert.deepEqual(mirror.differing(node, { value: [1, { a: 2 }], n: NaN }), {});
    assert.deepEqual(mirror.differing(node, { value: [1, { a: 3 }], n: NaN }), {
      value: [1, { a: 3 }],
    });
  });
});

describe("a component that is drawn outside the layout tree", () => {
  const label = { namespace: "html", type: "B", props: { id: "b", children: "x" } };
  const dry = { namespace: "html", type: "Div", props: { children: [label, "text"] } };

  it("is mounted with the components in its children, under negative nids", () => {
    const mirror = new Mirror();
    const node = mirror.get(mirror.mountExternal(dry, []))!;
    assert.deepEqual(node.props["children"], [mirror.find("b")?.nid, "text"]);
    assert.equal(mirror.find("b")?.parent, node.nid);
    assert.ok(node.nid < 0);
  });

  it("is told in the words of an update: children before parents", () => {
    const mirror = new Mirror();
    const mounts: Mount[] = [];
    const nid = mirror.mountExternal(dry, mounts);
    const inner = mirror.find("b")!.nid;
    assert.deepEqual(mounts, [
      { ...mount(inner, label.props), component: "B" },
      mount(nid, { children: [inner, "text"] }, [["children", 0]]),
    ]);
  });

  it("leaves when the engine drops it", () => {
    const mirror = new Mirror();
    const mounts: Mount[] = [];
    mirror.mountExternal(dry, mounts);
    mirror.apply(update(mounts.map(({ nid }) => ({ op: "drop", nid }))));
    assert.deepEqual([...mirror.ids()], []);
  });
});
