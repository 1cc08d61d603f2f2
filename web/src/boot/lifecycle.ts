/**
 * The start of the app as a small machine:
 *
 *     loading ──► painted ──► shown ──► ready          any of them ──► failed
 *
 * `painted`: what the build has recorded stands on the page, if it has; Python starts meanwhile.
 * `shown`: the layout stands on the page, initial callbacks still run.  `failed` is terminal:
 * whatever comes after it, a half-started app must not look like a running one.
 */

import type { BootProgress, ErrorReport } from "../protocol.gen";
import { Screen } from "./screen";
import { silenceMessage, STAGES } from "./stages";
import { BROWSER_CLOCK, Watchdog } from "./watchdog";

type State = "loading" | "painted" | "shown" | "ready" | "failed";

export class Lifecycle {
  /** Resolved when a layout stands on the page, rejected when the app failed before. */
  readonly painted: Promise<void>;
  /** Resolved when the app is ready, rejected when it failed before. */
  readonly ready: Promise<void>;
  /** Rejected when the app failed, early or late; never resolved. */
  readonly failure: Promise<never>;
  readonly errors: ErrorReport[] = [];
  /** Called once, at the first failure. */
  onFailure: () => void = () => undefined;

  readonly #screen = new Screen();
  readonly #watchdog = new Watchdog(BROWSER_CLOCK, {
    hint: (text) => this.#screen.hint(text),
    silent: (stage) => this.fail(`${STAGES[stage].label}: no sign of life`, silenceMessage(stage)),
  });
  #state: State = "loading";
  #becomePainted!: () => void;
  #becomeReady!: () => void;
  #becomeFailed!: (error: Error) => void;

  constructor() {
    this.failure = new Promise((_resolve, reject) => (this.#becomeFailed = reject));
    const ready = new Promise<void>((resolve) => (this.#becomeReady = resolve));
    this.ready = Promise.race([ready, this.failure]);
    // A page that does not ask for them is not told twice: the console has the failure already.
    const painted = new Promise<void>((resolve) => (this.#becomePainted = resolve));
    this.painted = Promise.race([painted, this.failure]);
    this.painted.catch(() => undefined);
    this.ready.catch(() => undefined);
    this.failure.catch(() => undefined);
    document.documentElement.dataset["pyrt"] = "loading";
    document.addEventListener("DOMContentLoaded", () => this.parsed());
    this.progress({ type: "BootProgress", stage: "runtime", detail: "", fraction: null });
  }

  /** More of the page has been parsed: there may be a place for the screen now. */
  parsed(): void {
    this.#screen.appear();
  }

  progress({ stage, detail, fraction }: BootProgress): void {
    if (stage === "ready") this.finish();
    // As a rule the error itself has come before it, and says more.
    else if (stage === "failed") {
      if (this.#state !== "failed") this.fail("The app could not be started", detail);
    } else if (this.#state === "loading" || this.#state === "painted") {
      this.#watchdog.alive(stage);
      this.#screen.progress(detail || STAGES[stage].label, fraction);
    }
  }

  /** What the build has recorded has taken the place of the screen. */
  paint(): void {
    if (this.#state !== "loading") return;
    this.#state = "painted";
    document.documentElement.dataset["pyrtPainted"] = "";
    this.#screen.shrink();
    this.#becomePainted();
  }

  /** The layout has taken the place of the screen. */
  shown(): void {
    if (this.#state !== "loading" && this.#state !== "painted") return;
    this.#state = "shown";
    this.#becomePainted();
    this.#watchdog.stop();
    this.#screen.leave();
  }

  finish(): void {
    if (this.#state === "ready" || this.#state === "failed") return;
    this.shown();
    this.#state = "ready";
    document.documentElement.dataset["pyrt"] = "ready";
    this.#becomeReady();
  }

  fail(title: string, message: string): void {
    this.failWith({ source: "boot", title, message, traceback: "" });
  }

  failWith(report: ErrorReport): void {
    const { title, message, traceback } = report;
    console.error([title, message, traceback].filter(Boolean).join("\n"));
    this.errors.push(report);
    whenBodyIsThere(() => this.#screen.fail(report));
    if (this.#state === "failed") return;
    this.#state = "failed";
    this.#watchdog.stop();
    document.documentElement.dataset["pyrt"] = "failed";
    this.#becomeFailed(new Error(`${title}: ${message}`));
    this.onFailure();
  }
}

function whenBodyIsThere(action: () => void): void {
  if (document.readyState !== "loading") action();
  else document.addEventListener("DOMContentLoaded", action);
}
