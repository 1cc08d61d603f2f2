/**
 * The one place where workers are ended.
 *
 * WebKit does not end a busy one: it goes on until its code comes to an end by itself.  There a
 * deadline inside the worker (an interrupt buffer whose getter looks at the clock) has to help, and
 * this is where it is to be told.
 */

export function endWorker(worker: { terminate(): void }): void {
  worker.terminate();
}
