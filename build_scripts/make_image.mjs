// Makes the start image: Python's memory as it is once pyrt has been imported.
//   node make_image.mjs STDLIB.zip PYRT.zip IMAGE.gz MODULES.json
//
// A page that puts it into the memory of a fresh Python need not start Python and import
// anything: a second less.  `web/src/worker/image.ts` is the reader, and says what the file holds.
//
// Needs a Node whose V8 has stack switching (JSPI): Python decides when it starts whether it may
// wait in synchronous code, and how it calls JavaScript; both decisions lie in the image.  Made
// with JSPI it serves browsers with and without it, made without it only the latter.

import nodeCrypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";

/** Stretches that stay as they are in a fresh memory are left out, in steps of so many bytes. */
const BLOCK = 256;

async function main([stdlib, pyrt, imagePath, modulesPath]) {
  if (!("Suspending" in WebAssembly)) {
    throw new Error(`Node ${process.version} has no WebAssembly stack switching; 26 has.`);
  }
  standStill();
  const { loadPyodide } = await import("pyodide");
  const options = { ...PLAIN, stdLibURL: stdlib, env: { ...HOME, PYTHONHASHSEED: "0" } };

  const python = await loadPyodide({
    ...options,
    _makeSnapshot: true,
    fsInit: async (FS) => FS.writeFile(MOUNTED, readFileSync(pyrt)),
  });
  python.runPython(`import sys; sys.path.append("${MOUNTED}")`);
  python.runPython(IMPORTS);
  const modules = JSON.parse(python.runPython(MODULES));
  forgetFreed(python._module);
  const snapshot = python.makeMemorySnapshot();
  const table = functionsBeforeTrampoline(python._module);

  const fresh = await freshMemory(loadPyodide, options, snapshot);
  const start = new Uint32Array(snapshot.buffer, snapshot.byteOffset)[1];
  const memory = snapshot.subarray(start);
  const runs = changedRuns(memory, fresh);
  const header = Buffer.from(
    JSON.stringify({
      memory: memory.length,
      table,
      stdlib: readFileSync(stdlib).length,
      pyrt: readFileSync(pyrt).length,
      head: Buffer.from(snapshot.subarray(0, start)).toString("base64"),
      runs: runs.flat(),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const pieces = runs.map(([offset, bytes]) => memory.subarray(offset, offset + bytes));
  const image = Buffer.concat([Buffer.from("PYRTIMG1"), length, header, ...pieces]);
  writeFileSync(imagePath, gzipped(image));
  writeFileSync(modulesPath, JSON.stringify(modules, null, 1) + "\n");
}

const MOUNTED = "/lib/pyrt.zip";
const HOME = { HOME: "/home/pyodide" };
const PLAIN = {
  indexURL: fileURLToPath(new URL("../node_modules/pyodide/", import.meta.url)),
  packageBaseUrl: "https://pyodide.invalid/",
  lockFileContents: {
    info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" },
    packages: {},
  },
};

/** What a page that starts from the image has already imported. */
const IMPORTS = `
import gc, importlib, zipfile
for name in sorted(zipfile.ZipFile("${MOUNTED}").namelist()):
    if name.endswith(".pyc"):
        importlib.import_module(name.removesuffix(".pyc").removesuffix("/__init__").replace("/", "."))
del importlib, name, zipfile
gc.collect()
`;

const MODULES = `
import json, sys
json.dumps(sorted({*sys.modules, *sys.builtin_module_names}))
`;

/** Same inputs, same bytes: nothing of this moment and this machine may get into the image. */
function standStill() {
  const moment = Date.UTC(2026, 0, 1);
  const fill = (array) => {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7);
    return array;
  };
  process.env.TZ = "UTC";
  process.argv[1] = "/home/pyodide"; // becomes an environment variable of Python's
  Date.now = () => moment;
  performance.now = () => 0;
  Math.random = () => 0.5;
  globalThis.crypto.getRandomValues = fill;
  nodeCrypto.randomFillSync = fill;
}

/** A browser without the trampoline can use the image only if nothing comes behind it. */
function functionsBeforeTrampoline(Module) {
  const offset = Module.HEAP32[Module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2];
  const trampoline = Module.HEAP32[(Module.__PyRuntime + offset) >> 2];
  if (trampoline === 0 || trampoline !== Module.wasmTable.length - 1) {
    throw new Error(`The trampoline is at ${trampoline} of ${Module.wasmTable.length} functions.`);
  }
  return trampoline;
}

/** What Python has freed holds old bytes that nobody reads; zeros compress better. */
function forgetFreed(Module) {
  const end = Module._sbrk(0);
  const held = [];
  for (let size = 1 << 22; size >= 32; size >>= 1) {
    for (;;) {
      const block = Module._malloc(size);
      if (block === 0) break;
      if (block + size > end) {
        Module._free(block);
        break;
      }
      Module.HEAPU8.fill(0, block, block + size);
      held.push(block);
    }
  }
  held.forEach((block) => Module._free(block));
}

/** The memory at the moment when Pyodide would restore a snapshot.  Also a trial: it starts. */
async function freshMemory(loadPyodide, options, snapshot) {
  const { default: createPyodideModule } = await import("pyodide/pyodide.asm.mjs");
  let fresh;
  const python = await loadPyodide({
    ...options,
    _loadSnapshot: snapshot,
    createPyodideModule: async (settings) => {
      const Module = await createPyodideModule(settings);
      const restore = Module.API.restoreSnapshot;
      Module.API.restoreSnapshot = (bytes) => {
        fresh = Module.HEAPU8.slice();
        return restore(bytes);
      };
      return Module;
    },
  });
  python.runPython("import pyrt.bridge");
  return fresh;
}

/** Where `memory` differs from `fresh`: [offset, bytes] in steps of `BLOCK`, neighbours joined. */
function changedRuns(memory, fresh) {
  const runs = [];
  for (let offset = 0; offset < memory.length; offset += BLOCK) {
    const end = Math.min(offset + BLOCK, memory.length);
    if (Buffer.compare(memory.subarray(offset, end), fresh.subarray(offset, end)) === 0) continue;
    const last = runs[runs.length - 1];
    if (last && last[0] + last[1] === offset) last[1] += end - offset;
    else runs.push([offset, end - offset]);
  }
  return runs;
}

function gzipped(bytes) {
  const gz = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  gz[9] = 255; // the operating system that packed it: unknown, wherever it was
  return gz;
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(String(error));
    process.exit(1);
  },
);
