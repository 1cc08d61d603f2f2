/**
 * What the worker says is done here, what the page does is told to the worker.
 *
 * This file only connects: each message has a few lines, the work is in the parts.
 */

import type { Boot } from "../boot/contract";
import type {
  AppConfig,
  Hello,
  LayoutUpdate,
  RunClientside,
  SiteConfig,
  WorkerMessage,
} from "../protocol.gen";
import { Activity } from "./activity";
import { defineInline, raised, runClientside, type DashClientside } from "./clientside";
import { Edits } from "./edits";
import { reportOf, type ErrorLog } from "./devtools/errors";
import { addToHead } from "./head";
import { LoadingSigns } from "./loading_signs";
import type { Page } from "./page";
import { BusySignal } from "./root";
import { BusyTitle } from "./title";
import { mismatch, Transport } from "./transport";

type Handlers = {
  [T in WorkerMessage["type"]]: (message: Extract<WorkerMessage, { type: T }>) => void;
};

export interface HostParts {
  boot: Boot;
  site: SiteConfig;
  page: Page;
  errors: ErrorLog;
  /** `window.dash_clientside` as it is now. */
  clientside: () => DashClientside;
  /** Puts the layout into the page for the first time. */
  mount: (busy: BusySignal) => void;
  /** What the app's settings mean for the views and the dev tools. */
  configure: (config: AppConfig) => void;
}

export class Host {
  readonly edits: Edits;
  readonly activity: Activity;
  readonly #parts: HostParts;
  readonly #transport: Transport;
  readonly #loadingSigns: LoadingSigns;
  readonly #title = new BusyTitle();
  readonly #busy = new BusySignal();
  readonly #handlers: Handlers;
  #mounted = false;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.#transport = new Transport((text) => parts.boot.post(text));
    this.#loadingSigns = new LoadingSigns(parts.page.loading);
    this.activity = new Activity((busy) => this.#showBusy(busy));
    this.edits = new Edits(parts.page, this.#transport, this.activity);
    this.#handlers = this.#makeHandlers();
  }

  start(): void {
    this.#parts.boot.listen((messages) => this.receive(messages));
  }

  /** One array of messages: one turn of the engine. */
  receive(messages: readonly WorkerMessage[]): void {
    for (const message of messages) {
      try {
        (this.#handlers[message.type] as (message: WorkerMessage) => void)(message);
      } catch (error) {
        this.#parts.errors.add(reportOf("component", `The page failed at ${message.type}`, error));
      }
    }
  }

  #makeHandlers(): Handlers {
    const { boot, errors, page } = this.#parts;
    return {
      Hello: (message) => this.#checkHello(message),
      BootProgress: (message) => boot.progress(message),
      AppConfig: (message) => this.#configure(message),
      AppError: ({ error, fatal }) => (fatal ? boot.fail(error) : errors.add(error)),
      LayoutUpdate: (message) => this.#update(message),
      RunClientside: (message) => void this.#runClientside(message),
      LoadingChanged: ({ started, ended }) => this.#loadingSigns.change(started, ended),
      Busy: () => this.activity.busy(),
      Idle: ({ ack }) => {
        page.mirror.acknowledge(ack);
        this.#loadingSigns.showNow();
        this.activity.idle(ack);
        boot.ready();
      },
      Console: ({ level, text }) => console[level](text),
      CookieSet: ({ cookie }) => {
        document.cookie = cookie;
      },
    };
  }

  #checkHello(message: Hello): void {
    const problem = mismatch(message, this.#parts.site.build);
    if (!problem) return;
    const title = "The page and its worker do not fit together";
    this.#parts.boot.fail({ source: "boot", title, message: problem, traceback: "" });
  }

  #configure(config: AppConfig): void {
    if (!this.#parts.site.static_head) addToHead(config);
    this.#title.start(config.update_title);
    const dash = this.#parts.clientside();
    for (const inline of config.clientside_functions) {
      try {
        defineInline(inline, dash);
      } catch (error) {
        const start = inline.source.trim().split("\n")[0] ?? "";
        const title = `The source of a clientside callback cannot be evaluated: ${start}`;
        this.#parts.errors.add(reportOf("clientside", title, error));
      }
    }
    this.#parts.configure(config);
  }

  #update(message: LayoutUpdate): void {
    const { page, boot, mount } = this.#parts;
    this.activity.working();
    this.activity.acknowledged(message.ack);
    try {
      page.apply(message);
      if (!this.#mounted) {
        this.#mounted = true;
        mount(this.#busy);
        boot.shown();
      }
      page.store.flush();
    } finally {
      // The engine waits for this answer, whatever happened here.
      if (message.confirm) this.#transport.send({ type: "Rendered", update: message.update });
    }
  }

  async #runClientside(message: RunClientside): Promise<void> {
    const { page, clientside } = this.#parts;
    this.activity.clientsideStarted();
    const late = page.lateCode(message.inputs.flat());
    if (late) await late;
    const outcome = await runClientside(message, clientside(), (output) => page.value(output));
    try {
      this.#transport.send(outcome);
    } catch (error) {
      // JSON cannot hold what the function returned.
      this.#transport.send(raised(message.run, error));
    }
    this.activity.clientsideEnded();
  }

  #showBusy(busy: boolean): void {
    this.#title.busy = busy;
    this.#busy.set(busy);
    const page = document.documentElement.dataset;
    if (page["pyrt"] === "ready" || page["pyrt"] === "busy") {
      page["pyrt"] = busy ? "busy" : "ready";
    }
  }
}
