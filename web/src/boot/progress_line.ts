/**
 * How far the start of Python has come, while the app is already there to be looked at and used: a
 * thin line at the top of the page.  Words only when something takes unusually long.
 */

export class ProgressLine {
  readonly #bar = document.createElement("progress");
  readonly #hint = document.createElement("div");

  constructor() {
    this.#bar.className = "pyrt-boot-line";
    this.#hint.className = "pyrt-boot-hint pyrt-boot-hint--line";
    this.#hint.setAttribute("role", "status");
    document.body.append(this.#bar, this.#hint);
  }

  progress(label: string, fraction: number | null): void {
    this.#bar.setAttribute("aria-label", label);
    this.#hint.textContent = "";
    if (fraction === null) this.#bar.removeAttribute("value");
    else this.#bar.value = fraction;
  }

  hint(text: string): void {
    this.#hint.textContent = text;
  }

  remove(): void {
    this.#bar.remove();
    this.#hint.remove();
  }
}
