/** The frame of what opens from the dev tools' bar. */

import { React, type ReactNode } from "../react";

interface PopupProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Popup({ title, onClose, children }: PopupProps): ReactNode {
  return (
    <div className="dash-error-card dash-error-card--container" role="region" aria-label={title}>
      <div className="dash-error-card__topbar">
        <div className="dash-error-card__message">{title}</div>
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
