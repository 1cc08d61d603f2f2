/**
 * Tasks for Python: `bridge.py` asks for one, and is called in it.
 *
 * asyncio would do the same, but each of its hops is two tasks and a stack of its own; a click has
 * a dozen of them.
 */

import type { PyCallable } from "pyodide/ffi";

/** Returns what asks for a call of `step`, in a task of its own, in the order of asking. */
export function stepper(step: PyCallable, failed: (error: unknown) => void): () => void {
  // A step may wait: Pyodide begins such a call in a new task by itself.
  if ("Suspending" in WebAssembly) return () => void step.callPromising().catch(failed);
  return glancer(step, failed);
}

/** The same for what never waits. */
export function glancer(glance: PyCallable, failed: (error: unknown) => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    try {
      glance();
    } catch (error) {
      failed(error);
    }
  };
  return () => port2.postMessage(null);
}
