/** What stands in the place of the app, or over it: questions and what went wrong. */

import { h } from "./dom";

export class Front {
  readonly element = h("div", { id: "front" });

  show(content: HTMLElement): void {
    this.element.replaceChildren(content);
  }

  clear(): void {
    this.element.replaceChildren();
  }

  alarm(title: string, text: string): void {
    const card = message(title, text);
    card.setAttribute("role", "alert");
    this.show(card);
  }

  /** The app has navigated its frame away. */
  left(): void {
    this.alarm(
      "The app has ended",
      "It tried to go to another address, which apps in links may not do. Reload the page to " +
        "start it again.",
    );
  }
}

/** A few words, and what can be done. */
export function message(
  title: string,
  text: string,
  ...actions: [name: string, act: () => void][]
): HTMLElement {
  const buttons = actions.map(([name, act], at) =>
    h("button", { type: "button", class: at === 0 ? "primary" : "", onclick: act }, name),
  );
  return h(
    "section",
    { class: "card" },
    h("h2", { class: "title" }, title),
    h("p", {}, text),
    ...(buttons.length > 0 ? [h("div", { class: "actions" }, ...buttons)] : []),
  );
}
