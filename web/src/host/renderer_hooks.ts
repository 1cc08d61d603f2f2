/**
 * Dash's renderer hooks (S6): functions of the app that see the layout and each call, and may change
 * them.
 *
 * The app's page makes a `DashRenderer` with them, or the host does it when the build could not write
 * the page.  A hook works in place on the objects that it is given, as in Dash; what is left of them
 * goes back to the engine, which waits for it.  A payload is one and the same object for all hooks
 * of its call.
 */

import type {
  CallbackAnswered,
  CallbackEnded,
  CallbackStarted,
  LayoutMade,
  PageMessage,
} from "../protocol.gen";
import { raised } from "./clientside";
import type { Props } from "./values";

interface Result {
  data?: Props | null;
  error?: unknown;
  payload: unknown;
}

interface Hooks {
  layout_pre?: (() => void) | null;
  layout_post?: ((layout: unknown) => void) | null;
  request_pre?: ((payload: unknown) => void) | null;
  request_post?: ((payload: unknown, response: unknown) => void) | null;
  callback_resolved?: ((callback: unknown, result: Result) => void) | null;
}

declare global {
  interface Window {
    DashRenderer?: new (hooks?: Hooks) => object;
  }
}

let installed: Hooks = {};

/** Takes the hooks; everything else that Dash's does is done by the host. */
class DashRenderer {
  constructor(hooks: Hooks = {}) {
    installed = hooks;
  }
}

export function installDashRenderer(): void {
  window.DashRenderer = DashRenderer;
}

export class RendererHooks {
  readonly #send: (message: PageMessage) => void;
  readonly #failed: (hook: string, error: unknown) => void;
  readonly #calls = new Map<number, CallbackStarted>();
  /** What `request_pre` threw. */
  readonly #thrown = new Map<number, unknown>();

  constructor(
    send: (message: PageMessage) => void,
    failed: (hook: string, error: unknown) => void,
  ) {
    this.#send = send;
    this.#failed = failed;
  }

  layoutPre(): void {
    this.#call("layout_pre", () => installed.layout_pre?.());
  }

  layoutPost({ layout }: LayoutMade): void {
    this.#call("layout_post", () => {
      installed.layout_post?.(layout);
    });
    this.#send({ type: "LayoutHooked", layout });
  }

  started(message: CallbackStarted): void {
    const { run, callback, payload } = message;
    this.#calls.set(run, message);
    if (callback["clientside_function"]) return;
    try {
      installed.request_pre?.(payload);
      this.#send({ type: "RequestHooked", run, payload });
    } catch (error) {
      this.#thrown.set(run, error);
      this.#send(raised(run, error));
    }
  }

  answered({ run, response }: CallbackAnswered): void {
    const payload = this.#calls.get(run)?.payload;
    this.#call("request_post", () => {
      installed.request_post?.(payload, response);
    });
    this.#send({ type: "ResponseHooked", run, response });
  }

  ended({ run, data, error }: CallbackEnded): void {
    const call = this.#calls.get(run);
    const payload = call?.payload;
    // As in Dash: of a request that failed only the error is left.
    const kept = call?.callback["clientside_function"] ? payload : null;
    const thrown = this.#thrown.has(run) ? this.#thrown.get(run) : new Error(error ?? "");
    const result: Result = error === null ? { data, payload } : { error: thrown, payload: kept };
    this.#calls.delete(run);
    this.#thrown.delete(run);
    this.#call("callback_resolved", () => {
      installed.callback_resolved?.(call?.callback, result);
    });
    const left = result.error === undefined ? null : text(result.error);
    this.#send({ type: "ResultHooked", run, data: result.data ?? null, error: left });
  }

  /** What an earlier engine had started will not be heard of again. */
  forget(): void {
    this.#calls.clear();
    this.#thrown.clear();
  }

  #call(hook: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#failed(hook, error);
    }
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
