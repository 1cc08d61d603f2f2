/**
 * A line of text over the app, with a button: a callback that never ends, a restart, a file that
 * is missing.
 *
 * Outside of the app's React root: it must work when the app does not.
 */

const CSS = `
.pyrt-bar {
  position: fixed;
  inset-inline: 16px;
  z-index: 10001;
  display: flex;
  gap: 14px;
  align-items: center;
  box-sizing: border-box;
  width: fit-content;
  max-width: min(680px, calc(100vw - 32px));
  margin: 0 auto;
  padding: 10px 12px 10px 18px;
  border: 1px solid #cfd6e2;
  border-radius: 8px;
  background: #fff;
  box-shadow: 0 6px 28px rgb(20 30 50 / 18%);
  color: #1f2733;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.pyrt-bar button {
  flex: none;
  padding: 6px 14px;
  border: 1px solid #cfd6e2;
  border-radius: 6px;
  background: #f4f6fa;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.pyrt-bar button:hover { background: #e8ecf4; }
.pyrt-bar.below { bottom: 20px; }
/* The bar of the dev tools stands there. */
body:has(.dash-debug-menu__outer) .pyrt-bar.below { bottom: 68px; }
.pyrt-bar.above { top: 20px; }
`;

export class Bar {
  readonly #id: string;
  readonly #place: "above" | "below";

  constructor(id: string, place: "above" | "below") {
    this.#id = id;
    this.#place = place;
  }

  show(text: string, button: string, action: () => void): void {
    this.hide();
    const bar = document.createElement("div");
    bar.id = this.#id;
    bar.className = `pyrt-bar ${this.#place}`;
    bar.setAttribute("role", "status");
    const style = document.createElement("style");
    style.textContent = CSS;
    const words = document.createElement("span");
    words.textContent = text;
    const control = document.createElement("button");
    control.type = "button";
    control.textContent = button;
    control.onclick = action;
    bar.append(style, words, control);
    document.body.append(bar);
  }

  hide(): void {
    document.getElementById(this.#id)?.remove();
  }
}
