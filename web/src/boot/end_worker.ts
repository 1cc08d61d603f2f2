/**
 * The one place where workers are ended: from now on nothing is heard of this one.
 *
 * It may be computing.  `worker/webkit.ts` sees to it that WebKit ends it then too.
 */

export interface EndableWorker {
  onmessage: unknown;
  onerror: unknown;
  terminate(): void;
}

export function endWorker(worker: EndableWorker): void {
  worker.onmessage = worker.onerror = null;
  worker.terminate();
}
