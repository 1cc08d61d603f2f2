/**
 * Calls out when a stage is silent for too long.
 */

import { STAGES, type RunningStage } from "./stages";

export interface Clock {
  after(seconds: number, action: () => void): number;
  cancel(timer: number): void;
}

export interface Alarms {
  hint(text: string): void;
  silent(stage: RunningStage): void;
}

export class Watchdog {
  readonly #clock: Clock;
  readonly #alarms: Alarms;
  #timers: number[] = [];

  constructor(clock: Clock, alarms: Alarms) {
    this.#clock = clock;
    this.#alarms = alarms;
  }

  /** A sign of life: the stage has begun, or gone on. */
  alive(stage: RunningStage): void {
    this.stop();
    const { hintAfter, hint, failAfter } = STAGES[stage];
    this.#timers.push(this.#clock.after(hintAfter, () => this.#alarms.hint(hint)));
    if (failAfter !== null) {
      this.#timers.push(this.#clock.after(failAfter, () => this.#alarms.silent(stage)));
    }
  }

  stop(): void {
    for (const timer of this.#timers) this.#clock.cancel(timer);
    this.#timers = [];
  }
}

export const BROWSER_CLOCK: Clock = {
  after: (seconds, action) => window.setTimeout(action, seconds * 1000),
  cancel: (timer) => window.clearTimeout(timer),
};
