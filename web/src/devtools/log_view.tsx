/** The latest turns, newest first: what triggered what. */

import type { LogEntry } from "./log";
import { Popup } from "./popup";
import { React, type ReactNode } from "./react";
import { duration } from "./stats";

interface LogViewProps {
  log: readonly LogEntry[];
  onClose: () => void;
}

export function LogView({ log, onClose }: LogViewProps): ReactNode {
  return (
    <Popup title="Log" onClose={onClose}>
      {log.length === 0 && <p className="pyrt-devtools-none">Nothing has happened so far.</p>}
      <ol className="pyrt-devtools-log" reversed tabIndex={0} aria-label="Latest events">
        {[...log].reverse().map((entry) => (
          <Entry key={`${entry.time.getTime()} ${entry.turn}`} entry={entry} />
        ))}
      </ol>
    </Popup>
  );
}

function Entry({ entry: { time, events, runs, ended } }: { entry: LogEntry }): ReactNode {
  return (
    <li>
      <time dateTime={time.toISOString()}>{clock(time)}</time>
      <div>
        {events.map((text, index) => (
          <div key={index}>{text}</div>
        ))}
        {ended.map(({ run, called }) => (
          <div key={`end ${run}`} className="pyrt-devtools-quiet">
            run {run} took {duration(called)}
          </div>
        ))}
        {runs.map(({ run, callback, triggered }) => (
          <div key={run} className="pyrt-devtools-run">
            → run {run}: <code>{callback}</code>{" "}
            <span className="pyrt-devtools-quiet">
              {triggered.length > 0 ? `triggered by ${triggered.join(", ")}` : "initial call"}
            </span>
          </div>
        ))}
      </div>
    </li>
  );
}

const CLOCK = new Intl.DateTimeFormat(undefined, {
  ...({ hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const),
  fractionalSecondDigits: 3,
});

function clock(time: Date): string {
  return CLOCK.format(time);
}
