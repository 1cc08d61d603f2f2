import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { dashStore, type StoreParts } from "./dash_store";
import type { ListedError } from "./devtools/errors";
import { Mirror } from "./mirror";

function store(parts: Partial<StoreParts> = {}): Record<string, any> {
  const all: StoreParts = {
    mirror: new Mirror(),
    loading: () => ({}),
    layout: () => null,
    errors: [],
    config: () => ({}),
    ready: () => true,
    atRest: () => true,
    ...parts,
  };
  return dashStore(all).getState() as Record<string, any>;
}

describe("window.store", () => {
  test("tells where components with ids stand", () => {
    const mirror = new Mirror();
    mirror.apply({
      type: "LayoutUpdate",
      update: 1,
      ack: 0,
      confirm: false,
      ops: [
        { op: "mount", nid: 3, namespace: "h", component: "P", props: { id: "in" }, slots: [] },
        {
          op: "mount",
          nid: 2,
          namespace: "h",
          component: "P",
          props: { id: { b: 1, a: "x" } },
          slots: [],
        },
        {
          op: "mount",
          nid: 1,
          namespace: "h",
          component: "Div",
          props: { id: "top", children: ["text", 2], title: 3 },
          slots: [["children", 1], ["title"]],
        },
        { op: "set", nid: 0, props: { children: 1 }, slots: [["children"]] },
      ],
    });
    assert.deepEqual(store({ mirror })["paths"], {
      strs: { top: [], in: ["props", "title"] },
      objs: { "a,b": [{ values: ["x", 1], path: ["props", "children", 1] }] },
    });
  });

  test("has empty lists of callbacks at rest, and never while there is work (E23)", () => {
    const lists = (parts: Partial<StoreParts>): unknown[] =>
      Object.values(store(parts)["callbacks"]).flat();
    assert.deepEqual(lists({}), []);
    assert.equal(lists({ atRest: () => false }).length, 1);
    const entry = { id: "out", property: "children", path: [1] };
    const loading = { "[1]": [entry] };
    assert.deepEqual(lists({ atRest: () => false, loading: () => loading }), [
      { callback: { output: "out.children" } },
    ]);
    assert.equal(store({ atRest: () => false })["isLoading"], true);
  });

  test("keeps errors of Python apart from the page's, newest first", () => {
    const error = (source: ListedError["source"], title: string): ListedError => ({
      source,
      title,
      message: "",
      traceback: "",
      time: new Date(0),
    });
    const errors = [error("python", "one"), error("python", "two"), error("component", "three")];
    const { backEnd, frontEnd } = store({ errors })["error"] as Record<
      string,
      { error: { message: string } }[]
    >;
    assert.deepEqual(
      backEnd?.map((entry) => entry.error.message),
      ["two", "one"],
    );
    assert.deepEqual(
      frontEnd?.map((entry) => entry.error.message),
      ["three"],
    );
  });
});
