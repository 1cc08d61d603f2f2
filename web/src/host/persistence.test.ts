import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ErrorReport, LayoutOp } from "../protocol.gen";
import { Mirror } from "./mirror";
import { Persistence } from "./persistence";
import { PersistenceStores } from "./persistence_stores";
import { Registry, type DashComponentType } from "./registry";
import type { Props } from "./values";

/** `localStorage`, as far as it is used here; `room` is the number of characters it takes. */
class FakeStorage {
  readonly values = new Map<string, string>();
  room = Infinity;

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (value.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

const NAMES = {
  extract: (columns: unknown) => (columns as { name: string }[]).map(({ name }) => name),
  apply: (names: unknown, columns: unknown) =>
    (columns as object[]).map((column, i) => ({ ...column, name: (names as string[])[i] })),
};

const LIBRARY = {
  Input: Object.assign(() => null, {
    dashPersistence: { persisted_props: ["value"], persistence_type: "local" },
  }),
  Table: Object.assign(() => null, {
    defaultProps: { persisted_props: ["columns.name"], persistence_type: "local" },
    persistenceTransforms: { columns: { name: NAMES } },
  }),
} as unknown as Record<string, DashComponentType>;

class Page {
  readonly storage = new FakeStorage();
  readonly reports: ErrorReport[] = [];
  readonly done: [string, Props][] = [];
  mirror = new Mirror();
  #persistence!: Persistence;

  constructor(open?: () => Storage) {
    this.load(open);
  }

  /** The page is loaded anew; the storage stays. */
  load(
    open = (): Storage => this.storage as unknown as Storage,
    globals: Record<string, unknown> = { dcc: LIBRARY },
  ): void {
    this.mirror = new Mirror();
    const stores = new PersistenceStores((report) => this.reports.push(report), open);
    const registry = new Registry(() => {
      globals["dcc"] = LIBRARY;
      return Promise.resolve();
    }, globals);
    registry.scripts = { dcc: ["dcc.js"] };
    this.#persistence = new Persistence(this.mirror, registry, stores);
  }

  update(...ops: LayoutOp[]): void {
    const update = { type: "LayoutUpdate", update: 1, ack: 0, ops, confirm: false } as const;
    this.#persistence.follow(update, () => this.mirror.apply(update), {
      restore: (node, props) => {
        this.mirror.show(node, props);
        this.done.push(["restore", props]);
      },
      change: (node, props) => {
        this.mirror.show(node, props);
        this.done.push(["change", props]);
      },
    });
  }

  mount(nid: number, props: Props, component = "Input"): void {
    this.update({ op: "mount", nid, namespace: "dcc", component, props, slots: [] });
  }

  set(nid: number, props: Props): void {
    this.update({ op: "set", nid, props, slots: [] });
  }

  edit(nid: number, props: Props): void {
    const node = this.mirror.get(nid)!;
    const before = node.props;
    this.mirror.show(node, props);
    this.#persistence.record(node, before, props);
  }

  stored(): Record<string, unknown> {
    return Object.fromEntries(
      [...this.storage.values].map(([key, value]) => [key, JSON.parse(value) as unknown]),
    );
  }
}

describe("an edit of a persisted prop (R4)", () => {
  it("is stored as new and original under Dash's key", () => {
    const page = new Page();
    page.mount(1, { id: "in", value: "a", persistence: true });
    page.edit(1, { value: "b" });
    page.edit(1, { value: "c" });
    assert.deepEqual(page.stored(), { "_dash_persistence.in.value.true": ["c", "a"] });
  });

  it("comes back when the component enters with the original value", () => {
    const page = new Page();
    page.mount(1, { id: { b: 1, a: 2 }, value: "a", persistence: "x" });
    page.edit(1, { value: "b" });
    page.load();
    page.mount(1, { id: { b: 1, a: 2 }, value: "a", persistence: "x" });
    assert.deepEqual(page.done, [["restore", { value: "b" }]]);
    assert.deepEqual(Object.keys(page.stored()), ['_dash_persistence.{"a":2,"b":1}.value."x"']);
  });

  it("is forgotten when the component enters with another value", () => {
    const page = new Page();
    page.mount(1, { id: "in", value: "a", persistence: true });
    page.edit(1, { value: "b" });
    page.load();
    page.mount(1, { id: "in", value: "other", persistence: true });
    assert.deepEqual(page.done, []);
    assert.deepEqual(page.stored(), {});
  });

  it("of a prop without a value is restored to a component without one", () => {
    const page = new Page();
    page.mount(1, { id: "in", persistence: true });
    page.edit(1, { value: "b" });
    assert.deepEqual(page.stored(), { "_dash_persistence.in.value.true": ["b"] });
    page.load();
    page.mount(1, { id: "in", persistence: true });
    assert.deepEqual(page.done, [["restore", { value: "b" }]]);
  });

  it("of a part of a prop stores this part", () => {
    const page = new Page();
    const columns = [{ id: "x", name: "X" }];
    page.mount(1, { id: "t", columns, persistence: 1 }, "Table");
    page.edit(1, { columns: [{ id: "x", name: "renamed" }] });
    assert.deepEqual(page.stored(), {
      "_dash_persistence.t.columns.name.1": [["renamed"], ["X"]],
    });
    page.load();
    page.mount(1, { id: "t", columns, persistence: 1 }, "Table");
    assert.deepEqual(page.done, [["restore", { columns: [{ id: "x", name: "renamed" }] }]]);
  });

  it("comes back when the library of the component has arrived", async () => {
    const page = new Page();
    page.mount(1, { id: "in", value: "a", persistence: true });
    page.edit(1, { value: "b" });
    const globals: Record<string, unknown> = {};
    page.load(undefined, globals);
    page.mount(1, { id: "in", value: "a", persistence: true });
    assert.deepEqual(page.done, []);
    await new Promise((done) => setTimeout(done));
    assert.deepEqual(page.done, [["restore", { value: "b" }]]);
  });

  it("is not stored without an id, without persistence, or for other props", () => {
    const page = new Page();
    page.mount(1, { value: "a", persistence: true });
    page.mount(2, { id: "off", value: "a", persistence: false });
    page.mount(3, { id: "in", value: "a", persistence: true });
    page.edit(1, { value: "b" });
    page.edit(2, { value: "b" });
    page.edit(3, { n_blur: 1 });
    assert.deepEqual(page.stored(), {});
  });
});

describe("a callback (R5)", () => {
  it("that writes a persisted prop is recorded like an edit", () => {
    const page = new Page();
    page.mount(1, { id: "in", value: "a", persistence: true });
    page.set(1, { value: "by a callback" });
    assert.deepEqual(page.stored(), {
      "_dash_persistence.in.value.true": ["by a callback", "a"],
    });
  });

  it("that changes `persistence` takes back one edit and applies the other", () => {
    const page = new Page();
    page.mount(1, { id: "in", value: "a", persistence: 1 });
    page.edit(1, { value: "one" });
    page.set(1, { persistence: 2 });
    assert.deepEqual(page.done, [["change", { value: "a" }]]);
    page.edit(1, { value: "two" });
    page.set(1, { persistence: 1 });
    assert.deepEqual(page.done.at(-1), ["change", { value: "one" }]);
    page.set(1, { persistence: false });
    assert.deepEqual(page.done.at(-1), ["change", { value: "a" }]);
    assert.deepEqual(Object.keys(page.stored()).length, 2);
  });

  it("that brings a value along with `persistence` keeps its value", () => {
    const page = new Page();
    page.mount(1, { id: "in", value: "a", persistence: 1 });
    page.edit(1, { value: "one" });
    page.set(1, { persistence: 2, value: "given" });
    assert.deepEqual(page.done, []);
    assert.equal(page.mirror.get(1)?.props["value"], "given");
  });
});

describe("a storage", () => {
  it("that is full is reported with the key, and memory takes its place", () => {
    const page = new Page();
    page.storage.room = 3;
    page.mount(1, { id: "in", value: "a", persistence: true });
    page.edit(1, { value: "long" });
    assert.deepEqual(
      page.reports.map(({ title }) => title),
      ["in.value.true failed to save in localStorage. Persisted props may be lost."],
    );
    page.mount(2, { id: "in", value: "a", persistence: true });
    assert.deepEqual(page.done, [["restore", { value: "long" }]]);
  });

  it("that is forbidden is reported once, and memory takes its place", () => {
    const page = new Page(() => {
      throw new DOMException("denied", "SecurityError");
    });
    page.mount(1, { id: "in", value: "a", persistence: true });
    page.edit(1, { value: "b" });
    page.mount(2, { id: "in", value: "a", persistence: true });
    assert.deepEqual(page.done, [["restore", { value: "b" }]]);
    assert.deepEqual(
      page.reports.map(({ title }) => title),
      ["localStorage init failed, falling back to memory"],
    );
  });

  it("with an entry that is no note of ours has none", () => {
    const page = new Page();
    page.storage.setItem("_dash_persistence.in.value.true", "{garbage");
    page.mount(1, { id: "in", value: "a", persistence: true });
    assert.deepEqual(page.done, []);
  });

  it("`memory` lasts as long as the page", () => {
    const page = new Page();
    const props = { id: "in", value: "a", persistence: true, persistence_type: "memory" };
    page.mount(1, props);
    page.edit(1, { value: "b" });
    page.mount(2, props);
    assert.deepEqual(page.done, [["restore", { value: "b" }]]);
    page.load();
    page.mount(1, props);
    assert.equal(page.done.length, 1);
    assert.deepEqual(page.stored(), {});
  });
});
