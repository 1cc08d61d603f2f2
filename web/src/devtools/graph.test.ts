import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallbackInfo } from "../protocol.gen";
import { layOut, NODE_HEIGHT, NODE_WIDTH } from "./graph_layout";
import { callbackGraph, telling } from "./graph_model";

function callback(inputs: string[], outputs: string[], states: string[] = []): CallbackInfo {
  return { id: outputs.join("..."), inputs, outputs, states, clientside: false };
}

const edges = (...callbacks: CallbackInfo[]): string[] =>
  callbackGraph(callbacks).edges.map(
    ({ from, to, props, state }) => `${from} -> ${to} ${props.join()}${state ? " state" : ""}`,
  );

test("an output leads to whoever reads it, and what nobody writes is the user's", () => {
  assert.deepEqual(edges(callback(["a.v"], ["b.v"]), callback(["b.v"], ["c.v"], ["a.v"])), [
    "prop:a.v -> callback:b.v a.v",
    "callback:b.v -> callback:c.v b.v",
    "prop:a.v -> callback:c.v a.v state",
  ]);
});

test("an edge that would only repeat the name of its source needs none", () => {
  const graph = callbackGraph([
    callback(["a.v"], ["b.v", "c.v"]),
    callback(["c.v"], ["d.v"]),
    callback(["d.v"], ["e.v"]),
  ]);
  assert.deepEqual(
    Array.from(telling(graph), ({ props }) => props),
    [["c.v"]],
  );
});

test("several properties between two callbacks are one edge", () => {
  assert.deepEqual(edges(callback([], ["a.v", "b.v"]), callback(["a.v", "b.v"], ["c.v"])), [
    "callback:a.v...b.v -> callback:c.v a.v,b.v",
  ]);
});

test("patterns meet where some component can be meant by both", () => {
  const all = '{"index":["ALL"],"type":"x"}.v';
  const made = [
    callback(["a.v"], ['{"index":["MATCH"],"type":"x"}.v']),
    callback(["a.v"], ['{"index":1,"type":"x"}.v']),
    callback(["a.v"], ['{"index":["MATCH"],"type":"y"}.v']),
    callback(["a.v"], ['{"index":["MATCH"],"type":"x"}.other']),
  ];
  const found = edges(...made, callback([all], ["sum.v"])).filter((edge) => edge.includes("sum"));
  assert.equal(found.length, 2);
  assert.ok(found.every((edge) => edge.includes('"x"}.v -> callback:sum.v')));
});

test("an output that allows duplicates is its property", () => {
  assert.deepEqual(edges(callback(["a.v"], ["b.v@0123"]), callback(["b.v"], ["c.v"])).slice(1), [
    "callback:b.v@0123 -> callback:c.v b.v",
  ]);
});

test("a node stands to the right of those that lead to it, cycles aside", () => {
  const { places } = layOut(
    ["a", "b", "c", "d"],
    [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
      { from: "c", to: "b" },
      { from: "a", to: "d" },
      { from: "c", to: "d" },
      { from: "d", to: "d" },
    ],
  );
  const x = (node: string): number => places.get(node)?.x ?? NaN;
  assert.ok(x("a") < x("b") && x("b") < x("c") && x("c") < x("d"));
});

test("no two of many nodes lie on each other, and the drawing is no column", () => {
  const nodes = Array.from({ length: 300 }, (_, index) => `n${index}`);
  const links = nodes.slice(0, 150).map((from, index) => ({ from, to: `n${(index * 7) % 40}` }));
  const { places, width, height } = layOut(nodes, links);
  assert.equal(places.size, 300);
  const taken = [...places.values()];
  taken.forEach((one, index) => {
    for (const other of taken.slice(index + 1)) {
      const apart =
        Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT;
      assert.ok(apart, `${one.x},${one.y} and ${other.x},${other.y}`);
    }
    assert.ok(one.x >= 0 && one.x + NODE_WIDTH <= width && one.y + NODE_HEIGHT <= height);
  });
  assert.ok(width / height > 0.8 && width / height < 4, `${width} x ${height}`);
});

test("a chain of ten thousand is no deeper than the stack", () => {
  const nodes = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
  const links = nodes.slice(1).map((to, index) => ({ from: `n${index}`, to }));
  assert.equal(layOut(nodes, links).places.size, 10_000);
});

test("the same callbacks are always drawn alike", () => {
  const nodes = ["a", "b", "c", "d", "e"];
  const links = [
    { from: "a", to: "d" },
    { from: "b", to: "c" },
    { from: "a", to: "e" },
  ];
  assert.deepEqual(layOut(nodes, links), layOut(nodes, links));
  assert.deepEqual(layOut([], []), { places: new Map(), width: 0, height: 0 });
});
