/**
 * The session as it happened: every turn of the engine with the messages it sent.
 *
 * Only an engine that is watched by dev tools ends its turns with a `Turn`; without them this list
 * stays empty.  Messages are kept as text, because the page goes on working with the objects.
 */

import type { Turn, WorkerMessage } from "../../protocol.gen";

export interface RecordedTurn {
  readonly turn: Turn;
  /** JSON text of the messages. */
  readonly text: string;
  /** When the page had them, and when React had drawn what they changed; ms since 1970. */
  readonly received: number;
  shown: number;
}

/** An app that ticks for hours must not fill the memory. */
export const MAX_TURNS = 5_000;

export class Recording {
  #turns: RecordedTurn[] = [];
  #latest: RecordedTurn | null = null;
  #complete = true;
  readonly #listeners = new Set<() => void>();

  get turns(): readonly RecordedTurn[] {
    return this.#turns;
  }

  /** The last turn, which may be one too many to be kept. */
  get latest(): RecordedTurn | null {
    return this.#latest;
  }

  get complete(): boolean {
    return this.#complete;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes an array of messages down, before they are acted on.  The answer is called after that;
   * null for an array that no dev tools have to do with. */
  begin(messages: readonly WorkerMessage[]): (() => void) | null {
    const turn = messages[messages.length - 1];
    if (turn?.type !== "Turn") return null;
    const received = now();
    const text = JSON.stringify(messages.slice(0, -1));
    // What writing it down has cost is no part of drawing.
    const drawing = now();
    return () => this.#add({ turn, text, received, shown: received + now() - drawing });
  }

  #add(recorded: RecordedTurn): void {
    if (recorded.turn.number === 1) [this.#turns, this.#complete] = [[], true];
    this.#latest = recorded;
    if (this.#turns.length < MAX_TURNS) this.#turns.push(recorded);
    else this.#complete = false;
    for (const listener of this.#listeners) listener();
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
