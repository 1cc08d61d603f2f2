/**
 * What the player's page and the frame with the app say to each other.
 *
 * The page is trusted and the frame is not: what comes from it is data to show, never a command.
 */

import type { View } from "../boot/make_worker";
import type { SiteConfig } from "../protocol.gen";

/** From the page to the frame. */
export type ToFrame =
  /** A file below the runtime's folder, by its path there. */
  | { type: "file"; name: string; bytes: ArrayBuffer }
  | { type: "file-failed"; name: string; why: string }
  | { type: "start"; app: AppInFrame }
  /** Asks for the view as it is now. */
  | { type: "view" }
  /** The browser's buttons have led to this path. */
  | { type: "at"; path: string };

export interface AppInFrame {
  /** URLs are relative to the frame. */
  site: SiteConfig;
  assets: Assets;
  /** The view to begin with. */
  state: View;
  /** Where it starts. */
  path: string;
  /** What the document before it, of the same app, has left in its storage; or nothing. */
  stored: string;
}

/** The assets folder of an app that no server has. */
export interface Assets {
  /** Path below the site -> content. */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Those of them that the page loads, in Dash's order. */
  styles: readonly string[];
  scripts: readonly string[];
}

export type FrameState = "loading" | "ready" | "busy" | "failed";

/** From the frame to the page. */
export type FromFrame =
  /** It listens now. */
  | { type: "hello" }
  | { type: "state"; state: FrameState }
  | { type: "shown" }
  | { type: "title"; title: string }
  /** It is at another path now; `replace`: one does not come back to the last one. */
  | { type: "at"; path: string; replace: boolean }
  /** It wants to be loaded anew at this path. */
  | { type: "load"; path: string; replace: boolean; stored: string }
  | { type: "travel"; by: number }
  /** Somebody has pressed Ctrl+S in it. */
  | { type: "save" }
  /** The view as JSON; empty where the app has started nothing yet. */
  | { type: "view"; json: string }
  | { type: "console"; level: ConsoleLevel; text: string };

export type ConsoleLevel = "log" | "warn" | "error";

const STATES: readonly unknown[] = ["loading", "ready", "busy", "failed"] satisfies FrameState[];
const LEVELS: readonly unknown[] = ["log", "warn", "error"] satisfies ConsoleLevel[];

/** What the frame has said, if it is something that a frame says: the app could say anything. */
export function readFromFrame(data: unknown): FromFrame | null {
  if (typeof data !== "object" || data === null) return null;
  const { type, state, title, level, text, json } = data as Record<string, unknown>;
  const { path, replace, stored, by } = data as Record<string, unknown>;
  if (type === "hello" || type === "shown" || type === "save") return { type };
  if (type === "state" && STATES.includes(state)) return { type, state: state as FrameState };
  if (type === "view" && typeof json === "string") return { type, json };
  if (type === "travel" && Number.isSafeInteger(by)) return { type, by: by as number };
  if (typeof path === "string" && typeof replace === "boolean") {
    if (type === "at") return { type, path, replace };
    if (type === "load" && typeof stored === "string") return { type, path, replace, stored };
  }
  if (type === "title" && typeof title === "string") return { type, title };
  if (type === "console" && LEVELS.includes(level) && typeof text === "string") {
    return { type, level: level as ConsoleLevel, text };
  }
  return null;
}

/** The code of the worker, which is a file like others to the page. */
export const WORKER_CODE = "play/worker.js";
