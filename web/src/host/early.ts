/**
 * What the page has to say before the engine can hear it.
 *
 * A page that was painted by the build has components that answer, and a user who does not wait.
 * Each of their messages is kept until the engine has come to where it belongs:
 *
 * - What components say while an update is drawn, or when their code comes, belongs to that update:
 *   it goes out when the worker has sent the same update, before `Rendered` (D12).
 * - What the user does belongs to an app at rest: it goes out after the first `Idle`, each task of
 *   the page as a turn of its own, so that three early clicks are three clicks.
 *
 * Kept edits have no number yet; numbers tell the order in which the engine sees them.  After the
 * first `Idle`, and in a page that was not painted, this only passes on.
 */

import type { LayoutOp, PageMessage } from "../protocol.gen";
import type { Activity } from "./activity";
import { HELD, type Mirror, type MirrorNode, type Nid } from "./mirror";
import { Transport } from "./transport";
import { needsEngine, type Props } from "./values";

/** What the engine acknowledges. */
export type Edit = Extract<PageMessage, { seq: number }>;

interface Kept {
  /** The text is made at once: what a component does to its objects later must not travel. */
  text: string;
  /** The painted update that it belongs to, counted from 1. */
  step: number;
}

/** The step of what the user does. */
const AT_REST = Infinity;

export class EarlyMessages {
  readonly #transport: Transport;
  readonly #activity: Activity;
  readonly #mirror: Mirror;
  #open = true;
  #kept: Kept[] = [];
  /** The user's, by tasks. */
  #turns: string[] = [];
  readonly #user = new Transport((text) => this.#turns.push(text), JSON.stringify);
  /** Nodes that the user has edited: what they say later must not overtake that. */
  readonly #edited = new Set<Nid>();
  /** The update that is being drawn by the first paint; 0 when none is. */
  #painting = 0;
  #confirmed = 0;
  /** How much goes on that the engine waits for. */
  #awaited = 0;
  readonly #mountedBy = new Map<Nid, number>();
  /** Nodes whose code is on its way. */
  readonly #late = new Set<Nid>();
  /** Hears of everything that goes out before the first rest. */
  heard: (message: PageMessage) => void = () => undefined;

  constructor(transport: Transport, activity: Activity, mirror: Mirror) {
    this.#transport = transport;
    this.#activity = activity;
    this.#mirror = mirror;
  }

  /** The engine hears of nothing from now on. */
  close(): void {
    this.#open = false;
  }

  /** Draws update number `step` of the first paint; answers with what was said meanwhile. */
  paint(step: number, ops: readonly LayoutOp[], draw: () => void): PageMessage[] {
    // A page that hears the engine would have had its answers acknowledged by this update.
    this.#mirror.settleHeld();
    for (const op of ops) if (op.op === "mount") this.#mountedBy.set(op.nid, step);
    this.#painting = step;
    const before = this.#kept.length;
    try {
      draw();
    } finally {
      this.#painting = 0;
    }
    return this.#kept.slice(before).map(({ text }) => JSON.parse(text) as PageMessage);
  }

  /** What is said while `work` runs, the engine waits for. */
  during<T>(work: () => T): T {
    this.awaitedStarted();
    try {
      return work();
    } finally {
      this.awaitedEnded();
    }
  }

  awaitedStarted(): void {
    this.#awaited += 1;
  }

  awaitedEnded(): void {
    this.#awaited -= 1;
  }

  codeAwaited(nids: readonly Nid[]): void {
    for (const nid of nids) this.#late.add(nid);
    this.send({ type: "CodeAwaited", nids: [...nids] });
  }

  codeArrived(nids: readonly Nid[]): void {
    this.send({ type: "CodeArrived", nids: [...nids] });
    for (const nid of nids) this.#late.delete(nid);
  }

  /** Sends an edit, and answers with the number that it has got; `HELD` when it is kept. */
  edit(edit: Edit): number {
    const step = this.#stepFor(edit);
    edit.seq = step === null ? this.#activity.nextSeq : HELD;
    this.#send(edit, step);
    if (step === null) this.#activity.edited(edit.seq);
    return edit.seq;
  }

  send(message: Exclude<PageMessage, Edit>): void {
    this.#send(message, this.#stepFor(message));
  }

  #send(message: PageMessage, step: number | null): void {
    if (step === null) {
      this.#transport.send(message);
      if (!this.#open) this.heard(message);
    } else if (step === AT_REST) {
      this.#user.send(message);
      const nid = this.#nodeOf(message);
      if (nid !== undefined) this.#edited.add(nid);
    } else {
      this.#kept.push({ text: JSON.stringify(message), step });
    }
  }

  /** The worker has sent what was painted as number `step`: what belongs to it can go out. */
  confirm(step: number): void {
    this.#confirmed = step;
    const due = this.#kept.filter((kept) => kept.step <= step);
    this.#kept = this.#kept.filter((kept) => kept.step > step);
    for (const { text } of due) this.#release(JSON.parse(text) as PageMessage);
  }

  /**
   * `exchange` puts other components on the page.  `stays`: whether a node is the same as before;
   * `moved`: the node that has taken the place of one that is not.  What nobody stands for any
   * more is dropped; of the rest, what was said while drawing goes out now.
   */
  rehome(
    exchange: () => void,
    stays: (nid: Nid) => boolean,
    moved: (nid: Nid) => MirrorNode | undefined,
  ): void {
    const kept = this.#kept;
    this.#kept = [];
    this.#confirmed = AT_REST;
    exchange();
    for (const { text } of kept) {
      const message = JSON.parse(text) as PageMessage;
      if ("nids" in message) message.nids = message.nids.filter(stays);
      const nid = this.#nodeOf(message);
      if (nid !== undefined && stays(nid)) this.#release(message);
    }
    this.#user.flush();
    this.#edited.clear();
    this.#turns = this.#turns.flatMap((text) => {
      const messages = (JSON.parse(text) as PageMessage[]).filter((message) =>
        this.#hasHome(message, stays, moved),
      );
      return messages.length > 0 ? [JSON.stringify(messages)] : [];
    });
  }

  #hasHome(
    message: PageMessage,
    stays: (nid: Nid) => boolean,
    moved: (nid: Nid) => MirrorNode | undefined,
  ): boolean {
    // By its id it is at home wherever the component is.
    if (message.type === "PropsRequested") return true;
    const nid = this.#nodeOf(message);
    if (nid === undefined) return true;
    if (!stays(nid)) {
      const node = moved(nid);
      if (!node || !("nid" in message)) return false;
      message.nid = node.nid;
      const props = message.props as Props;
      if (!needsEngine(props)) this.#mirror.edit(node, props, HELD);
    }
    this.#edited.add(this.#nodeOf(message) as Nid);
    return true;
  }

  /** The app is at rest: from now on the engine hears everything, and first what was kept. */
  open(): void {
    if (this.#open) return;
    this.confirm(AT_REST);
    this.#user.flush();
    this.#open = true;
    for (const text of this.#turns) {
      for (const message of JSON.parse(text) as PageMessage[]) this.#release(message);
      this.#transport.flush();
    }
    this.#turns = [];
    this.#edited.clear();
    this.#mirror.settleHeld();
  }

  /** Another engine has taken over what is shown: only the user's doings are news to it. */
  restarted(): void {
    this.#kept = [];
    this.#confirmed = AT_REST;
    this.#awaited = 0;
  }

  /** What was kept was about components that are no more. */
  forget(): void {
    this.restarted();
    this.#user.flush();
    this.#turns = [];
    this.#edited.clear();
    this.#open = true;
  }

  #release(message: PageMessage): void {
    if (!("seq" in message)) {
      if (!("nids" in message) || message.nids.length > 0) this.#transport.send(message);
    } else {
      const seq = (message.seq = this.#activity.nextSeq);
      this.#transport.send(message);
      this.#activity.edited(seq);
      const nid = this.#nodeOf(message);
      if (nid !== undefined && "props" in message) {
        this.#mirror.renumber(nid, Object.keys(message.props), seq);
      }
    }
    this.heard(message);
  }

  /** The step that a message has to wait for; null where it can go out at once. */
  #stepFor(message: PageMessage): number | null {
    switch (message.type) {
      case "Rendered":
      case "ClientsideWaits":
      case "ClientsideReturned":
      case "ClientsidePrevented":
      case "ClientsideRaised":
      case "LayoutRequested":
        return null;
      case "PropsRestored":
        // Never the user's doing: the library has come that knows what is persisted.
        return this.#open ? null : this.#stepWhenDrawn(message.nid);
      default:
        return this.#stepOf(this.#nodeOf(message));
    }
  }

  #stepOf(nid: Nid | undefined): number | null {
    if (this.#open) return null;
    if (this.#painting > 0) return this.#painting;
    if (nid === undefined) return this.#awaited > 0 ? null : AT_REST;
    if (this.#edited.has(nid)) return AT_REST;
    if (this.#late.has(nid)) return this.#stepWhenDrawn(nid);
    return this.#awaited > 0 ? null : AT_REST;
  }

  #stepWhenDrawn(nid: Nid): number | null {
    const step = this.#painting || (this.#mountedBy.get(nid) ?? 0);
    return step > this.#confirmed ? step : null;
  }

  #nodeOf(message: PageMessage): Nid | undefined {
    if ("nid" in message) return message.nid;
    if ("nids" in message) return message.nids[0];
    if (message.type === "ExternalMounted") return message.parent;
    if (message.type === "PropsRequested") return this.#mirror.find(message.id)?.nid;
    return undefined;
  }
}
