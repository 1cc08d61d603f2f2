/** The frame of what opens from the dev tools' bar. */

import { React, type ReactNode } from "./react";

interface PopupProps {
  title: string;
  /** As large as the window allows. */
  wide?: boolean;
  /** Controls, in the top bar. */
  tools?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function Popup({ title, wide, tools, onClose, children }: PopupProps): ReactNode {
  const size = wide ? " pyrt-devtools-wide" : "";
  return (
    <div
      className={`dash-error-card dash-error-card--container${size}`}
      role="region"
      aria-label={title}
    >
      <div className="dash-error-card__topbar">
        <div className="dash-error-card__message">{title}</div>
        {tools}
        <button
          type="button"
          className="dash-fe-error__icon-x"
          aria-label={`Close ${title.toLowerCase()}`}
          onClick={onClose}
        >
          ×
        </button>
      </div>
      <div className="dash-error-card__list">{children}</div>
    </div>
  );
}
