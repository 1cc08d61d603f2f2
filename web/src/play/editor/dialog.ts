/** A dialog over the page: the browser keeps the focus in it, and Escape closes it. */

import { h } from "../page/dom";

let number = 0;

/** Shows it; it is gone when it is closed, and the focus is where it was. */
export function openDialog(title: string, ...content: (Node | string)[]): HTMLDialogElement {
  const id = `dialog-${(number += 1)}`;
  const close = h("button", { type: "button", class: "close", "aria-label": "Close" }, "✕");
  const dialog = h(
    "dialog",
    { "aria-labelledby": id },
    h("header", {}, h("h2", { id }, title), close),
    ...content,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  // A click beside it: the dialog itself has no room of its own there.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for one line; `take` may refuse by throwing, and is asked again. */
export function ask(
  title: string,
  label: string,
  value: string,
  button: string,
  take: (value: string) => void,
): HTMLDialogElement {
  const field = h("input", { id: "asked", value, autocomplete: "off", required: true });
  field.spellcheck = false;
  const problem = h("p", { role: "alert", class: "problem" });
  const submit = (event: Event): void => {
    event.preventDefault();
    try {
      take(field.value.trim());
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      field.select();
    }
  };
  const dialog = openDialog(
    title,
    h(
      "form",
      { onsubmit: submit },
      h("label", { for: "asked" }, label),
      field,
      problem,
      h("div", { class: "actions" }, h("button", { class: "primary" }, button)),
    ),
  );
  field.focus();
  field.select();
  return dialog;
}
