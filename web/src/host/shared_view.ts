/**
 * The view that came with a link: values of components, by their ids.
 *
 * Each component gets its own when it first enters, whenever that is, as it would get stored values
 * (`persistence`): callbacks find them there, and nobody is triggered.
 */

import type { ComponentId, LayoutUpdate } from "../protocol.gen";
import { stringifyId } from "./ids";
import type { Nid } from "./mirror";
import type { Kept } from "./typed_values";
import type { Props } from "./values";

export class SharedView {
  readonly #left: Map<string, Props>;

  constructor(state: Kept) {
    this.#left = new Map(Object.entries(state));
  }

  /** An update has been written into the mirror, and nothing of it has been drawn. */
  enter(update: LayoutUpdate, give: (nid: Nid, props: Props) => void): void {
    if (this.#left.size === 0) return;
    for (const op of update.ops) {
      const id = op.op === "mount" ? op.props["id"] : undefined;
      if (id === undefined || id === null) continue;
      const key = stringifyId(id as ComponentId);
      const props = this.#left.get(key);
      if (!props) continue;
      this.#left.delete(key);
      give(op.nid, props);
    }
  }
}
