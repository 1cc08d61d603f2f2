/**
 * The dev tools: a bar in the corner with the number of errors, and what opens from it.
 *
 * Class names are those of Dash's dev tools, so that scripts and tests which look for them work
 * here too; the look is its own.  The panel has its own React root and stands outside the app.
 */

import type { DevTools, DevToolsParts, DrawnTool } from "../host/devtools/contract";
import { CallbacksView } from "./callbacks_view";
import { ErrorList } from "./error_list";
import { LogView } from "./log_view";
import { PANEL_CSS } from "./panel_css";
import { React, ReactDOM, type ReactNode } from "./react";
import { ReplayBar } from "./replay_bar";
import type { SessionFile } from "./session";
import { SessionView } from "./session_view";
import { TOOLS_CSS } from "./tools_css";
import { Watcher } from "./watcher";

const COLLAPSED = "dash_debug_menu_collapsed";
const POPUP_ID = "pyrt-devtools-popup";

export function mountDevTools(parts: DevToolsParts): DevTools {
  const style = document.createElement("style");
  style.textContent = PANEL_CSS + TOOLS_CSS;
  document.head.append(style);
  const container = document.createElement("div");
  container.id = "_dash-global-error-container";
  document.body.append(container);
  const watcher = new Watcher(parts);
  ReactDOM.createRoot(container).render(<Panel parts={parts} watcher={watcher} />);
  return watcher;
}

interface PanelProps {
  parts: DevToolsParts;
  watcher: Watcher;
}

function Panel({ parts, watcher }: PanelProps): ReactNode {
  const { errors, busy: signal, stage } = parts;
  const [popup, setPopup] = React.useState("");
  const [collapsed, setCollapsed] = useCollapsed();
  const [session, setSession] = React.useState<SessionFile | null>(null);
  const count = React.useSyncExternalStore(errors.subscribe, () => errors.list.length);
  const busy = React.useSyncExternalStore(signal.subscribe, () => signal.value);
  // An open list follows the engine; a closed one costs nothing.
  React.useSyncExternalStore(watcher.subscribe, () => (popup ? watcher.version : 0));
  React.useEffect(() => {
    if (count > 0) setPopup("errors");
    else setPopup((open) => (open === "errors" ? "" : open));
  }, [count]);
  const replay = async (chosen: SessionFile): Promise<void> => {
    await stage.enter();
    setSession(chosen);
    setPopup("");
  };
  // The app may end the replay too: another version of it starts.
  const replaying = React.useSyncExternalStore(stage.subscribe, () => stage.open);

  const toggle = (which: string) => () => setPopup(popup === which ? "" : which);
  const close = (): void => setPopup("");
  const custom = (position: "left" | "right"): ReactNode =>
    !replaying && <CustomTools parts={parts} watcher={watcher} position={position} />;
  return (
    <parts.DevtoolContext.Provider value={{ popup, setPopup }}>
      <section
        className={`dash-debug-menu ${variant("dash-debug-menu__outer", collapsed)}`}
        aria-label="Developer tools"
        onKeyDown={(event) => event.key === "Escape" && close()}
      >
        {session && replaying && (
          <ReplayBar session={session} stage={stage} onLeave={() => stage.leave()} />
        )}
        <div className="dash-debug-menu__popup" id={POPUP_ID}>
          {popup === "errors" && <ErrorList errors={errors.list} onClose={close} />}
          {popup === "callbackGraph" && (
            <CallbacksView callbacks={watcher.callbacks} stats={watcher.stats} onClose={close} />
          )}
          {popup === "log" && <LogView log={watcher.log} onClose={close} />}
          {popup === "session" && (
            <SessionView
              parts={parts}
              watcher={watcher}
              onReplay={(chosen) => void replay(chosen)}
              onClose={close}
            />
          )}
        </div>
        {!collapsed && (
          <div className="dash-debug-menu__content">
            {custom("left")}
            <BarButton name="errors" open={popup === "errors"} onClick={toggle("errors")}>
              Errors
              {count > 0 && (
                <span className="test-devtools-error-count dash-debug-menu__error-count">
                  {count}
                </span>
              )}
            </BarButton>
            <BarButton
              name="callback-graph"
              open={popup === "callbackGraph"}
              onClick={toggle("callbackGraph")}
            >
              Callbacks
            </BarButton>
            <BarButton name="log" open={popup === "log"} onClick={toggle("log")}>
              Log
            </BarButton>
            <BarButton name="session" open={popup === "session"} onClick={toggle("session")}>
              Session
            </BarButton>
            <button
              type="button"
              id="dash-debug-menu__stop-button"
              className="dash-debug-menu__button"
              title="End what is being computed, and start Python again"
              disabled={!busy}
              onClick={() => parts.stop()}
            >
              Stop
            </button>
            {custom("right")}
          </div>
        )}
        <button
          type="button"
          className={variant("dash-debug-menu__toggle", collapsed)}
          aria-label="Developer tools"
          aria-expanded={!collapsed}
          onClick={() => setCollapsed(!collapsed)}
        >
          {collapsed ? "\u2039" : "\u203a"}
          {collapsed && count > 0 && <span className="dash-debug-menu__error-indicator" />}
        </button>
      </section>
    </parts.DevtoolContext.Provider>
  );
}

/** Whether the bar is drawn in: kept where Dash keeps it, for the next visit. */
function useCollapsed(): [boolean, (collapsed: boolean) => void] {
  const [collapsed, setCollapsed] = React.useState(() => localItem() === "true");
  const keep = (value: boolean): void => {
    setCollapsed(value);
    localItem(String(value));
  };
  return [collapsed, keep];
}

/** Reads the browser's storage, or writes it; without storage nothing is kept. */
function localItem(value?: string): string | null {
  try {
    if (value !== undefined) localStorage.setItem(COLLAPSED, value);
    return localStorage.getItem(COLLAPSED);
  } catch {
    return null;
  }
}

function variant(base: string, collapsed: boolean): string {
  return `${base} ${base}--${collapsed ? "collapsed" : "expanded"}`;
}

interface CustomToolsProps extends PanelProps {
  position: DrawnTool["position"];
}

/** Components of the app, or of its libraries (`hooks.devtool`). */
function CustomTools({ parts, watcher, position }: CustomToolsProps): ReactNode {
  const { ExternalWrapper } = parts;
  const tools = React.useSyncExternalStore(watcher.subscribe, () => watcher.customTools);
  const here = tools.filter((tool) => tool.position === position);
  if (here.length === 0) return null;
  return (
    <div className="pyrt-devtools-custom">
      {here.map(({ component, path }) => (
        <ExternalWrapper key={path.join()} component={component} componentPath={path} />
      ))}
    </div>
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
