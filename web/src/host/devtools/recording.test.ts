import assert from "node:assert/strict";
import { test } from "node:test";
import type { Turn, WorkerMessage } from "../../protocol.gen";
import { MAX_TURNS, Recording } from "./recording";

function turn(number: number): Turn {
  return { type: "Turn", number, began: 0, sent: 1, events: [], started: [], ended: [] };
}

test("an array without a turn is not recorded", () => {
  const recording = new Recording();
  assert.equal(recording.begin([{ type: "Idle", ack: 1 }]), null);
  assert.equal(recording.begin([]), null);
  assert.equal(recording.turns.length, 0);
});

test("a turn is recorded as it came, whatever becomes of the objects", () => {
  const recording = new Recording();
  const messages: WorkerMessage[] = [{ type: "Idle", ack: 1 }, turn(1)];
  let told = 0;
  recording.subscribe(() => (told += 1));
  const shown = recording.begin(messages);
  (messages[0] as { ack: number }).ack = 99;
  assert.equal(recording.turns.length, 0);
  shown?.();
  assert.equal(told, 1);
  const [recorded] = recording.turns;
  assert.equal(recorded?.text, '[{"type":"Idle","ack":1}]');
  assert.ok(recorded.shown >= recorded.received);
});

test("another engine begins another session", () => {
  const recording = new Recording();
  for (const number of [1, 2, 3, 1, 2]) recording.begin([turn(number)])?.();
  assert.deepEqual(
    recording.turns.map(({ turn: { number } }) => number),
    [1, 2],
  );
});

test("a session that is too long says so, and goes on to tell of the latest turn", () => {
  const recording = new Recording();
  for (let number = 1; number <= MAX_TURNS + 1; number++) recording.begin([turn(number)])?.();
  assert.equal(recording.turns.length, MAX_TURNS);
  assert.equal(recording.complete, false);
  assert.equal(recording.latest?.turn.number, MAX_TURNS + 1);
});
