import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Loading } from "./loading";

function ref(nid: number | null, property = "children") {
  return { id: `node${nid}`, property, nid };
}

function loadingOf(): { loading: Loading; touched: number[] } {
  const touched: number[] = [];
  const loading = new Loading(
    (nid) => [1, nid],
    (nid) => touched.push(nid),
  );
  return { loading, touched };
}

describe("the loading state (R1)", () => {
  it("lists an output from the start of its callback to the end", () => {
    const { loading, touched } = loadingOf();
    loading.change([ref(5)], []);
    assert.deepEqual(loading.entries(5), [{ id: "node5", property: "children", path: [1, 5] }]);
    assert.deepEqual(Object.keys(loading.table), ["[1,5]"]);
    loading.change([], [ref(5)]);
    assert.deepEqual(loading.entries(5), []);
    assert.deepEqual(loading.table, {});
    assert.deepEqual(touched, [5, 5]);
  });

  it("lasts until the last of several runs has ended", () => {
    const { loading } = loadingOf();
    loading.change([ref(5)], []);
    loading.change([ref(5)], []);
    loading.change([], [ref(5)]);
    assert.equal(loading.entries(5).length, 1);
    loading.change([], [ref(5)]);
    assert.equal(loading.entries(5).length, 0);
  });

  it("draws nothing for a run that began and ended in one frame", () => {
    const { loading, touched } = loadingOf();
    const before = loading.table;
    loading.change([ref(5)], [ref(5)]);
    assert.deepEqual(touched, []);
    assert.equal(loading.table, before);
  });

  it("draws again whoever reads another node's state", () => {
    const { loading, touched } = loadingOf();
    const before = loading.version(3);
    loading.read(5, 3);
    loading.change([ref(5)], []);
    assert.deepEqual(touched, [5, 3]);
    assert.ok(loading.version(3) > before);
  });

  it("ignores outputs that are not on the page, and ends without a start", () => {
    const { loading, touched } = loadingOf();
    loading.change([ref(null)], [ref(null), ref(7)]);
    assert.deepEqual(touched, []);
  });

  it("of a node that has left is gone", () => {
    const { loading } = loadingOf();
    loading.change([ref(5)], []);
    loading.forget(5);
    assert.deepEqual(loading.table, {});
  });

  it("tells selectors once per change", () => {
    const { loading } = loadingOf();
    let told = 0;
    const stop = loading.subscribe(() => (told += 1));
    loading.change([ref(5), ref(6)], []);
    stop();
    loading.change([], [ref(5)]);
    assert.equal(told, 1);
  });
});
