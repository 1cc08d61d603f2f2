/**
 * Who is shown where, and who has to be drawn again.
 *
 * Each view subscribes to its own node, so a change costs what changed and not what is there.
 * All views that are out of date are drawn in one batch, in React's synchronous lane.  The lane
 * matters: dcc.Input compares its own state with `props.value` inside effects.  If an update
 * waited in the default lane while the user types, the two would answer each other for ever.
 */

import type { Nid } from "./mirror";

/** What `dashRenderType` tells components that ask for it: who set the props last. */
export type RenderType = "parent" | "internal" | "callback" | "clientsideApi";

export interface View {
  /** Draw again with the node's current props. */
  refresh(): void;
}

/** Runs `work` so that React draws what it touches before it returns: `ReactDOM.flushSync`. */
export type DrawSynchronously = (work: () => void) => void;

/** Components that answer each other for ever must not keep the page from its other work. */
const MAX_ROUNDS = 50;

export class Store {
  readonly #draw: DrawSynchronously;
  readonly #views = new Map<Nid, Set<View>>();
  readonly #renderTypes = new Map<Nid, RenderType>();
  #stale = new Set<View>();
  #scheduled = false;

  constructor(draw: DrawSynchronously) {
    this.#draw = draw;
  }

  subscribe(nid: Nid, view: View): void {
    const views = this.#views.get(nid);
    if (views) views.add(view);
    else this.#views.set(nid, new Set([view]));
  }

  unsubscribe(nid: Nid, view: View): void {
    const views = this.#views.get(nid);
    this.#stale.delete(view);
    if (views?.delete(view) && views.size === 0) {
      this.#views.delete(nid);
      this.#renderTypes.delete(nid);
    }
  }

  renderType(nid: Nid): RenderType {
    return this.#renderTypes.get(nid) ?? "parent";
  }

  /** The node must be drawn again, at the latest when the running task is over. */
  touch(nid: Nid, renderType?: RenderType): void {
    const views = this.#views.get(nid);
    if (!views) return;
    if (renderType) this.#renderTypes.set(nid, renderType);
    for (const view of views) this.#stale.add(view);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.flush());
  }

  /** Draws everything that is out of date, and what effects put out of date meanwhile. */
  flush(): void {
    // What is touched meanwhile is drawn in the next round, not in a microtask of its own.
    this.#scheduled = true;
    try {
      for (let round = 0; this.#stale.size > 0 && round < MAX_ROUNDS; round++) this.#drawStale();
    } finally {
      this.#scheduled = this.#stale.size > 0;
      if (this.#scheduled) setTimeout(() => this.flush());
    }
  }

  #drawStale(): void {
    const stale = this.#stale;
    this.#stale = new Set();
    this.#draw(() => {
      for (const view of stale) view.refresh();
    });
  }
}
