/** What can be opened: one's own work, and templates. */

import { h } from "../page/dom";
import { workOf, type Template } from "../page/templates";
import type { Drafts } from "../drafts";
import { openDialog as dialogOf } from "./dialog";
import type { Work } from "./workbench";

interface Sources {
  drafts: Drafts;
  data<T>(name: string): Promise<T>;
}

export function openDialog({ drafts, data }: Sources, open: (work: Work) => void): void {
  const choose = (work: Work): void => {
    dialog.close();
    open(work);
  };
  const own = h("ul", { class: "choices" });
  const templates = h("ul", { class: "choices" }, "Loading");
  const dialog = dialogOf(
    "Open",
    h("h3", {}, "Your work, in this browser"),
    own,
    h("h3", {}, "Templates"),
    templates,
  );
  const drawOwn = (): void => {
    const rows = drafts.list().map((draft) => {
      const when = new Date(draft.saved).toLocaleString();
      const remove = h("button", { type: "button" }, "Delete");
      remove.ariaLabel = `Delete “${draft.title}” of ${when}`;
      // It is gone for good, so it takes two clicks.
      const sure = (): void => {
        remove.ariaLabel = `Delete “${draft.title}” for good`;
        remove.textContent = "Sure?";
        remove.addEventListener("click", () => {
          drafts.remove(draft.id);
          drawOwn();
        });
      };
      remove.addEventListener("click", sure, { once: true });
      return h(
        "li",
        {},
        choice(draft.title, when, () => choose(draft)),
        remove,
      );
    });
    own.replaceChildren(...(rows.length > 0 ? rows : [h("li", { class: "quiet" }, "Nothing yet")]));
  };
  drawOwn();
  data<Template[]>("templates.json").then(
    (all) =>
      templates.replaceChildren(
        ...all.map((template) =>
          h(
            "li",
            {},
            choice(template.title, template.idea, () => choose(workOf(template))),
          ),
        ),
      ),
    (error: unknown) => (templates.textContent = String(error)),
  );
}

function choice(title: string, about: string, onclick: () => void): HTMLButtonElement {
  const words = [h("strong", {}, title), h("span", { class: "quiet" }, about)];
  return h("button", { type: "button", class: "choice", onclick }, ...words);
}
