/** The registered callbacks: what each listens to and what it updates. */

import type { CallbackInfo } from "../../protocol.gen";
import { React, type ReactNode } from "../react";
import { Popup } from "./popup";

interface CallbackListProps {
  callbacks: readonly CallbackInfo[];
  onClose: () => void;
}

export function CallbackList({ callbacks, onClose }: CallbackListProps): ReactNode {
  return (
    <Popup title="Callbacks" onClose={onClose}>
      {callbacks.length === 0 && <p className="pyrt-devtools-none">The app has no callbacks.</p>}
      {callbacks.map((callback) => (
        <dl className="pyrt-devtools-callback" key={callback.id}>
          <Row name="Input" ids={callback.inputs} />
          <Row name="State" ids={callback.states} />
          <Row name="Output" ids={callback.outputs} />
          {callback.clientside && <dt className="pyrt-devtools-note">runs in the page</dt>}
        </dl>
      ))}
    </Popup>
  );
}

function Row({ name, ids }: { name: string; ids: readonly string[] }): ReactNode {
  if (ids.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      {ids.map((id) => (
        <dd key={id}>
          <code>{id}</code>
        </dd>
      ))}
    </>
  );
}
