import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PROTOCOL_VERSION } from "../protocol.gen";
import { mismatch, Transport } from "./transport";

describe("messages to the worker", () => {
  it("of one task travel together, in order", async () => {
    const posts: string[] = [];
    const transport = new Transport((text) => posts.push(text));
    transport.send({ type: "PropsChanged", seq: 1, nid: 2, props: { value: 1 }, unset: [] });
    transport.send({ type: "Rendered", update: 3 });
    assert.deepEqual(posts, []);
    await Promise.resolve();
    transport.send({ type: "LayoutRequested" });
    await Promise.resolve();
    assert.deepEqual(
      posts.map((text) => JSON.parse(text)),
      [
        [
          { type: "PropsChanged", seq: 1, nid: 2, props: { value: 1 }, unset: [] },
          { type: "Rendered", update: 3 },
        ],
        [{ type: "LayoutRequested" }],
      ],
    );
  });

  it("wait for the end of the task when another event follows in it", async () => {
    const posts: string[] = [];
    const transport = new Transport((text) => posts.push(text));
    const page = new EventTarget();
    globalThis.addEventListener = page.addEventListener.bind(page) as typeof addEventListener;
    globalThis.removeEventListener = page.removeEventListener.bind(page);
    const during = async (event: Partial<Event> | undefined, seq: number): Promise<void> => {
      globalThis.event = event as Event | undefined;
      transport.send({ type: "PropsChanged", seq, nid: 2, props: { value: seq }, unset: [] });
      await Promise.resolve();
      globalThis.event = undefined;
    };
    await during({ type: "popstate" }, 1);
    await during({ type: "popstate" }, 2);
    assert.deepEqual(posts, []);
    await new Promise((done) => setTimeout(done));
    await during({ type: "mouseup" }, 3);
    await during({ type: "input" }, 4);
    assert.deepEqual(
      posts.map((text) => (JSON.parse(text) as { seq: number }[]).map(({ seq }) => seq)),
      [
        [1, 2],
        [3, 4],
      ],
    );
    await new Promise((done) => setTimeout(done));
    assert.equal(posts.length, 2);
  });

  it("say what was true when they were sent", async () => {
    const posts: string[] = [];
    const transport = new Transport((text) => posts.push(text));
    const data = [1];
    transport.send({ type: "PropsChanged", seq: 1, nid: 2, props: { data }, unset: [] });
    data.push(2);
    await Promise.resolve();
    assert.match(posts[0] ?? "", /"data":\[1\]/);
  });

  it("hold large values as text, and what looks like that", async () => {
    const rows = Array.from({ length: 200 }, (_, row) => ({ row, name: `"${row}"` }));
    const marked = { __pyrt_unread: "mine" };
    const posts: string[] = [];
    new Transport((text) => posts.push(text)).send({
      type: "PropsChanged",
      seq: 1,
      nid: 2,
      props: { rows, marked, page: 3, text: "x".repeat(9000), gone: undefined, few: [1] },
      unset: ["gone"],
    });
    await Promise.resolve();
    const [{ props, ...rest }] = JSON.parse(posts[0] ?? "") as [{ props: Record<string, unknown> }];
    assert.deepEqual(rest, { type: "PropsChanged", seq: 1, nid: 2, unset: ["gone"] });
    assert.deepEqual(props, {
      rows: { __pyrt_unread: JSON.stringify(rows) },
      marked: { __pyrt_unread: JSON.stringify(marked) },
      page: 3,
      text: "x".repeat(9000),
      few: [1],
    });
  });

  it("write NaN as null, as Dash does", async () => {
    const posts: string[] = [];
    new Transport((text) => posts.push(text)).send({
      type: "PropsChanged",
      seq: 1,
      nid: 2,
      props: { value: NaN },
      unset: [],
    });
    await Promise.resolve();
    assert.match(posts[0] ?? "", /"value":null/);
  });

  it("are kept as long as they are edits that the engine has not seen", async () => {
    const posts: string[] = [];
    const transport = new Transport((text) => posts.push(text));
    for (const seq of [1, 2, 3]) {
      transport.send({ type: "PropsChanged", seq, nid: 2, props: { value: seq }, unset: [] });
    }
    transport.send({ type: "Rendered", update: 3 });
    transport.acknowledge(1);
    transport.resend();
    const resent = posts.map((text) => JSON.parse(text) as { seq: number }[]);
    assert.deepEqual(
      resent.map((turn) => turn.map(({ seq }) => seq)),
      [[2], [3]],
    );
    await Promise.resolve();
    assert.equal(posts.length, 2, "what was meant for the last engine is not sent to this one");
  });

  it("that JSON cannot hold throw, and do not take the others with them", async () => {
    const posts: string[] = [];
    const transport = new Transport((text) => posts.push(text));
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    transport.send({ type: "Rendered", update: 1 });
    assert.throws(
      () => transport.send({ type: "PropsChanged", seq: 1, nid: 2, props: circular, unset: [] }),
      TypeError,
    );
    await Promise.resolve();
    assert.deepEqual(posts, ['[{"type":"Rendered","update":1}]']);
  });
});

describe("the worker's Hello", () => {
  const hello = { type: "Hello", protocol: PROTOCOL_VERSION, build: "a" } as const;

  it("is accepted with the same protocol and build", () => {
    assert.equal(mismatch(hello, "a"), null);
  });

  it("is accepted when a side does not know its build", () => {
    assert.equal(mismatch(hello, ""), null);
    assert.equal(mismatch({ ...hello, build: "" }, "a"), null);
  });

  it("is refused with another protocol or build, and the refusal has a remedy", () => {
    assert.match(mismatch({ ...hello, protocol: 0 }, "a") ?? "", /protocol 0.*Ctrl\+Shift\+R/s);
    assert.match(mismatch(hello, "b") ?? "", /build b.*build a.*Ctrl\+Shift\+R/s);
  });
});
