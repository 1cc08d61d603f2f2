/** Asks for the passphrase of a sealed link. */

import { h } from "./dom";

/** `open` is given what was typed; it rejects when that opens nothing, and may be called again. */
export function passphraseForm(open: (passphrase: string) => Promise<void>): HTMLElement {
  const field = h("input", {
    type: "password",
    id: "passphrase",
    autocomplete: "off",
    required: true,
  });
  const problem = h("p", { role: "alert" });
  const button = h("button", { class: "primary" }, "Open");
  const submit = (event: Event): void => {
    event.preventDefault();
    button.disabled = true;
    open(field.value).catch((error: unknown) => {
      problem.textContent = error instanceof Error ? error.message : String(error);
      button.disabled = false;
      field.select();
    });
  };
  return h(
    "form",
    { class: "card", onsubmit: submit },
    h("h1", {}, "This link is sealed"),
    h("p", {}, "Whoever made it has a passphrase for it, which is not in the link."),
    h("label", { for: "passphrase" }, "Passphrase"),
    field,
    problem,
    h("div", { class: "actions" }, button),
  );
}
