/** The recorder: save the session, open one, and go through it step by step in the page. */

import type { DevToolsParts } from "../host/devtools/contract";
import { Popup } from "./popup";
import { React, type ReactNode } from "./react";
import { asSessionTurn, FORMAT, parseSession, VERSION, type SessionFile } from "./session";
import type { Watcher } from "./watcher";

interface SessionViewProps {
  parts: DevToolsParts;
  watcher: Watcher;
  onReplay: (session: SessionFile) => void;
  onClose: () => void;
}

export function SessionView({ parts, watcher, onReplay, onClose }: SessionViewProps): ReactNode {
  const { recording } = parts;
  const [problem, setProblem] = React.useState("");
  const file = React.useRef<HTMLInputElement>(null);
  const open = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    if (!chosen) return;
    try {
      onReplay(parseSession(await chosen.text()));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const kept = recording.turns.length;
  return (
    <Popup title="Session" onClose={onClose}>
      <div className="pyrt-devtools-session">
        <p>
          {kept} {kept === 1 ? "turn" : "turns"} recorded since Python was started: what happened on
          the page, and what the callbacks answered.
          {!recording.complete && " The session is too long; its later turns are not kept."}
        </p>
        <div className="pyrt-devtools-tools">
          <button
            type="button"
            disabled={kept === 0}
            onClick={() => save(currentSession(parts, watcher))}
          >
            Export
          </button>
          <button
            type="button"
            disabled={kept === 0}
            onClick={() => onReplay(currentSession(parts, watcher))}
          >
            Replay
          </button>
          <button type="button" onClick={() => file.current?.click()}>
            Open a file…
          </button>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            aria-label="Session file"
            hidden
            onChange={() => void open()}
          />
        </div>
        {problem && <p role="alert">{problem}</p>}
      </div>
    </Popup>
  );
}

function currentSession({ app, recording }: DevToolsParts, watcher: Watcher): SessionFile {
  return {
    format: FORMAT,
    version: VERSION,
    ...app,
    title: document.title,
    recorded: new Date().toISOString(),
    callbacks: watcher.callbacks,
    complete: recording.complete,
    turns: recording.turns.map(asSessionTurn),
  };
}

function save(session: SessionFile): void {
  const blob = new Blob([`${JSON.stringify(session, null, 1)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "session.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
