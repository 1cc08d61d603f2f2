/** The address of an app in the player's frame: the page around keeps it, in its own. */

import type { Keeper } from "../../address/app_address";
import type { FromFrame } from "../messages";

export class PageKeeper implements Keeper {
  readonly #tell: (message: FromFrame) => void;
  readonly #stored: () => string;

  /** `stored`: what the next document of the app is to find in its storage. */
  constructor(tell: (message: FromFrame) => void, stored: () => string) {
    this.#tell = tell;
    this.#stored = stored;
  }

  /** Nothing remembers the state: who comes back finds null. */
  keep(path: string, _state: unknown, replace: boolean): void {
    this.#tell({ type: "at", path, replace });
  }

  load(path: string, replace: boolean): void {
    this.#tell({ type: "load", path, replace, stored: this.#stored() });
  }

  /** A frame of strangers may not open tabs. */
  open(path: string): void {
    this.load(path, false);
  }

  travel(by: number): void {
    this.#tell({ type: "travel", by });
  }
}
