/**
 * The first paint: the app as the build has seen it, before Python is there (architecture D13).
 *
 * The page holds the first updates that the engine has sent on the build's machine.  They are
 * drawn one after another, as if a worker had sent them.  When the worker's own updates come, each
 * is compared with the painted one:
 *
 *     the same          nothing is drawn; what was said while drawing it goes out
 *     other values      those are set; what other updates have painted stays
 *     other components  the page is brought to where the engine is, and the paint is over
 *
 * So a wrong paint costs a redraw, and never a wrong app.  What cannot be known by the build (an
 * address with a query, values that the browser has kept) ends the painting, because callbacks
 * are going to say something else.
 */

import { whereTheAppIs } from "../address/where";
import { PAINT_ID } from "../boot/config";
import { decode } from "../boot/decode";
import type {
  AppConfig,
  LayoutOp,
  LayoutUpdate,
  PageMessage,
  PropRef,
  Set as SetOp,
  SiteConfig,
} from "../protocol.gen";
import type { EarlyMessages } from "./early";
import type { Edits } from "./edits";
import { keepFocus } from "./focus";
import { Mirror, type MirrorNode, type Nid } from "./mirror";
import type { Page } from "./page";
import { difference } from "./paint_difference";
import { resync } from "./resync";

/** What stands for the folder of the site (`pyrt/build/first_paint.py`). */
const PAINT_ROOT = "/pyrt-paint-root/";

export interface Painting {
  config: AppConfig;
  updates: LayoutUpdate[];
}

export interface PaintParts {
  site: SiteConfig;
  page: Page;
  edits: Edits;
  early: EarlyMessages;
  /** Draws an update that the mirror has taken over. */
  draw(update: LayoutUpdate): void;
  /** Tells people why the page has to change. */
  note(text: string): void;
}

/** What the build has put into this page, if anything. */
export function readPainting(site: SiteConfig): Painting | null {
  const text = document.getElementById(PAINT_ID)?.textContent;
  if (!text) return null;
  const [config, ...updates] = decode(text.split(PAINT_ROOT).join(site.root));
  if (config?.type !== "AppConfig") return null;
  return { config, updates: updates.filter((message) => message.type === "LayoutUpdate") };
}

export class FirstPaint {
  readonly #parts: PaintParts;
  #updates: readonly LayoutUpdate[] = [];
  #confirmed = 0;
  #following = false;
  #noted = false;
  /** What the engine has said and heard, to know its layout should it be another. */
  #history: (LayoutUpdate | PageMessage)[] = [];
  /** What is loading for the worker's callbacks; the painted page shows their results already. */
  #loading: PropRef[] = [];

  constructor(parts: PaintParts) {
    this.#parts = parts;
  }

  /** Whether the page is painted, and the worker has not yet said as much as was painted. */
  get isAhead(): boolean {
    return this.#following;
  }

  paint(updates: readonly LayoutUpdate[]): void {
    const { early, edits, draw } = this.#parts;
    early.close();
    early.heard = (message) => this.#history.push(message);
    this.#following = true;
    for (const [index, update] of updates.entries()) {
      const said = early.paint(index + 1, update.ops, () => {
        edits.follow(update);
        draw(update);
      });
      this.#updates = updates.slice(0, index + 1);
      if (this.#isOnlyKnownHere(update, said)) break;
    }
  }

  /** The worker's next update.  Answers with what of it had to be drawn. */
  confirm(update: LayoutUpdate): LayoutUpdate {
    const { early, page } = this.#parts;
    const painted = this.#updates[this.#confirmed] as LayoutUpdate;
    const found = difference(painted, update, this.#setLater(this.#confirmed + 1));
    if (found !== null && found.sets.some(({ nid }) => this.#isPersistent(nid))) {
      return this.#exchange(update, "a component whose values the browser keeps differs");
    }
    if (found === null) return this.#exchange(update, "it has other components");
    this.#history.push(update);
    this.#confirmed += 1;
    early.confirm(this.#confirmed);
    page.mirror.acknowledge(update.ack);
    const ops = found.sets.filter(({ nid }) => page.mirror.get(nid));
    if (ops.length > 0) {
      this.#note(`other values: ${found.sets.map((op) => this.#inWords(op)).join(", ")}`);
      page.apply({ ...update, ops });
      page.store.flush();
    }
    if (this.#confirmed === this.#updates.length) this.#end();
    return { ...update, ops };
  }

  /** The engine is at rest.  It has nothing more to say about what was painted. */
  rest(update: Pick<LayoutUpdate, "ack">): void {
    if (!this.#following) return;
    const nothing = { type: "LayoutUpdate", update: 0, ops: [], confirm: false } as const;
    this.#exchange({ ...nothing, ...update, ops: [] }, "not all of what was painted was set");
  }

  /** The part of a change of loading states that shows. */
  loading(started: PropRef[], ended: PropRef[]): [started: PropRef[], ended: PropRef[]] {
    if (this.#following) {
      this.#loading.push(...started);
      started = [];
    }
    const unseen = ended.map((end) => this.#loading.findIndex((start) => isSame(start, end)));
    const seen = ended.filter((_, index) => unseen[index] === -1);
    this.#loading = this.#loading.filter((_, index) => !unseen.includes(index));
    return [started, seen];
  }

  #exchange(update: LayoutUpdate, why: string): LayoutUpdate {
    const { early, edits, page } = this.#parts;
    this.#note(why);
    this.#history.push(update);
    const { ops, stays, gone, exchanged } = resync(page.mirror, this.#engineLayout());
    const exchange: LayoutUpdate = { ...update, ops };
    const focus = keepFocus();
    this.#end();
    early.rehome(
      () => edits.follow(exchange),
      (nid) => stays.has(nid) || nid < 0,
      (nid) => movedTo(gone.get(nid), page.mirror),
    );
    page.exchange(exchanged);
    page.store.flush();
    focus();
    return exchange;
  }

  /** The layout as the engine has it now. */
  #engineLayout(): Mirror {
    const mirror = new Mirror();
    for (const message of this.#history) {
      if (message.type === "LayoutUpdate") {
        const ops = message.ops.filter(({ nid }) => nid >= 0);
        mirror.apply({ ...message, ops });
      } else if ("nid" in message) {
        const node = mirror.get(message.nid);
        if (node && "props" in message) mirror.show(node, message.props);
      }
    }
    return mirror;
  }

  /** There is another engine, or the paint has failed: nothing is compared any more. */
  forget(): void {
    this.#end();
    this.#loading = [];
  }

  #end(): void {
    this.#following = false;
    this.#updates = [];
    this.#history = [];
    this.#parts.early.heard = () => undefined;
  }

  /** `nid prop` of everything that later updates have painted over. */
  #setLater(from: number): ReadonlySet<string> {
    const later = this.#updates.slice(from).flatMap(({ ops }) => ops);
    const keys = (op: LayoutOp): string[] =>
      op.op === "set" ? Object.keys(op.props).map((prop) => `${op.nid} ${prop}`) : [];
    return new Set(later.flatMap(keys));
  }

  #isPersistent(nid: Nid): boolean {
    return Boolean(this.#parts.page.mirror.get(nid)?.props["persistence"]);
  }

  /** Whether this browser, at this address, has said what the build could not know. */
  #isOnlyKnownHere(update: LayoutUpdate, said: readonly PageMessage[]): boolean {
    const { page } = this.#parts;
    const kept = said.some(
      (message) =>
        message.type === "PropsRestored" ||
        (message.type === "PropsChanged" &&
          page.mirror.get(message.nid)?.component === "Store" &&
          "data" in message.props),
    );
    const asksWhere = update.ops.some(
      (op) => op.op === "mount" && op.component === "Location" && !this.#isAtItsAddress(),
    );
    return kept || asksWhere;
  }

  #isAtItsAddress(): boolean {
    const { root, page } = this.#parts.site;
    const { pathname, search, hash } = whereTheAppIs();
    return pathname === root + encodeURI(page ?? "") && search === "" && hash === "";
  }

  #note(why: string): void {
    if (this.#noted) return;
    this.#noted = true;
    this.#parts.note(
      `The app is not what the build had painted into this page (${why}); the page shows the app. ` +
        "Time, chance, and what only this browser knows make such differences.",
    );
  }

  #inWords({ nid, props }: SetOp): string {
    const node = this.#parts.page.mirror.get(nid);
    const id = node?.props["id"];
    const name = node ? `${node.component}${id ? ` ${JSON.stringify(id)}` : ""}` : "a component";
    return `${Object.keys(props).join(", ")} of ${name}`;
  }
}

/** The node that is to the user what `old` was. */
function movedTo(old: MirrorNode | undefined, mirror: Mirror): MirrorNode | undefined {
  const id = old?.props["id"];
  if (!old || id === undefined || id === null) return undefined;
  const node = mirror.find(id as string);
  const sameKind = node?.namespace === old.namespace && node.component === old.component;
  return sameKind ? node : undefined;
}

function isSame(a: PropRef, b: PropRef): boolean {
  return a.nid === b.nid && a.property === b.property;
}
