import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutOp, LayoutUpdate, PageMessage } from "../protocol.gen";
import { Activity } from "./activity";
import { EarlyMessages } from "./early";
import { HELD, Mirror, type MirrorNode, type Nid } from "./mirror";
import { Transport } from "./transport";
import type { Props } from "./values";

const NODES = ["root", "text", "button", "late"];

function update(ops: LayoutOp[], ack = 0): LayoutUpdate {
  return { type: "LayoutUpdate", update: 1, ack, ops, confirm: false };
}

function mounts(): LayoutOp[] {
  return NODES.slice(1).map((id, index) => {
    return {
      ...{ op: "mount", nid: index + 1, namespace: "html", component: "Div" },
      ...{ props: { id }, slots: [] },
    } as const;
  });
}

class Page {
  readonly turns: PageMessage[][] = [];
  readonly activity = new Activity(() => undefined);
  readonly mirror = new Mirror();
  readonly transport = new Transport((text) => this.turns.push(JSON.parse(text) as PageMessage[]));
  readonly early = new EarlyMessages(this.transport, this.activity, this.mirror);

  constructor() {
    this.mirror.apply(update(mounts()));
  }

  /** A component sets its props. */
  edit(nid: Nid, props: Props): void {
    const seq = this.early.edit({ type: "PropsChanged", seq: HELD, nid, props, unset: [] });
    this.mirror.edit(this.mirror.get(nid) as MirrorNode, props, seq);
  }

  /** What has gone out, as `nid: props` or the name of the message. */
  async sent(): Promise<string[][]> {
    await Promise.resolve();
    return this.turns
      .splice(0)
      .map((turn) =>
        turn.map((message) =>
          message.type === "PropsChanged"
            ? `${message.seq}) ${message.nid}: ${JSON.stringify(message.props)}`
            : message.type,
        ),
      );
  }
}

describe("what a page says early", () => {
  it("goes out at once when the page is not painted", async () => {
    const page = new Page();
    page.edit(1, { value: "a" });
    page.early.send({ type: "Rendered", update: 1 });
    assert.deepEqual(await page.sent(), [['1) 1: {"value":"a"}', "Rendered"]]);
  });

  it("waits, while an update is painted, for the same update of the worker", async () => {
    const page = new Page();
    page.early.close();
    const said = page.early.paint(1, mounts(), () => page.edit(1, { value: "mounted" }));
    page.early.paint(2, [], () => page.edit(2, { n_clicks: 0 }));
    assert.equal(said.length, 1);
    assert.deepEqual(await page.sent(), []);
    page.early.confirm(1);
    page.early.send({ type: "Rendered", update: 1 });
    assert.deepEqual(await page.sent(), [['1) 1: {"value":"mounted"}', "Rendered"]]);
    page.early.confirm(2);
    assert.deepEqual(await page.sent(), [['2) 2: {"n_clicks":0}']]);
  });

  it("is, of the user, a turn for each task, once the app is at rest", async () => {
    const page = new Page();
    page.early.close();
    page.early.paint(1, mounts(), () => undefined);
    for (const n_clicks of [1, 2, 3]) {
      page.edit(2, { n_clicks });
      await Promise.resolve();
    }
    page.early.confirm(1);
    assert.deepEqual(await page.sent(), []);
    page.early.open();
    assert.deepEqual(await page.sent(), [
      ['1) 2: {"n_clicks":1}'],
      ['2) 2: {"n_clicks":2}'],
      ['3) 2: {"n_clicks":3}'],
    ]);
    assert.equal(page.activity.nextSeq, 4);
    page.edit(2, { n_clicks: 4 });
    assert.deepEqual(await page.sent(), [['4) 2: {"n_clicks":4}']]);
  });

  it("stands against the worker's values until the engine has seen it", () => {
    const page = new Page();
    page.early.close();
    page.early.paint(1, mounts(), () => undefined);
    page.edit(1, { value: "typed" });
    const value = (): unknown => page.mirror.get(1)?.props["value"];
    const set = (ack: number): void => {
      page.mirror.apply(update([{ op: "set", nid: 1, props: { value: "app" }, slots: [] }], ack));
    };
    page.early.confirm(1);
    set(7);
    assert.equal(value(), "typed");
    page.early.open();
    set(0);
    assert.equal(value(), "typed");
    set(1);
    assert.equal(value(), "app");
  });

  it("goes out at once while the engine waits for it", async () => {
    const page = new Page();
    page.early.close();
    page.early.paint(1, mounts(), () => undefined);
    page.edit(2, { n_clicks: 1 });
    await Promise.resolve();
    page.early.confirm(1);
    page.early.during(() => {
      page.edit(1, { value: "drawn" });
      page.edit(2, { n_clicks: 2 });
    });
    assert.deepEqual(await page.sent(), [['1) 1: {"value":"drawn"}']]);
    page.early.open();
    // The second click has not overtaken the first.
    assert.deepEqual(await page.sent(), [['2) 2: {"n_clicks":1}'], ['3) 2: {"n_clicks":2}']]);
  });

  it("belongs, of code that comes late, to the update that has mounted the component", async () => {
    const page = new Page();
    page.early.close();
    page.early.paint(1, mounts(), () => page.early.codeAwaited([3]));
    page.early.paint(2, [], () => undefined);
    page.edit(2, { n_clicks: 1 });
    page.edit(3, { derived: [] });
    page.early.codeArrived([3]);
    page.early.confirm(1);
    assert.deepEqual(await page.sent(), [["CodeAwaited", '1) 3: {"derived":[]}', "CodeArrived"]]);
  });

  it("goes out at once for code that comes after the worker", async () => {
    const page = new Page();
    page.early.close();
    page.early.paint(1, mounts(), () => page.early.codeAwaited([3]));
    page.early.confirm(1);
    assert.deepEqual(await page.sent(), [["CodeAwaited"]]);
    page.edit(3, { derived: [] });
    page.early.codeArrived([3]);
    assert.deepEqual(await page.sent(), [['1) 3: {"derived":[]}', "CodeArrived"]]);
  });

  it("follows a component to its new number, and is dropped with one that is gone", async () => {
    const page = new Page();
    page.early.close();
    page.early.paint(1, mounts(), () => {
      page.edit(1, { value: "mounted" });
      page.edit(3, { value: "mounted" });
    });
    page.edit(1, { value: "stays" });
    await Promise.resolve();
    page.edit(2, { n_clicks: 1 });
    page.edit(3, { value: "gone" });
    await Promise.resolve();
    const button = { namespace: "html", component: "Div", props: { id: "button" }, slots: [] };
    page.early.rehome(
      () => page.mirror.apply(update([{ op: "mount", nid: 9, ...button }])),
      (nid) => nid === 1,
      (nid) => (nid === 2 ? page.mirror.get(9) : undefined),
    );
    assert.equal(page.mirror.get(9)?.props["n_clicks"], 1);
    assert.deepEqual(await page.sent(), [['1) 1: {"value":"mounted"}']]);
    page.early.open();
    assert.deepEqual(await page.sent(), [['2) 1: {"value":"stays"}'], ['3) 9: {"n_clicks":1}']]);
  });

  it("is forgotten with the app it was said to", async () => {
    const page = new Page();
    page.early.close();
    page.edit(1, { value: "old" });
    page.early.forget();
    page.edit(1, { value: "new" });
    assert.deepEqual(await page.sent(), [['1) 1: {"value":"new"}']]);
  });

  it("is refused when JSON cannot hold it", () => {
    const page = new Page();
    page.early.close();
    const loop: Props = {};
    loop["self"] = loop;
    assert.throws(() => page.edit(1, { loop }), TypeError);
  });
});
