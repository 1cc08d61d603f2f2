/**
 * The stages of a start, as people see them, and how long each may be silent.
 *
 * Silence is the only sign of some failures: Pyodide's promise never settles when the WebAssembly
 * module cannot be instantiated, and a request may hang for ever.  The clock runs on the page, so
 * that it also runs while Python holds the worker.
 */

import type { BootStage } from "../protocol.gen";

export interface Stage {
  label: string;
  /** After so many silent seconds the page says that it takes unusually long, and why it may. */
  hintAfter: number;
  hint: string;
  /** After so many silent seconds the start has failed; null where the app's own code runs. */
  failAfter: number | null;
}

export type RunningStage = Exclude<BootStage, "ready" | "failed">;

const SLOW_NETWORK = "Nothing has arrived for a while: the connection may be slow or broken.";
const SLOW_DEVICE = "This takes unusually long: the device may be busy.";

export const STAGES: Readonly<Record<RunningStage, Stage>> = {
  runtime: { label: "Downloading Python", hintAfter: 10, hint: SLOW_NETWORK, failAfter: 60 },
  python: { label: "Starting Python", hintAfter: 15, hint: SLOW_DEVICE, failAfter: 60 },
  files: { label: "Unpacking the app", hintAfter: 15, hint: SLOW_DEVICE, failAfter: 60 },
  packages: { label: "Adding packages", hintAfter: 15, hint: SLOW_DEVICE, failAfter: 60 },
  app: {
    label: "Starting the app",
    hintAfter: 15,
    hint: "The app's own code is still running. Does it wait for something at import?",
    failAfter: null,
  },
  layout: {
    label: "Building the layout",
    hintAfter: 15,
    hint: "The app's own code is still running: a layout function may take long.",
    failAfter: null,
  },
};

export function silenceMessage(stage: RunningStage): string {
  const { label, failAfter } = STAGES[stage];
  const remedy =
    stage === "runtime"
      ? "Check the connection and reload the page."
      : "Close other tabs, or try another browser, and reload the page. The browser's console may say more.";
  return `“${label}” gave no sign of life for ${failAfter} seconds. ${remedy}`;
}
