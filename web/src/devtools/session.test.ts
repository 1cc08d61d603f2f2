import assert from "node:assert/strict";
import { test } from "node:test";
import type { LayoutOp, Mount, Turn } from "../protocol.gen";
import { eventText, logEntry } from "./log";
import { parseSession, Player, type SessionTurn } from "./session";
import { duration, Stats } from "./stats";

function turn(number: number, more: Partial<Turn> = {}): Turn {
  return { type: "Turn", number, began: 0, sent: 10, events: [], started: [], ended: [], ...more };
}

function step(number: number, events: Turn["events"], ops: LayoutOp[] = []): SessionTurn {
  const update = { type: "LayoutUpdate", update: number, ack: 0, ops, confirm: false } as const;
  return { turn: turn(number, { events }), messages: [update], received: 0, shown: 0 };
}

const FIRST: LayoutOp[] = [
  {
    ...{ op: "mount", nid: 1, namespace: "n", component: "Input", slots: [] },
    props: { id: "in", value: null },
  },
  { op: "set", nid: 0, props: { children: 1 }, slots: [["children"]] },
];
const TURNS = [
  step(1, [{ type: "Start" }], FIRST),
  step(2, [{ type: "PropsChanged", seq: 1, nid: 1, props: { value: "x" } }]),
  step(3, [], [{ op: "set", nid: 1, props: { title: "t" }, slots: [] }]),
];

function shown(player: Player): unknown {
  return player.layout()[0]?.props;
}

test("a player goes forwards and backwards through what the page showed", () => {
  const player = new Player(TURNS);
  assert.deepEqual(shown(player), { id: "in", value: null });
  player.go(2);
  assert.deepEqual(shown(player), { id: "in", value: "x", title: "t" });
  player.go(1);
  assert.deepEqual(shown(player), { id: "in", value: "x" });
  player.go(0);
  assert.deepEqual(shown(player), { id: "in", value: null });
  player.go(99);
  assert.equal(player.step, player.last);
  assert.equal(player.id(1), "in");
});

test("what components do to what they are shown does not change the recording", () => {
  const player = new Player(TURNS);
  (shown(player) as { value: string }).value = "spoilt";
  assert.deepEqual(shown(player), { id: "in", value: null });
});

test("a session that went on with another Python begins with the layout it took over", () => {
  const restore = step(1, [{ type: "Restore", state: { ops: FIRST, externals: [], jobs: [] } }]);
  assert.deepEqual(shown(new Player([restore])), { id: "in", value: null });
});

test("and with what components had drawn from plain data", () => {
  const label = { ...(FIRST[0] as Mount), nid: -1, props: { id: "label", value: "drawn" } };
  const externals = [{ parent: 1, mounts: [label] }];
  const restore = step(1, [{ type: "Restore", state: { ops: FIRST, externals, jobs: [] } }]);
  const edit = step(2, [{ type: "PropsChanged", nid: -1, props: { value: "x" } }]);
  const player = new Player([restore, edit]);
  assert.equal(player.id(-1), "label");
  player.go(1);
  assert.equal(player.id(-1), "label");
});

for (const [text, problem] of [
  ["{", /no JSON/],
  ["null", /no recorded session/],
  ['{"format": "pyrt-session", "version": 7}', /version 7/],
  ['{"format": "pyrt-session", "version": 1, "turns": []}', /no turns/],
] as const) {
  test(`the file ${text} is refused`, () => assert.throws(() => parseSession(text), problem));
}

test("the time of a run is split, and added up", () => {
  const stats = new Stats();
  const recorded = { query: { dur: 2, desc: null } };
  for (const run of [1, 2]) {
    const started = [{ run, callback: "out.children", triggered: [] }];
    stats.take({ turn: turn(run + 1, { started }), text: "", received: 10, shown: 10 });
    assert.equal(stats.of("out.children").running, 1);
    const ended = [{ run, queue: 1, called: 5, recorded }];
    stats.take({ turn: turn(run + 1, { ended }), text: "", received: 12, shown: 15 });
  }
  const of = stats.of("out.children");
  assert.deepEqual([of.calls, of.running], [2, 0]);
  assert.deepEqual(of.last, { queue: 1, called: 5, transfer: 2, render: 3 });
  assert.deepEqual(of.total, { queue: 2, called: 10, transfer: 4, render: 6 });
  assert.deepEqual(of.recorded, recorded);
  stats.take({ turn: turn(1), text: "", received: 10, shown: 10 });
  assert.equal(stats.of("out.children").calls, 0);
});

test("durations have three digits", () => {
  assert.deepEqual([0.04, 12.34, 567.8, 1234].map(duration), [
    "0.0 ms",
    "12.3 ms",
    "568 ms",
    "1.23 s",
  ]);
});

test("the log tells what happened, and leaves out what only keeps page and engine in step", () => {
  const idOf = (nid: number): unknown => (nid === 1 ? "in" : { index: 2 });
  const callbackOf = (run: number): string | undefined => (run === 3 ? "out.children" : undefined);
  const names = { idOf, callbackOf };
  const said = (event: Record<string, unknown>): string | null => eventText(event, names);
  assert.equal(said({ type: "Rendered", update: 1 }), null);
  assert.equal(
    said({ type: "PropsChanged", nid: 1, props: { value: "x" } }),
    'in.value = "x" changed',
  );
  assert.equal(
    said({ type: "PropsChanged", nid: 2, props: { n: 1 } }),
    '{"index":2}.n = 1 changed',
  );
  assert.equal(
    said({ type: "CallbackRaised", run: 3, message: "boom" }),
    "run 3 of out.children failed: boom",
  );
  assert.equal(said({ type: "JobReturned", job: 4 }), "run 4 returned");
  assert.equal(logEntry(turn(1, { events: [{ type: "Rendered", update: 1 }] }), names), null);
  const started = [{ run: 1, callback: "out.children", triggered: ["in.value"] }];
  assert.deepEqual(logEntry(turn(2, { started }), names)?.runs, started);
});
