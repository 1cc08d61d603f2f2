/** To be evaluated before `worker.ts`, which then finds the files that it was given. */

import { GivenFiles } from "./files";

declare global {
  var __pyrt_files: { here: string; folder: string; port: MessagePort };
}

// Pyodide refuses to run where it sees this; of all that it is for, nothing is used here.
Object.assign(self, {
  importScripts: () => {
    throw new TypeError("This worker has no importScripts.");
  },
});
const otherwise = self.fetch as (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
const files = new GivenFiles(self.__pyrt_files, otherwise);
self.__pyrt_given = files;
Object.assign(self, {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => files.fetch(input, init),
});
