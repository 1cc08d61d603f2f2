/** Stands over the page while it shows a recording. */

import type { Stage } from "../host/devtools/contract";
import { eventText } from "./log";
import { React, type ReactNode } from "./react";
import { Player, type SessionFile } from "./session";

interface ReplayBarProps {
  session: SessionFile;
  stage: Stage;
  onLeave: () => void;
}

export function ReplayBar({ session, stage, onLeave }: ReplayBarProps): ReactNode {
  const player = React.useMemo(() => new Player(session.turns), [session]);
  const [step, setStep] = React.useState(0);
  React.useEffect(() => {
    player.go(step);
    stage.show(player.layout());
  }, [player, stage, step]);

  const { last } = player;
  const go = (to: number) => () => setStep(Math.min(Math.max(to, 0), last));
  return (
    <div className="pyrt-replay" role="region" aria-label="Replay">
      <strong>Replay</strong>
      <span className="pyrt-devtools-quiet">
        A recording is shown. Python is not asked, and the app waits.
      </span>
      <div className="pyrt-devtools-tools">
        <button type="button" aria-label="First step" disabled={step === 0} onClick={go(0)}>
          «
        </button>
        <button
          type="button"
          aria-label="One step back"
          disabled={step === 0}
          onClick={go(step - 1)}
        >
          ‹
        </button>
        <input
          type="range"
          aria-label="Step"
          min={0}
          max={last}
          value={step}
          onChange={(event) => setStep(Number(event.target.value))}
        />
        <button
          type="button"
          aria-label="One step forward"
          disabled={step === last}
          onClick={go(step + 1)}
        >
          ›
        </button>
        <button type="button" aria-label="Last step" disabled={step === last} onClick={go(last)}>
          »
        </button>
      </div>
      <span role="status">
        {step + 1} of {last + 1}: {describe(session, step, player)}
      </span>
      <button type="button" className="pyrt-replay-leave" onClick={onLeave}>
        Leave
      </button>
    </div>
  );
}

function describe({ turns }: SessionFile, step: number, player: Player): string {
  const turn = turns[step]?.turn;
  const names = {
    idOf: (nid: number) => player.id(nid),
    callbackOf: (run: number) =>
      turns
        .slice(0, step + 1)
        .flatMap(({ turn: { started } }) => started)
        .findLast((begun) => begun.run === run)?.callback,
  };
  const words = turn?.events.flatMap((event) => eventText(event, names) ?? []);
  return words?.join("; ") || "the page has drawn";
}
