/**
 * How far the start of Python has come, while the app is already there to be looked at and used: a
 * thin line at the top of the page.  Words only when something takes unusually long.
 */

export class ProgressLine {
  readonly #bar = document.createElement("progress");
  #hint: HTMLElement | undefined;

  constructor() {
    this.#bar.className = "pyrt-boot-line";
    document.body.append(this.#bar);
  }

  progress(label: string, fraction: number | null): void {
    this.#bar.setAttribute("aria-label", label);
    this.#hint?.remove();
    this.#hint = undefined;
    if (fraction === null) this.#bar.removeAttribute("value");
    else this.#bar.value = fraction;
  }

  hint(text: string): void {
    this.#hint ??= document.createElement("div");
    this.#hint.className = "pyrt-boot-line-hint";
    this.#hint.setAttribute("role", "status");
    this.#hint.textContent = text;
    document.body.append(this.#hint);
  }

  remove(): void {
    this.#bar.remove();
    this.#hint?.remove();
  }
}
