/**
 * The small WebAssembly modules that Emscripten makes while it starts.
 */

type Module = typeof WebAssembly.Module;

/**
 * A constructor that compiles the same bytes once.
 *
 * Emscripten puts a function of JavaScript into the table by way of a module that does nothing but
 * call it: 260 at each start, all between a few signatures, and no signature has two modules.
 */
export function eachOnce(compile: Module): Module {
  const made = new Map<string, WebAssembly.Module>();
  return new Proxy(compile, {
    construct(target, [bytes]: [Uint8Array<ArrayBuffer>]) {
      const key = String(bytes);
      const module = made.get(key) ?? new target(bytes);
      made.set(key, module);
      return module;
    },
  });
}
