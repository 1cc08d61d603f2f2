/**
 * Files that Python has on its path and seldom opens: fetched when it first reads them.
 *
 * A Python that was started from the image has imported most of what apps need; an import of
 * something else cannot wait for a promise, so the request is a synchronous one, which workers may
 * make.
 */

import type { PyodideAPI } from "pyodide";
import "./given";

type FileSystem = PyodideAPI["FS"];

interface Node {
  contents: Uint8Array;
  usedBytes: number;
}

/** Puts a file of `length` bytes at `path`, whose content `read` gives when it is asked for. */
export function addLateFile(
  FS: FileSystem,
  path: string,
  length: number,
  read: () => Uint8Array,
): void {
  FS.writeFile(path, new Uint8Array(0));
  const { node } = FS.lookupPath(path) as unknown as { node: Node };
  let contents: Uint8Array | undefined;
  Object.defineProperties(node, {
    usedBytes: { value: length, configurable: true, writable: true },
    contents: {
      configurable: true,
      get: () => (contents ??= read()),
      set: (value: Uint8Array) => (contents = value),
    },
  });
}

/** The file at `url`, now. */
export function readNow(url: URL): Uint8Array {
  if (self.__pyrt_given) return self.__pyrt_given.now(url);
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.responseType = "arraybuffer";
  try {
    request.send();
  } catch {
    throw new Error(`${url.href} could not be reached`);
  }
  if (request.status !== 200) throw new Error(`${url.href} answered ${request.status}`);
  return new Uint8Array(request.response as ArrayBuffer);
}
