/** The errors, newest first; each opens to its message and its traceback. */

import { React, type ReactNode } from "./react";
import type { ListedError } from "../host/devtools/errors";
import { Popup } from "./popup";

interface ErrorListProps {
  errors: readonly ListedError[];
  onClose: () => void;
}

export function ErrorList({ errors, onClose }: ErrorListProps): ReactNode {
  const numbered = errors.map((error, number) => ({ error, number }));
  return (
    <Popup title="Errors" onClose={onClose}>
      {errors.length === 0 && <p className="pyrt-devtools-none">No errors so far.</p>}
      {numbered.reverse().map(({ error, number }) => (
        <ErrorItem key={number} error={error} />
      ))}
    </Popup>
  );
}

function ErrorItem({ error }: { error: ListedError }): ReactNode {
  const [open, setOpen] = React.useState(false);
  return (
    <div className="dash-error-card__content">
      <button
        type="button"
        className="dash-fe-error-item test-devtools-error-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="dash-fe-error-top__group">
          <span className="dash-fe-error__title">{error.title}</span>
        </span>
        <span className="dash-fe-error-top__group">
          <time className="dash-fe-error__timestamp" dateTime={error.time.toISOString()}>
            {error.time.toLocaleTimeString()}
          </time>
          <span
            className={`dash-fe-error__collapse${open ? "" : " dash-fe-error__collapse--flipped"}`}
          />
        </span>
      </button>
      {open && <ErrorBody error={error} />}
    </div>
  );
}

/** A title of that many letters is said again below it, as in Dash. */
const LONG = 40;

/** Where Dash shows exceptions and findings. */
const PLACES: Partial<Record<ListedError["source"], string>> = {
  python: "dash-be-error__st",
  validation: "dash-be-error__str",
};

/** A Python traceback is what one wants to read; a JavaScript stack mostly is not. */
function ErrorBody({ error: { source, title, message, traceback } }: { error: ListedError }) {
  const fromPython = source === "python" || source === "validation";
  const text = fromPython ? traceback || message : message;
  return (
    <div className="error-container">
      {(fromPython || text !== title || text.length >= LONG) && (
        <div className={PLACES[source] ?? "dash-fe-error__st"}>
          <div
            className={
              fromPython ? "dash-backend-error" : "dash-fe-error__info dash-fe-error__curved"
            }
          >
            <pre tabIndex={0}>{text}</pre>
          </div>
        </div>
      )}
      {!fromPython && traceback && (
        <div className="dash-fe-error__st">
          <div className="dash-fe-error__info">
            <details>
              <summary>JavaScript stack</summary>
              <pre tabIndex={0}>{traceback}</pre>
            </details>
          </div>
        </div>
      )}
    </div>
  );
}
