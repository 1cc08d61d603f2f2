/** A session as a file, and going through it turn by turn.  `pyrt/testing/replay.py` says what is
 * in the file, and replays it against the engine. */

import { Mirror } from "../host/mirror";
import type { RecordedTurn } from "../host/devtools/recording";
import type {
  CallbackInfo,
  LayoutOp,
  Mount,
  Restored,
  Set as SetOp,
  Turn,
  WorkerMessage,
} from "../protocol.gen";

export const FORMAT = "pyrt-session";
export const VERSION = 1;

export interface SessionTurn {
  turn: Turn;
  messages: WorkerMessage[];
  received: number;
  shown: number;
}

export interface SessionFile {
  format: string;
  version: number;
  entry: string;
  attribute: string | null;
  title: string;
  recorded: string;
  callbacks: readonly CallbackInfo[];
  complete: boolean;
  turns: SessionTurn[];
}

export function asSessionTurn({ turn, text, received, shown }: RecordedTurn): SessionTurn {
  return { turn, messages: JSON.parse(text) as WorkerMessage[], received, shown };
}

/** Raises an `Error` that says what the file is not. */
export function parseSession(text: string): SessionFile {
  let file: Partial<SessionFile> | null;
  try {
    file = JSON.parse(text) as Partial<SessionFile> | null;
  } catch (error) {
    throw new Error(`The file is no JSON: ${(error as Error).message}`);
  }
  if (file?.format !== FORMAT) {
    throw new Error(`The file is no recorded session: it has no "format": "${FORMAT}".`);
  }
  if (file.version !== VERSION) {
    throw new Error(
      `The file has version ${String(file.version)}, this page reads version ${VERSION}: ` +
        "record the session again.",
    );
  }
  if (!Array.isArray(file.turns) || file.turns.length === 0) {
    throw new Error("The file holds no turns: nothing was recorded.");
  }
  return file as SessionFile;
}

/** What the page showed after each turn. */
export class Player {
  readonly #turns: readonly SessionTurn[];
  #mirror = new Mirror();
  #step = -1;

  constructor(turns: readonly SessionTurn[]) {
    this.#turns = turns;
    this.go(0);
  }

  get step(): number {
    return this.#step;
  }

  get last(): number {
    return this.#turns.length - 1;
  }

  /** To the state after turn `step`, counted from 0. */
  go(step: number): void {
    const target = Math.min(Math.max(step, 0), this.last);
    if (target < this.#step) {
      this.#mirror = new Mirror();
      this.#step = -1;
    }
    while (this.#step < target) this.#take(this.#turns[++this.#step] as SessionTurn);
  }

  /** The whole layout as it is after the turn; a copy, because components work on what they get. */
  layout(): (Mount | SetOp)[] {
    return structuredClone(this.#mirror.snapshot());
  }

  /** Id of a component. */
  id(nid: number): unknown {
    return this.#mirror.get(nid)?.props["id"];
  }

  #take({ turn, messages }: SessionTurn): void {
    for (const event of turn.events) {
      switch (event["type"]) {
        case "Restore":
          this.#restore(event["state"] as Restored);
          break;
        case "PropsChanged":
        case "PropsRefreshed":
        case "PropsRestored":
          // The page had shown these before it told the engine, which does not repeat them.
          this.#set(event["nid"] as number, event["props"] as SetOp["props"]);
          break;
        case "ExternalMounted":
          this.#apply(event["mounts"] as LayoutOp[]);
      }
    }
    for (const message of messages) {
      if (message.type === "LayoutUpdate") this.#apply(message.ops);
    }
  }

  /** What components drew from plain data stands beside the layout (`externals`); without it
   * edits of these nodes would be lost. */
  #restore({ ops, externals }: Restored): void {
    this.#apply(ops);
    for (const { mounts } of externals) this.#apply(mounts);
  }

  #set(nid: number, props: SetOp["props"]): void {
    if (this.#mirror.get(nid)) this.#apply([{ op: "set", nid, props, slots: [] }]);
  }

  #apply(ops: LayoutOp[]): void {
    const update = { type: "LayoutUpdate", update: 0, ack: 0, ops, confirm: false } as const;
    this.#mirror.apply(update);
  }
}

export function nameOf(id: unknown): string {
  return typeof id === "string" ? id : JSON.stringify(id);
}
