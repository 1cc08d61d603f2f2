/**
 * What is seen before the app is: the stage, its progress, or what failed and what to do about it.
 *
 * It stands inside `<div class="_dash-loading">`, which Dash shows until the layout is there.
 */

import type { ErrorReport } from "../protocol.gen";
import { ENTRY_POINT } from "./contract";
import { ProgressLine } from "./progress_line";
import { SCREEN_CSS } from "./screen_css";

export class Screen {
  #label: HTMLElement | undefined;
  #bar: HTMLProgressElement | undefined;
  #hint: HTMLElement | undefined;
  #failure: HTMLElement | undefined;
  #line: ProgressLine | undefined;
  #latest: [label: string, fraction: number | null] | undefined;

  /** The parser has gone on: the place for the screen may be there now. */
  appear(): void {
    if (this.#latest) this.progress(...this.#latest);
  }

  progress(label: string, fraction: number | null): void {
    this.#latest = [label, fraction];
    if (this.#line) {
      this.#line.progress(label, fraction);
      return;
    }
    if (!this.#build()) return;
    const bar = this.#bar as HTMLProgressElement;
    (this.#label as HTMLElement).textContent = label;
    (this.#hint as HTMLElement).textContent = "";
    if (fraction === null) bar.removeAttribute("value");
    else bar.value = fraction;
  }

  hint(text: string): void {
    if (this.#line) this.#line.hint(text);
    else if (this.#hint) this.#hint.textContent = text;
  }

  /** The app stands in the place of the screen, but Python does not run yet. */
  shrink(): void {
    addStyle();
    this.#line = new ProgressLine();
    this.appear();
  }

  /** The app is there. */
  leave(): void {
    this.#latest = undefined;
    this.#line?.remove();
    this.#line = undefined;
  }

  /** Stays until the page is reloaded.  Later failures are listed below the first. */
  fail(report: ErrorReport): void {
    this.leave();
    this.#failure ??= this.#buildFailure();
    this.#failure.append(failureCard(report));
  }

  /** False while the parser has not come to the entry point. */
  #build(): boolean {
    if (this.#label?.isConnected) return true;
    const place = document.querySelector(`#${ENTRY_POINT} ._dash-loading`);
    if (!place) return false;
    addStyle();
    this.#label = element("div", "pyrt-boot-label");
    this.#label.setAttribute("role", "status");
    this.#bar = document.createElement("progress");
    this.#bar.className = "pyrt-boot-bar";
    this.#bar.setAttribute("aria-label", "Start of the app");
    this.#hint = element("div", "pyrt-boot-hint");
    const box = element("div", "pyrt-boot");
    box.append(this.#label, this.#bar, this.#hint);
    place.replaceChildren(box);
    return true;
  }

  /** In the place of the loading screen, or over an app that stands on the page already. */
  #buildFailure(): HTMLElement {
    addStyle();
    const failure = element("div", "pyrt-boot-failure");
    failure.setAttribute("role", "alert");
    const entry = document.getElementById(ENTRY_POINT);
    if (entry?.querySelector("._dash-loading")) {
      entry.replaceChildren(failure);
    } else {
      failure.classList.add("pyrt-boot-failure--over");
      document.body.append(failure);
    }
    return failure;
  }
}

function failureCard({ title, message, traceback }: ErrorReport): HTMLElement {
  const card = element("section", "pyrt-boot-card");
  const heading = element("h1", "pyrt-boot-title");
  heading.textContent = title;
  const text = element("p", "pyrt-boot-message");
  text.textContent = message;
  card.append(heading, text);
  if (traceback && traceback !== message) {
    const details = element("pre", "pyrt-boot-traceback");
    details.textContent = traceback;
    details.tabIndex = 0;
    card.append(details);
  }
  return card;
}

function element(tag: string, className: string): HTMLElement {
  const result = document.createElement(tag);
  result.className = className;
  return result;
}

function addStyle(): void {
  const id = "pyrt-boot-style";
  if (document.getElementById(id)) return;
  const style = document.createElement("style");
  style.id = id;
  style.textContent = SCREEN_CSS;
  document.head.append(style);
}
