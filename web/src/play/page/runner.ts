/**
 * The frame that is shown, and the one that will be next.
 *
 * Starting Python takes most of a second and needs nothing of the app.  So a frame is always ready
 * to be given one: while somebody reads the code, and later while they change it.  What runs stays
 * on the screen until its successor has something to show.
 */

import { readState, type SharedApp, type State } from "../../share/body";
import type { Facts } from "../facts";
import { prepareApp, type RunOptions } from "../site";
import { AppFrame, type Listener, type Said } from "./frame";
import type { PageAddress } from "./page_address";
import { RuntimeFiles } from "./runtime_files";

export class Runner {
  readonly #place: HTMLElement;
  readonly #facts: Facts;
  readonly #files: RuntimeFiles;
  readonly #url: URL;
  readonly #address: PageAddress;
  #listener: Listener = () => undefined;
  #last: { app: SharedApp; options: RunOptions } | null = null;
  #spare: AppFrame | null = null;
  #starting: AppFrame | null = null;
  #shown: AppFrame | null = null;

  /** Frames are put into `place`; their apps are where `address` says. */
  constructor(place: HTMLElement, facts: Facts, address: PageAddress) {
    this.#place = place;
    this.#facts = facts;
    this.#address = address;
    address.listen((path) => (this.#starting ?? this.#shown)?.moveTo(path));
    this.#url = new URL("frame.html", document.baseURI);
    this.#files = new RuntimeFiles(new URL(facts.runtime, document.baseURI), facts.build);
  }

  /** Hears of the app that was started last. */
  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** Starts Python for the app that comes next. */
  prepare(): void {
    if (this.#spare) return;
    this.#spare = new AppFrame(this.#url, this.#files);
    this.#spare.element.inert = true;
    this.#spare.element.className = "spare";
    this.#place.append(this.#spare.element);
  }

  /** Runs `app` in the place of what runs now.  Throws `HostError`; then nothing has changed. */
  run(app: SharedApp, options: RunOptions = {}): void {
    this.#run(app, options, "");
  }

  #run(app: SharedApp, options: RunOptions, stored: string): void {
    const { made, needed, ...given } = prepareApp(app, this.#facts, options);
    this.#last = { app, options };
    this.prepare();
    this.#starting?.remove();
    const frame = (this.#starting = this.#spare as AppFrame);
    this.#spare = null;
    frame.listen((message) => this.#hear(frame, message));
    const { path } = this.#address;
    void frame.start({ ...given, path, stored }, made, needed);
    if (!this.#shown) this.#show(frame);
  }

  /**
   * What users have changed in the app that is shown, and what it began with.  The frame is the
   * app's: throws a `ShareError` when it says what no view is.
   */
  async view(): Promise<State> {
    const json = (await this.#shown?.view()) ?? "{}";
    return json === "{}" ? {} : readState(json);
  }

  /** Ends what runs. */
  stop(): void {
    this.#starting?.remove();
    this.#shown?.remove();
    this.#starting = this.#shown = null;
  }

  #hear(frame: AppFrame, message: Said): void {
    if (frame !== this.#starting && frame !== this.#shown) return;
    const { type } = message;
    // The app could say so by itself; a user's key was pressed where the focus is.
    if (type === "save" && document.activeElement !== frame.element) return;
    const failed = type === "state" && message.state === "failed";
    if (frame === this.#starting && (type === "shown" || failed)) this.#show(frame);
    if (type === "state" && message.state === "ready") frame.giveLater();
    // Not of one that another is about to follow.
    if (this.#starting && frame !== this.#starting) return;
    if (type === "at") this.#address.show(message.path, message.replace);
    else if (type === "travel") this.#address.travel(message.by);
    else if (type === "load" && this.#last) {
      this.#address.show(message.path, message.replace);
      this.#run(this.#last.app, this.#last.options, message.stored);
    }
    this.#listener(message);
  }

  #show(frame: AppFrame): void {
    if (this.#shown !== frame) this.#shown?.remove();
    this.#shown = frame;
    if (frame === this.#starting) this.#starting = null;
    frame.element.inert = false;
    frame.element.className = "app";
  }
}
