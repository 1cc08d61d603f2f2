/**
 * Components load parts of their code when they are first drawn: a dropdown, a slider, plotly.js.
 * While such a script is on its way the page is not at rest, although the engine may be.
 *
 * React shows what waited for code up to half a second after the code is there, so that spinners
 * do not flicker.  Here nothing flickers, because nothing is in the place: whoever may have waited
 * is drawn again at once.
 */

import type { ComponentId, LayoutUpdate, Mount } from "../protocol.gen";
import { stringifyId } from "./ids";
import type { Nid } from "./mirror";
import type { Page } from "./page";

export interface Waiting {
  pageStarted(): void;
  pageEnded(): void;
}

const HTML = "dash_html_components";

export class LateScripts {
  readonly #page: Page;
  readonly #waiting: Waiting;
  readonly #observer = new MutationObserver((records) => this.#take(records));
  readonly #undrawn = new Set<Nid>();
  #pending = 0;

  constructor(page: Page, waiting: Waiting) {
    this.#page = page;
    this.#waiting = waiting;
  }

  /** From now on. */
  watch(): void {
    this.#observer.observe(document.head, { childList: true });
    this.#observer.observe(document.body, { childList: true });
  }

  /** An update has been drawn, as far as the code for it is there. */
  drawn({ ops }: LayoutUpdate): void {
    this.#take(this.#observer.takeRecords());
    if (this.#pending === 0) return;
    for (const op of ops) {
      if (op.op === "mount" && mayWait(op)) this.#undrawn.add(op.nid);
    }
  }

  #take(records: readonly MutationRecord[]): void {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node instanceof HTMLScriptElement && node.src) void this.#follow(node);
      }
    }
  }

  async #follow(script: HTMLScriptElement): Promise<void> {
    this.#pending += 1;
    this.#waiting.pageStarted();
    await new Promise((done) => {
      script.addEventListener("load", done);
      script.addEventListener("error", done);
    });
    await this.#page.drawAgain(this.#undrawn);
    this.#pending -= 1;
    if (this.#pending === 0) this.#undrawn.clear();
    this.#waiting.pageEnded();
  }
}

function mayWait({ namespace, props: { id } }: Mount): boolean {
  if (namespace === HTML) return false;
  return !id || !document.getElementById(stringifyId(id as ComponentId));
}
