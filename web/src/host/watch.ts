/**
 * Notices that Python holds the worker and does not come back.
 *
 * While the app has work to do the worker is asked for a sign of life now and then.  It is answered
 * without Python, so a callback that waits (a sleep, a request) does not look like one that never
 * ends: only a computation keeps the answer away.
 */

export interface WatchClock {
  after(ms: number, action: () => void): unknown;
}

export interface Watched {
  /** Whether nothing is to be done. */
  atRest(): boolean;
  ping(): void;
  /** Nothing has been heard for some seconds; or something has again. */
  blocked(blocked: boolean): void;
}

const INTERVAL_MS = 4000;

export class Watch {
  readonly #clock: WatchClock;
  readonly #watched: Watched;
  #running = false;
  #asked = false;
  #paused = false;
  #blocked = false;

  constructor(clock: WatchClock, watched: Watched) {
    this.#clock = clock;
    this.#watched = watched;
  }

  /** There is work.  Costs nothing while the watch runs already. */
  begin(): void {
    if (this.#running) return;
    this.#running = true;
    this.#asked = false;
    this.#clock.after(INTERVAL_MS, () => this.#look());
  }

  /** The worker has said something. */
  heard(): void {
    this.#asked = false;
    if (this.#blocked) this.#tell(false);
  }

  /** The worker is being started again, and may be silent. */
  pause(): void {
    this.#paused = true;
    if (this.#blocked) this.#tell(false);
  }

  resume(): void {
    this.#paused = false;
  }

  #look(): void {
    this.#running = false;
    if (this.#watched.atRest()) return;
    this.#running = true;
    if (this.#paused) this.#asked = false;
    else if (this.#asked) this.#tell(true);
    else {
      this.#asked = true;
      this.#watched.ping();
    }
    this.#clock.after(INTERVAL_MS, () => this.#look());
  }

  #tell(blocked: boolean): void {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.#watched.blocked(blocked);
  }
}
