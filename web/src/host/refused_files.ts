/**
 * Scripts and style sheets that have not been loaded: whoever looks at the page is told, whether or
 * not a component says so in its place.
 */

import type { ErrorReport } from "../protocol.gen";
import { Bar } from "./bar";
import type { ErrorLog } from "./devtools/errors";

export class RefusedFiles {
  readonly #errors: ErrorLog;
  readonly #bar = new Bar("pyrt-refused", "above");
  #text = "";

  constructor(errors: ErrorLog) {
    this.#errors = errors;
  }

  add(report: ErrorReport): void {
    this.#errors.add(report);
    // The reason is as a rule the same for all of them.
    this.#text += this.#text ? ` ${report.title}.` : `${report.title}: ${report.message}`;
    this.#bar.show(this.#text, "Close", () => this.#bar.hide());
  }
}
