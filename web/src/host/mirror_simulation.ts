/**
 * A mirror and a toy engine that talk to each other through two slow queues.
 *
 * The engine does what the real one does as far as the mirror can tell: takes edits in order, sets
 * props by itself, mounts and drops nodes, and writes `ack` on every update.  A seed fixes what
 * happens when, so a failure can be run again.
 */

import type { LayoutOp, LayoutUpdate } from "../protocol.gen";
import { Mirror } from "./mirror";
import type { Props } from "./values";

type Layout = Record<number, Props>;

const STEPS = 60;
const PROPS = ["value", "title"];

/** What both sides have when nothing is under way any more. */
export function simulate(seed: number): { page: Layout; engine: Layout } {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const engine = new ToyEngine();
  const page = new ToyPage();
  engine.mount();
  engine.mount();
  for (let step = 0; step < STEPS; step++) {
    const prop = PROPS[below(PROPS.length)] as string;
    switch (below(8)) {
      case 0:
      case 1:
        page.edit(below(engine.lastNid) + 1, prop, below(4));
        break;
      case 2:
      case 3:
        engine.takeEdit(page);
        break;
      case 4:
        engine.set(below(engine.lastNid) + 1, prop, below(4));
        break;
      case 5:
        if (random() < 0.5) engine.mount();
        else engine.drop(below(engine.lastNid) + 1);
        break;
      default:
        page.takeUpdate(engine);
    }
  }
  while (page.edits.length > 0) engine.takeEdit(page);
  while (engine.updates.length > 0) page.takeUpdate(engine);
  return { page: page.layout(engine.lastNid), engine: engine.layout };
}

class ToyEngine {
  readonly layout: Layout = {};
  readonly updates: LayoutUpdate[] = [];
  lastNid = 0;
  #ack = 0;

  mount(): void {
    const nid = ++this.lastNid;
    this.layout[nid] = { value: 0 };
    const props = { value: 0 };
    this.#send({ op: "mount", nid, namespace: "html", component: "Div", props, slots: [] });
  }

  drop(nid: number): void {
    if (!(nid in this.layout)) return;
    delete this.layout[nid];
    this.#send({ op: "drop", nid });
  }

  set(nid: number, prop: string, value: number): void {
    const props = this.layout[nid];
    if (!props) return;
    props[prop] = value;
    this.#send({ op: "set", nid, props: { [prop]: value }, slots: [] });
  }

  takeEdit(page: ToyPage): void {
    const edit = page.edits.shift();
    if (!edit) return;
    this.#ack = edit.seq;
    const props = this.layout[edit.nid];
    if (props) Object.assign(props, edit.props);
  }

  #send(op: LayoutOp): void {
    const update = this.updates.length;
    this.updates.push({ type: "LayoutUpdate", update, ack: this.#ack, ops: [op], confirm: false });
  }
}

class ToyPage {
  readonly edits: { seq: number; nid: number; props: Props }[] = [];
  readonly #mirror = new Mirror();
  #seq = 0;

  edit(nid: number, prop: string, value: number): void {
    const node = this.#mirror.get(nid);
    if (!node) return;
    const props = this.#mirror.differing(node, { [prop]: value });
    if (Object.keys(props).length === 0) return;
    this.#seq += 1;
    this.#mirror.edit(node, props, this.#seq);
    this.edits.push({ seq: this.#seq, nid, props });
  }

  takeUpdate(engine: ToyEngine): void {
    const update = engine.updates.shift();
    if (update) this.#mirror.apply(update);
  }

  layout(lastNid: number): Layout {
    const layout: Layout = {};
    for (let nid = 1; nid <= lastNid; nid++) {
      const node = this.#mirror.get(nid);
      if (node) layout[nid] = node.props;
    }
    return layout;
  }
}

/** mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
