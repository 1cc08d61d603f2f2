/** The two arrows of `Dash(show_undo_redo=True)`, with Dash's class names. */

import type { EditHistory } from "./edit_history";
import { React, type ReactNode } from "./react";

const CSS = `
._dash-undo-redo {
  position: fixed;
  bottom: 30px;
  left: 30px;
  z-index: 9999;
  background: rgb(255 255 255 / 90%);
  font-size: 15px;
  text-align: center;
}
._dash-undo-redo-link {
  display: inline-block;
  margin: 0 10px;
  color: #4464d8;
  cursor: pointer;
  opacity: 0.4;
}
._dash-undo-redo-link:hover, ._dash-undo-redo-link:focus-visible { opacity: 1; }
._dash-icon-undo, ._dash-icon-redo { font-size: 20px; }
._dash-icon-undo { transform: rotate(270deg); }
._dash-icon-redo { transform: rotate(90deg); }
`;

export function UndoToolbar({ history }: { history: EditHistory }): ReactNode {
  const canUndo = React.useSyncExternalStore(history.subscribe, () => history.canUndo);
  const canRedo = React.useSyncExternalStore(history.subscribe, () => history.canRedo);
  return (
    <div className="_dash-undo-redo">
      <style>{CSS}</style>
      <div>
        {canUndo && <Arrow name="undo" sign="↺" onClick={() => history.undo()} />}
        {canRedo && <Arrow name="redo" sign="↻" onClick={() => history.redo()} />}
      </div>
    </div>
  );
}

interface ArrowProps {
  name: string;
  sign: string;
  onClick: () => void;
}

function Arrow({ name, sign, onClick }: ArrowProps): ReactNode {
  return (
    <span
      className="_dash-undo-redo-link"
      role="button"
      tabIndex={0}
      onClick={onClick}
      onKeyDown={(event) => event.key === "Enter" && onClick()}
    >
      <div className={`_dash-icon-${name}`} aria-hidden="true">
        {sign}
      </div>
      <div className="_dash-undo-redo-label">{name}</div>
    </span>
  );
}
