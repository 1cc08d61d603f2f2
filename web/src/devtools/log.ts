/** Turns in words: what happened, what it started, what came to its end. */

import type { Turn } from "../protocol.gen";
import { nameOf } from "./session";

export interface LogEntry {
  readonly turn: number;
  readonly time: Date;
  readonly events: readonly string[];
  readonly runs: readonly { run: number; callback: string; triggered: readonly string[] }[];
  readonly ended: readonly { run: number; called: number }[];
}

/** Messages that only keep page and engine in step. */
const QUIET = new Set(["Rendered", "CodeAwaited", "CodeArrived", "PropsRefreshed"]);

/** Whom an event is about; undefined for what is no longer known. */
export interface Names {
  /** The id of a component. */
  idOf(nid: number): unknown;
  /** The outputs of the callback of which a run is. */
  callbackOf(run: number): string | undefined;
}

/** null for a turn in which nothing happened that anybody asks for. */
export function logEntry(turn: Turn, names: Names): LogEntry | null {
  const events = turn.events.flatMap((event) => eventText(event, names) ?? []);
  if (events.length === 0 && turn.started.length === 0) return null;
  const { number, began, started: runs, ended } = turn;
  return { turn: number, time: new Date(began), events, runs, ended };
}

/** What happened, in a few words; null where it is of no interest. */
export function eventText(event: Record<string, unknown>, names: Names): string | null {
  const type = String(event["type"]);
  if (QUIET.has(type)) return null;
  const { idOf } = names;
  const number = event["run"] ?? event["job"];
  const callback = names.callbackOf(number as number);
  const run =
    callback === undefined ? `run ${String(number)}` : `run ${String(number)} of ${callback}`;
  switch (type) {
    case "Start":
      return "The app starts";
    case "Restore":
      return "The app goes on with another Python";
    case "PropsChanged":
      return `${props(name(event["nid"], idOf), event["props"])} changed`;
    case "PropsRestored":
      return `${props(name(event["nid"], idOf), event["props"])} restored by the browser`;
    case "PropsRequested":
    case "JobPropsSet":
      return `set_props ${props(nameOf(event["id"]), event["props"])}`;
    case "PropsSet":
      return "set_props of a running callback";
    case "ExternalMounted":
      return "A component inside a prop is on the page";
    case "CallbackReturned":
    case "ClientsideReturned":
    case "JobReturned":
      return `${run} returned`;
    case "CallbackPrevented":
    case "ClientsidePrevented":
    case "JobPrevented":
      return `${run} raised PreventUpdate`;
    case "CallbackRaised":
    case "ClientsideRaised":
    case "JobRaised":
      return `${run} failed: ${String(event["message"])}`;
    default:
      return number === undefined ? type : `${type} of ${run}`;
  }
}

function name(nid: unknown, idOf: (nid: number) => unknown): string {
  const id = idOf(nid as number);
  return id === undefined || id === null ? `component ${String(nid)}` : nameOf(id);
}

function props(id: string, values: unknown): string {
  return Object.entries(values as Record<string, unknown>)
    .map(([prop, value]) => `${id}.${prop} = ${short(value)}`)
    .join(", ");
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
