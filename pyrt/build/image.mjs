/**
 * Makes a start image: Python's memory as it is once pyrt has been imported, and packages of the app
 * if it is one app's.  Runs under Node (`build_scripts/make_image.mjs`, for the image that every
 * site has) and in Chromium (`app_image.py`).
 *
 * A page that puts it into the memory of a fresh Python need not start Python and import
 * anything: a second less.  `web/src/worker/image.ts` is the reader, and says what the file holds.
 *
 * Needs stack switching (JSPI): Python decides when it starts whether it may wait in synchronous
 * code, and how it calls JavaScript; both decisions lie in the image.  Made with JSPI it serves
 * browsers with and without it, made without it only the latter.
 */

/** Stretches that stay as they are in a fresh memory are left out, in steps of so many bytes. */
const BLOCK = 256;

const MAGIC = "PYRTIMG1";
const MOUNTED = "/lib/pyrt.zip";
const SITE_PACKAGES = "/lib/python3.14/site-packages";
const NO_PACKAGES = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" },
  packages: {},
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

/**
 * What cannot be imported here, the app will try again; so that the error has its place.
 * Modules that load their parts when these are first asked for are asked for what the app names.
 * The clock stands still, so finders see no change in their folders.  Those of archives keep what
 * they know: a page would fetch the archive to look again.
 */
const PACKAGE_IMPORTS = `
import contextlib, gc, importlib, sys
from pyrt.alias import install
install()
for finder in sys.path_importer_cache.values():
    if isinstance(finder, importlib.machinery.FileFinder):
        finder.invalidate_caches()
for name in APP_IMPORTS:
    with contextlib.suppress(Exception):
        module = importlib.import_module(name)
        if "__getattr__" in vars(module):
            for word in APP_WORDS:
                getattr(module, word, None)
del APP_IMPORTS, APP_WORDS, contextlib, finder, importlib, install, module, name, word
gc.collect()
`;

const MODULES = `
import json, sys
json.dumps(sorted({*sys.modules, *sys.builtin_module_names}))
`;

/**
 * The image, not yet packed, and the names of the modules in it.
 *
 * `pyodide`: { loadPyodide, createPyodideModule }; `options` for `loadPyodide`: indexURL,
 * stdLibURL.  `stdlib`, `pyrt`: the archives, as bytes.  `packages`: zip archives that are laid out
 * in site-packages; `imports`: names of modules in them; `words`: names in the app's code.
 */
export async function makeImage({ pyodide, options, stdlib, pyrt, packages = [], imports = [], words = [] }) {
  const load = (more) =>
    pyodide.loadPyodide({
      createPyodideModule: pyodide.createPyodideModule,
      packageBaseUrl: "https://pyodide.invalid/",
      lockFileContents: NO_PACKAGES,
      // LANG would be the language of whoever builds.
      env: { HOME: "/home/pyodide", LANG: "en_US.UTF-8", PYTHONHASHSEED: "0" },
      ...options,
      ...more,
    });
  const python = await load({
    _makeSnapshot: true,
    fsInit: async (FS) => FS.writeFile(MOUNTED, pyrt),
  });
  python.runPython(`import sys; sys.path.append("${MOUNTED}")`);
  python.runPython(IMPORTS);
  if (imports.length > 0) {
    for (const archive of packages) {
      python.unpackArchive(archive, "zip", { extractDir: SITE_PACKAGES });
    }
    python.runPython(`APP_IMPORTS, APP_WORDS = ${JSON.stringify([imports, words])}`);
    python.runPython("finder = module = name = word = None");
    python.runPython(PACKAGE_IMPORTS);
  }
  const modules = JSON.parse(python.runPython(MODULES));
  forgetFreed(python._module);
  const snapshot = python.makeMemorySnapshot();
  const table = functionsBeforeTrampoline(python._module);

  const fresh = await freshMemory(pyodide, load, snapshot);
  const start = new Uint32Array(snapshot.buffer, snapshot.byteOffset)[1];
  const memory = snapshot.subarray(start);
  const runs = changedRuns(memory, fresh);
  const header = {
    memory: memory.length,
    table,
    stdlib: stdlib.length,
    pyrt: pyrt.length,
    head: base64(snapshot.subarray(0, start)),
    runs: runs.flat(),
  };
  const pieces = runs.map(([offset, bytes]) => memory.subarray(offset, offset + bytes));
  return { image: written(header, pieces), modules };
}

function written(header, pieces) {
  const encoder = new TextEncoder();
  const text = encoder.encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  const parts = [encoder.encode(MAGIC), length, text, ...pieces];
  const image = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    image.set(part, at);
    at += part.length;
  }
  return image;
}

function base64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Same inputs, same bytes: nothing of this moment and this machine may get into the image. */
export function standStill() {
  const moment = Date.UTC(2026, 0, 1);
  Date.now = () => moment;
  performance.now = () => 0;
  Math.random = () => 0.5;
  globalThis.crypto.getRandomValues = (array) => {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7);
    return array;
  };
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
async function freshMemory(pyodide, load, snapshot) {
  let fresh;
  const python = await load({
    _loadSnapshot: snapshot,
    createPyodideModule: async (settings) => {
      const Module = await pyodide.createPyodideModule(settings);
      const restore = Module.API.restoreSnapshot;
      Module.API.restoreSnapshot = (bytes) => {
        grow(Module, bytes.length - new Uint32Array(bytes.buffer, bytes.byteOffset)[1]);
        fresh = Module.HEAPU8.slice();
        return restore(bytes);
      };
      return Module;
    },
  });
  python.runPython("import pyrt.bridge");
  return fresh;
}

/** As a page does (`image.ts`): the fresh memory has to be the same. */
function grow(Module, memory) {
  if (Module.HEAPU8.length < memory) Module._malloc(memory - Module._sbrk(0));
}

/** Where `memory` differs from `fresh`: [offset, bytes] in steps of `BLOCK`, neighbours joined. */
function changedRuns(memory, fresh) {
  const runs = [];
  for (let offset = 0; offset < memory.length; offset += BLOCK) {
    const end = Math.min(offset + BLOCK, memory.length);
    if (alike(memory, fresh, offset, end)) continue;
    const last = runs[runs.length - 1];
    if (last && last[0] + last[1] === offset) last[1] += end - offset;
    else runs.push([offset, end - offset]);
  }
  return runs;
}

function alike(memory, fresh, start, end) {
  for (let i = start; i < end; i++) if (memory[i] !== fresh[i]) return false;
  return true;
}
