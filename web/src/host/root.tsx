/**
 * The React root in `#react-entry-point`: the layout, and Dash's sign that callbacks are running.
 */

import { ROOT_NID } from "../protocol.gen";
import type { EditHistory } from "./edit_history";
import type { NodeViewType } from "./node";
import { React, ReactDOM, type ReactNode } from "./react";
import { UndoToolbar } from "./undo_toolbar";

/** Whether callbacks are running, for whoever wants to draw it. */
export class BusySignal {
  #busy = false;
  readonly #listeners = new Set<() => void>();

  get value(): boolean {
    return this.#busy;
  }

  set(busy: boolean): void {
    if (busy === this.#busy) return;
    this.#busy = busy;
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/**
 * Draws the layout into `container`, in place of whatever stands there.  Each call of the answer
 * puts all components into the page anew, as a new page would.
 */
export function createRoot(
  container: Element,
  NodeView: NodeViewType,
  busy: BusySignal,
  history: EditHistory | null,
): () => void {
  const root = ReactDOM.createRoot(container);
  let layouts = 0;
  return () => {
    layouts += 1;
    ReactDOM.flushSync(() =>
      root.render(
        <>
          {history && <UndoToolbar history={history} />}
          <NodeView key={layouts} nid={ROOT_NID} componentPath={[]} />
          <BusyElement busy={busy} />
        </>,
      ),
    );
  };
}

function BusyElement({ busy }: { busy: BusySignal }): ReactNode {
  const running = React.useSyncExternalStore(busy.subscribe, () => busy.value);
  return running ? <div className="_dash-loading-callback" /> : null;
}
