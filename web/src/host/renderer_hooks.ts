/**
 * Dash's renderer hooks (S6): functions of the app that are told of the layout and of each call.
 *
 * The app's page makes a `DashRenderer` with them, or the host does it when the build could not write
 * the page.  They look on: what they change in the objects they are given changes nothing else.
 */

import type { CallbackEnded, CallbackStarted } from "../protocol.gen";

interface Hooks {
  layout_pre?: (() => void) | null;
  layout_post?: ((layout: unknown) => void) | null;
  request_pre?: ((payload: unknown) => void) | null;
  request_post?: ((payload: unknown, response: unknown) => void) | null;
  callback_resolved?: ((callback: unknown, result: unknown) => void) | null;
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
  readonly #failed: (hook: string, error: unknown) => void;
  readonly #calls = new Map<number, CallbackStarted>();

  constructor(failed: (hook: string, error: unknown) => void) {
    this.#failed = failed;
  }

  layoutPre(): void {
    this.#call("layout_pre", () => installed.layout_pre?.());
  }

  layoutPost(layout: () => unknown): void {
    this.#call("layout_post", () => installed.layout_post?.(layout()));
  }

  started(message: CallbackStarted): void {
    this.#calls.set(message.run, message);
    if (message.callback["clientside_function"]) return;
    this.#call("request_pre", () => installed.request_pre?.(message.payload));
  }

  ended({ run, response, data, error }: CallbackEnded): void {
    const call = this.#calls.get(run);
    if (!call) return;
    this.#calls.delete(run);
    const { callback, payload } = call;
    if (response) this.#call("request_post", () => installed.request_post?.(payload, response));
    // As in Dash: of a request that failed only the error is left.
    const kept = response || callback["clientside_function"] ? payload : null;
    const result = error === null ? { data, payload } : { error: new Error(error), payload: kept };
    this.#call("callback_resolved", () => installed.callback_resolved?.(callback, result));
  }

  /** What an earlier engine had started will not be heard of again. */
  forget(): void {
    this.#calls.clear();
  }

  #call(hook: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#failed(hook, error);
    }
  }
}
