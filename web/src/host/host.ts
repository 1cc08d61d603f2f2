/**
 * What the worker says is done here, what the page does is told to the worker.
 *
 * This file only connects: each message has a few lines, the work is in the parts.
 */

import { PING, type Boot } from "../boot/contract";
import type {
  AppConfig,
  Hello,
  LayoutUpdate,
  PropRef,
  RunClientside,
  SiteConfig,
  WorkerMessage,
} from "../protocol.gen";
import { Activity } from "./activity";
import { Bar } from "./bar";
import { defineInline, raised, runClientside, type DashClientside } from "./clientside";
import { EarlyMessages } from "./early";
import { Edits } from "./edits";
import { showBuildError } from "./devtools/build_error";
import { reportOf, type ErrorLog } from "./devtools/errors";
import type { Recording } from "./devtools/recording";
import { addToHead } from "./head";
import { JobPool } from "./jobs";
import { LateScripts } from "./late_scripts";
import { LoadingSigns } from "./loading_signs";
import type { Page } from "./page";
import { FirstPaint, readPainting } from "./paint";
import { Persistence } from "./persistence";
import { PersistenceStores } from "./persistence_stores";
import { Recovery } from "./recovery";
import { RendererHooks } from "./renderer_hooks";
import { BusySignal } from "./root";
import { ReplayStage } from "./stage";
import { BusyTitle } from "./title";
import { mismatch, Transport } from "./transport";
import { equal } from "./values";
import { Watch } from "./watch";

type Handlers = {
  [T in WorkerMessage["type"]]: (message: Extract<WorkerMessage, { type: T }>) => void;
};

export interface HostParts {
  boot: Boot;
  site: SiteConfig;
  page: Page;
  errors: ErrorLog;
  recording: Recording;
  /** `window.dash_clientside` as it is now. */
  clientside: () => DashClientside;
  /** The layout of an app stands on the page. */
  entered: () => void;
  /** Puts the layout into the page: for the first time, or all of it anew. */
  mount: (busy: BusySignal) => void;
  /** The layout of another version of the app stands in the mirror, and is about to be drawn. */
  renewed: () => void;
  /** What the app's settings mean for the views and the dev tools. */
  configure: (config: AppConfig) => void;
}

const BLOCKED =
  "A callback has been computing for a while, and nothing else can run until it is done.";

export class Host {
  readonly edits: Edits;
  readonly activity: Activity;
  readonly #parts: HostParts;
  readonly #transport: Transport;
  readonly #early: EarlyMessages;
  readonly #paint: FirstPaint;
  readonly #loadingSigns: LoadingSigns;
  readonly #lateScripts: LateScripts;
  readonly #title = new BusyTitle();
  readonly busy = new BusySignal();
  readonly #jobs: JobPool;
  readonly #bar = new Bar("pyrt-bar", "below");
  readonly #watch: Watch;
  readonly #hooks: RendererHooks;
  readonly #recovery: Recovery;
  /** Where the dev tools show recordings. */
  readonly stage: ReplayStage;
  readonly #handlers: Handlers;
  /** `anew`: what comes next is the layout of another version of the app. */
  #layout: "none" | "shown" | "anew" = "none";
  #configured = false;
  /** The configuration of the first paint, until the worker has sent its own. */
  #painted: AppConfig | null = null;
  /** Counts the engines: what an earlier one asked for, the present one does not know. */
  #engine = 1;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.#transport = new Transport((text) => {
      parts.boot.post(text);
      this.#watch.begin();
    });
    this.#loadingSigns = new LoadingSigns(parts.page.loading);
    this.activity = new Activity((busy) => this.#showBusy(busy));
    this.#lateScripts = new LateScripts(parts.page, this.activity);
    const stores = new PersistenceStores((report) => parts.errors.add(report));
    const persistence = new Persistence(parts.page.mirror, parts.page.registry, stores);
    this.#early = new EarlyMessages(this.#transport, this.activity, parts.page.mirror);
    this.edits = new Edits(parts.page, this.#early, persistence);
    this.#paint = new FirstPaint({
      ...{ site: parts.site, page: parts.page, edits: this.edits, early: this.#early },
      draw: (update) => this.#drawPainted(update),
      note: (text) => console.info(text),
    });
    this.#jobs = new JobPool({
      startWorker: () => parts.boot.startJobWorker(),
      deliver: (text) => parts.boot.post(text),
      hear: (message) => this.#hearOfJob(message),
    });
    this.#watch = new Watch(
      { after: (ms, action) => setTimeout(action, ms) },
      {
        atRest: () => this.activity.atRest,
        ping: () => parts.boot.post(PING),
        blocked: (blocked) =>
          blocked ? this.#bar.show(BLOCKED, "Stop it", () => this.stop()) : this.#bar.hide(),
      },
    );
    this.#hooks = new RendererHooks(
      // At once: the engine waits, whatever else is kept for later.
      (message) => this.#transport.send(message),
      (hook, error) =>
        parts.errors.add(reportOf("clientside", `The renderer hook ${hook} failed`, error)),
    );
    this.#recovery = this.#makeRecovery();
    this.stage = new ReplayStage({
      page: parts.page,
      edits: this.edits,
      activity: this.activity,
      redraw: () => parts.mount(this.busy),
      receive: (messages) => this.receive(messages),
    });
    this.#handlers = this.#makeHandlers();
  }

  start(): void {
    this.#lateScripts.watch();
    this.#paintEarly();
    this.#parts.boot.listen((messages) => this.receive(messages));
  }

  /** Ends whatever is being computed. */
  stop(): void {
    if (!this.#recovery.restarting) this.#recovery.restart("stopped");
  }

  /** Starts another version of the app, whose layout takes the place of this one. */
  renew(site: SiteConfig): void {
    this.stage.leave();
    this.#early.forget();
    this.#recovery.renewed();
    this.#transport.discard();
    this.activity.acknowledged(this.activity.nextSeq - 1);
    this.edits.offline = true;
    this.#layout = "anew";
    this.#configured = false;
    this.#parts.boot.renew(site);
  }

  /** One array of messages: one turn of the engine. */
  receive(messages: readonly WorkerMessage[]): void {
    this.#watch.heard();
    if (this.stage.holds(messages)) return;
    const recorded = this.#parts.recording.begin(messages);
    for (const message of messages) {
      try {
        (this.#handlers[message.type] as (message: WorkerMessage) => void)(message);
      } catch (error) {
        this.#parts.errors.add(reportOf("component", `The page failed at ${message.type}`, error));
      }
    }
    recorded?.();
  }

  #makeHandlers(): Handlers {
    const { boot, errors } = this.#parts;
    return {
      Hello: (message) => this.#checkHello(message),
      BootProgress: (message) => boot.progress(message),
      AppConfig: (message) => this.#configure(message),
      AppError: ({ error, fatal }) => (fatal ? this.#recovery.crashed(error) : errors.add(error)),
      LayoutUpdate: (message) => this.#update(message),
      RunClientside: (message) => void this.#runClientside(message),
      LayoutMade: (message) => this.#hooks.layoutPost(message),
      CallbackStarted: (message) => this.#hooks.started(message),
      CallbackAnswered: (message) => this.#hooks.answered(message),
      CallbackEnded: (message) => this.#hooks.ended(message),
      LoadingChanged: ({ started, ended }) =>
        this.#loadingSigns.change(...this.#paint.loading(started, ended)),
      Busy: ({ ack }) => {
        this.#acknowledge(ack);
        this.activity.busy();
        this.#watch.begin();
      },
      StartJob: (message) => this.#jobs.start(message),
      EndJob: (message) => this.#jobs.end(message),
      Idle: ({ ack }) => {
        this.#acknowledge(ack);
        this.#paint.rest({ ack });
        this.#early.open();
        this.#recovery.ready();
        this.#watch.resume();
        this.#loadingSigns.showNow();
        this.activity.idle(ack);
        boot.ready();
      },
      Console: ({ level, text }) => console[level](text),
      CookieSet: ({ cookie }) => {
        document.cookie = cookie;
      },
      // Recorded with its whole array.
      Turn: () => undefined,
    };
  }

  #checkHello(message: Hello): void {
    const problem = mismatch(message, this.#parts.site.build);
    if (!problem) return;
    const title = "The page and its worker do not fit together";
    this.#parts.boot.fail({ source: "boot", title, message: problem, traceback: "" });
  }

  /** The engine has seen these edits, whether or not the values are on the page already. */
  #acknowledge(ack: number): void {
    this.activity.acknowledged(ack);
    this.#transport.acknowledge(ack);
    this.#parts.page.mirror.acknowledge(ack);
  }

  #makeRecovery(): Recovery {
    const { boot, errors, page } = this.#parts;
    return new Recovery({
      snapshot: () => ({
        ops: page.mirror.snapshot(),
        externals: page.externals.snapshot(),
        jobs: this.#jobs.callbacks(),
      }),
      forget: () => {
        this.#engine += 1;
        this.#paint.forget();
        this.#early.restarted();
        this.#jobs.close();
        this.#hooks.forget();
        this.#loadingSigns.clear();
        this.#watch.pause();
        this.activity.restarted();
      },
      restart: (restored) => boot.restart(restored),
      resend: () => this.#transport.resend(),
      notify: (text) => this.#bar.show(text, "Close", () => this.#bar.hide()),
      report: (error) => errors.add(error),
      notRenewed: ({ title, message, traceback }) => showBuildError(title, traceback || message),
      fail: (error) => boot.fail(error),
      now: () => performance.now(),
    });
  }

  #hearOfJob(message: WorkerMessage): void {
    if (message.type === "Console") console[message.level](message.text);
    else if (message.type === "AppError") this.#parts.errors.add(message.error);
  }

  #configure(config: AppConfig): void {
    if (this.#configured && (!this.#painted || equal(config, this.#painted))) return;
    this.#configured = true;
    this.#painted = null;
    if (!this.#parts.site.static_head && this.#layout === "none") this.#addToPage(config);
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
    this.#hooks.layoutPre();
  }

  /** What the build could not write into the page. */
  #addToPage(config: AppConfig): void {
    addToHead(config);
    if (!config.renderer) return;
    try {
      (0, eval)(config.renderer);
    } catch (error) {
      this.#parts.errors.add(reportOf("clientside", "app.renderer cannot be evaluated", error));
    }
  }

  #update(message: LayoutUpdate): void {
    this.activity.working();
    this.activity.acknowledged(message.ack);
    this.#transport.acknowledge(message.ack);
    let drawn = message;
    this.#early.during(() => {
      try {
        if (this.#paint.isAhead) {
          drawn = this.#paint.confirm(message);
          this.#parts.boot.shown();
        } else {
          if (this.#layout === "shown") this.edits.follow(message);
          else this.#enter(message);
          this.#draw(message);
        }
      } finally {
        // The engine waits for this answer, whatever happened here.
        if (message.confirm) {
          void this.#awaitCode(drawn);
          this.#early.send({ type: "Rendered", update: message.update });
        }
      }
    });
  }

  #draw(update: LayoutUpdate): void {
    this.#parts.page.store.flush();
    this.#lateScripts.drawn(update);
  }

  /** What the build knows of the app, before Python is there. */
  #paintEarly(): void {
    const painting = readPainting(this.#parts.site);
    // Over what has failed already nothing may look like an app that starts.
    const hasFailed = document.documentElement.dataset["pyrt"] === "failed";
    if (!painting || painting.updates.length === 0 || hasFailed) return;
    try {
      this.#configure(painting.config);
      this.#painted = painting.config;
      this.#paint.paint(painting.updates);
    } catch (error) {
      this.#parts.errors.add(reportOf("component", "The first paint failed", error));
      this.#paint.forget();
      this.#early.forget();
      // Whatever is there, the worker's first update takes its place.
      this.#layout = "anew";
    }
  }

  #drawPainted(update: LayoutUpdate): void {
    if (this.#layout === "none") {
      this.#mount();
      this.#parts.boot.painted();
    }
    this.#draw(update);
    if (update.confirm) void this.#awaitCode(update);
  }

  /** The first layout of an app. */
  #enter(message: LayoutUpdate): void {
    this.edits.offline = false;
    if (this.#layout === "none") this.edits.follow(message);
    else {
      this.edits.followAnew(message);
      this.#parts.renewed();
    }
    this.#mount();
    this.#parts.boot.shown();
  }

  #mount(): void {
    this.#layout = "shown";
    this.#parts.mount(this.busy);
    this.#parts.entered();
  }

  /** What reads a component waits for the code of it; one whose code cannot be loaded shows that
   * itself, and is waited for no longer. */
  async #awaitCode(message: LayoutUpdate): Promise<void> {
    const late = this.#parts.page.lateCode(message);
    if (late.length === 0) return;
    const nids = late.map(({ nid }) => nid);
    this.activity.pageStarted();
    this.#early.codeAwaited(nids);
    await Promise.allSettled(late.map(({ code }) => code));
    await this.#parts.page.drawAgain(nids);
    this.#early.codeArrived(nids);
    this.activity.pageEnded();
  }

  async #runClientside(message: RunClientside): Promise<void> {
    const { page, clientside } = this.#parts;
    const engine = this.#engine;
    this.activity.clientsideStarted();
    this.#early.awaitedStarted();
    const waits = (): void => this.#transport.send({ type: "ClientsideWaits", run: message.run });
    const read = (output: PropRef): unknown => page.value(output);
    const outcome = await runClientside(message, clientside(), read, waits);
    this.#early.awaitedEnded();
    if (engine !== this.#engine) return;
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
    this.busy.set(busy);
    const page = document.documentElement.dataset;
    if (page["pyrt"] === "ready" || page["pyrt"] === "busy") {
      page["pyrt"] = busy ? "busy" : "ready";
    }
  }
}
