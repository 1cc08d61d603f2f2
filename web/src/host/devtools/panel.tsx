/**
 * The dev tools: a bar in the corner with the number of errors, and what opens from it.
 *
 * Class names are those of Dash's dev tools, so that scripts and tests which look for them work
 * here too; the look is its own.  The panel has its own React root and stands outside the app.
 */

import type { CallbackInfo } from "../../protocol.gen";
import { React, ReactDOM, type ReactNode } from "../react";
import type { BusySignal } from "../root";
import { CallbackList } from "./callback_list";
import { ErrorList } from "./error_list";
import type { ErrorLog } from "./errors";
import { PANEL_CSS } from "./panel_css";

type Popup = "errors" | "callbacks" | null;

const POPUP_ID = "pyrt-devtools-popup";

/** Who can end what is being computed. */
interface Running {
  readonly busy: BusySignal;
  stop(): void;
}

export function mountDevTools(
  errors: ErrorLog,
  callbacks: readonly CallbackInfo[],
  running: Running,
): void {
  const style = document.createElement("style");
  style.textContent = PANEL_CSS;
  document.head.append(style);
  const container = document.createElement("div");
  container.id = "_dash-global-error-container";
  document.body.append(container);
  ReactDOM.createRoot(container).render(
    <Panel errors={errors} callbacks={callbacks} running={running} />,
  );
}

interface PanelProps {
  errors: ErrorLog;
  callbacks: readonly CallbackInfo[];
  running: Running;
}

function Panel({ errors, callbacks, running }: PanelProps): ReactNode {
  const [popup, setPopup] = React.useState<Popup>(null);
  const count = React.useSyncExternalStore(errors.subscribe, () => errors.list.length);
  const busy = React.useSyncExternalStore(running.busy.subscribe, () => running.busy.value);
  React.useEffect(() => {
    if (count > 0) setPopup("errors");
  }, [count]);

  const toggle = (which: Popup) => () => setPopup(popup === which ? null : which);
  const close = (): void => setPopup(null);
  return (
    <section
      className="dash-debug-menu dash-debug-menu__outer"
      aria-label="Developer tools"
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      {popup && (
        <div className="dash-debug-menu__popup" id={POPUP_ID}>
          {popup === "errors" ? (
            <ErrorList errors={errors.list} onClose={close} />
          ) : (
            <CallbackList callbacks={callbacks} onClose={close} />
          )}
        </div>
      )}
      <BarButton name="errors" open={popup === "errors"} onClick={toggle("errors")}>
        Errors
        {count > 0 && (
          <span className="test-devtools-error-count dash-debug-menu__error-count">{count}</span>
        )}
      </BarButton>
      <BarButton name="callback-graph" open={popup === "callbacks"} onClick={toggle("callbacks")}>
        Callbacks
      </BarButton>
      <button
        type="button"
        id="dash-debug-menu__stop-button"
        className="dash-debug-menu__button"
        title="End what is being computed, and start Python again"
        disabled={!busy}
        onClick={() => running.stop()}
      >
        Stop
      </button>
    </section>
  );
}

interface BarButtonProps {
  name: string;
  open: boolean;
  onClick: () => void;
  children: ReactNode;
}

function BarButton({ name, open, onClick, children }: BarButtonProps): ReactNode {
  const selected = open ? " dash-debug-menu__button--selected" : "";
  return (
    <button
      type="button"
      id={`dash-debug-menu__${name}-button`}
      className={`dash-debug-menu__button${selected}`}
      aria-expanded={open}
      aria-controls={POPUP_ID}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
