/**
 * Pyodide, started from files that are already here.
 *
 * `loadPyodide` insists on fetching its WebAssembly module and its standard library itself, one
 * after the other.  Ours were fetched together, so it is handed stand-ins for the two requests.
 * And it does not tell when the module cannot be instantiated: its promise then never settles.
 */

import { loadPyodide, type PyodideAPI } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import {
  repairTable,
  restoring,
  snapshotHead,
  withoutSwitchingOnIos,
  type StartImage,
} from "./image";
import { writeData, type WasmFile } from "./wasm_data";

export interface PythonFiles {
  wasm: WasmFile;
  /** Either the memory of a Python that has started, or what Python needs to start. */
  image: StartImage | null;
  stdlib: Uint8Array | null;
}

export interface Output {
  stdout(line: string): void;
  stderr(line: string): void;
}

/** An address below which Pyodide believes its files to be.  Nothing is ever asked of it. */
const NOWHERE = "https://pyodide.invalid/";
const STDLIB_URL = `${NOWHERE}python_stdlib.zip`;
const WASM_URL = `${NOWHERE}pyodide.asm.wasm`;
/** A zip archive with nothing in it: with the image, Pyodide opens its library only later. */
const EMPTY_ZIP = Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]);

/** No packages: Pyodide then needs no lock file.  The numbers are checked against the build. */
const NO_PACKAGES = {
  info: {
    abi_version: "2026_0",
    arch: "wasm32",
    platform: "emscripten_5_0_3",
    python: "3.14.2",
    version: "314.0.7",
  },
  packages: {},
} as const;

/** Where `loadPackage` and micropip find packages that were built for Pyodide. */
export interface Distribution {
  lock: Promise<string>;
  base: string;
}

export async function startPython(
  files: PythonFiles,
  output: Output,
  distribution: Distribution | null = null,
): Promise<PyodideAPI> {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  const { image } = files;
  if (image) withoutSwitchingOnIos();
  try {
    return await new Promise((resolve, reject) => {
      self.fetch = standIn(files, fetch) as typeof self.fetch;
      WebAssembly.instantiateStreaming = (_response, imports) =>
        instantiate(files.wasm, imports).catch((error: unknown) => {
          reject(error as Error);
          throw error;
        });
      loadPyodide({
        indexURL: NOWHERE,
        packageBaseUrl: distribution?.base ?? NOWHERE,
        stdLibURL: STDLIB_URL,
        lockFileContents: distribution?.lock ?? (NO_PACKAGES as never),
        createPyodideModule: image ? restoring(createPyodideModule, image) : createPyodideModule,
        ...(image && { _loadSnapshot: snapshotHead(image) }),
        ...output,
      }).then(resolve, reject);
    });
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

function standIn({ stdlib }: PythonFiles, fetch: Fetch): Fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url === STDLIB_URL) return new Response((stdlib ?? EMPTY_ZIP) as BodyInit);
    if (url === WASM_URL) return new Response();
    return fetch(input, init);
  };
}

async function instantiate(
  { module, data }: WasmFile,
  imports: WebAssembly.Imports | undefined,
): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  const instance = await WebAssembly.instantiate(module, imports);
  writeData(instance, data);
  repairTable(instance);
  return { module, instance };
}
