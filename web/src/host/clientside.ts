/**
 * Runs clientside callbacks (rules M1 to M5).
 *
 * The engine says which function to call and names its arguments; the values are read here, from
 * the mirror, at the moment of the call.  What the function returns, or that it refused or failed,
 * goes back; the engine checks and splits it like the result of a Python callback.
 */

import { hasOwnAddress, withAppLocation, withAppNames } from "../address/where";
import type {
  ClientsidePrevented,
  ClientsideRaised,
  ClientsideReturned,
  ClientsideSource,
  ComponentId,
  PropRef,
  RunClientside,
} from "../protocol.gen";
import { propId } from "./ids";

export type ClientsideOutcome = ClientsideReturned | ClientsidePrevented | ClientsideRaised;

/** `window.dash_clientside`: what Dash puts there, and the namespaces of the app. */
export interface DashClientside extends Record<string, unknown> {
  no_update: unknown;
  PreventUpdate: unknown;
  callback_context?: CallbackContext;
}

export interface CallbackContext {
  triggered: { prop_id: string; value: unknown }[];
  triggered_id: ComponentId | undefined;
  inputs: Record<string, unknown>;
  inputs_list: Entries[];
  states: Record<string, unknown>;
  states_list: Entries[];
  outputs_list: unknown;
}

interface Entry {
  id: ComponentId;
  property: string;
  value?: unknown;
}

/** One dependency: a list where it is ALL or ALLSMALLER. */
type Entries = Entry | Entry[];

type Read = (reference: PropRef) => unknown;

const NO_UPDATE_ON_THE_WIRE = { _dash_no_update: "_dash_no_update" };

/**
 * Calls the function and waits for its promise, if it returns one; `waits` is called before that
 * wait.  Never throws.
 */
export async function runClientside(
  message: RunClientside,
  dash: DashClientside,
  read: Read,
  waits: () => void = () => undefined,
): Promise<ClientsideOutcome> {
  const { run } = message;
  try {
    const called = call(message, dash, read);
    // Awaiting a plain value would let a callback that throws overtake those called before it: of
    // calls that end in one moment Dash takes the results in the order of the calls (E13).
    let returned = called;
    if (isPromise(called)) {
      waits();
      returned = await called;
    }
    const value = wireValue(returned, message, dash);
    return { type: "ClientsideReturned", run, value };
  } catch (thrown) {
    if (thrown === dash.PreventUpdate) return { type: "ClientsidePrevented", run };
    return raised(run, thrown);
  }
}

function isPromise(value: unknown): boolean {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}

/** The context stands during the synchronous part only, also when that throws (M3). */
function call(message: RunClientside, dash: DashClientside, read: Read): unknown {
  const inputs = message.inputs.map((item) => entries(item, read));
  const states = message.states.map((item) => entries(item, read));
  const callback = lookUp(message, dash);
  dash.callback_context = context(message, inputs, states, read);
  try {
    return callback.apply(dash[message.namespace], [...inputs, ...states].map(values));
  } finally {
    delete dash.callback_context;
  }
}

type Callback = (...values: unknown[]) => unknown;

function lookUp({ namespace, function_name }: RunClientside, dash: DashClientside): Callback {
  const functions = dash[namespace] as Record<string, unknown> | undefined;
  const found = functions?.[function_name];
  if (typeof found === "function") return found as Callback;
  const name = `dash_clientside.${namespace}.${function_name}`;
  const present = functions ? Object.keys(functions).join(", ") : "";
  throw new TypeError(
    `${name} is ${found === undefined ? "not defined" : "not a function"}. ` +
      (present
        ? `Functions in dash_clientside.${namespace}: ${present}.`
        : `There is no namespace dash_clientside.${namespace}: is its script in the assets folder?`),
  );
}

function context(
  message: RunClientside,
  inputs: Entries[],
  states: Entries[],
  read: Read,
): CallbackContext {
  const outputs = message.outputs.map((item) => entries(item));
  return {
    triggered: message.triggered.map((reference) => ({
      prop_id: propId(reference.id, reference.property),
      value: read(reference) ?? null,
    })),
    triggered_id: message.triggered[0]?.id,
    inputs: byPropId(inputs),
    inputs_list: inputs,
    states: byPropId(states),
    states_list: states,
    outputs_list: outputs.length === 1 ? outputs[0] : outputs,
  };
}

function entries(item: PropRef | PropRef[], read?: Read): Entries {
  if (Array.isArray(item)) return item.map((reference) => entry(reference, read));
  return entry(item, read);
}

function entry(reference: PropRef, read?: Read): Entry {
  const { id, property } = reference;
  return read ? { id, property, value: read(reference) } : { id, property };
}

function values(item: Entries): unknown {
  return Array.isArray(item) ? item.map(({ value }) => value) : item.value;
}

function byPropId(list: Entries[]): Record<string, unknown> {
  return Object.fromEntries(
    list.flat().map(({ id, property, value }) => [propId(id, property), value ?? null]),
  );
}

/** The returned value, with Dash's marker where it says `no_update`. */
function wireValue(returned: unknown, message: RunClientside, dash: DashClientside): unknown {
  const { outputs } = message;
  const [only] = outputs;
  if (only === undefined) return null;
  if (outputs.length === 1) return marked(returned, only, dash);
  if (returned === dash.no_update) return NO_UPDATE_ON_THE_WIRE;
  if (!Array.isArray(returned)) {
    throw new TypeError(
      `The clientside callback ${message.namespace}.${message.function_name} has ` +
        `${outputs.length} outputs: it must return an array with one value for each, ` +
        `or dash_clientside.no_update, but it returned ${kind(returned)}.`,
    );
  }
  // Values that are missing at the end of the array are not updated, as in Dash.
  return outputs.map((output, i) =>
    i < returned.length ? marked(returned[i], output, dash) : NO_UPDATE_ON_THE_WIRE,
  );
}

function marked(value: unknown, output: PropRef | PropRef[], dash: DashClientside): unknown {
  if (value === dash.no_update) return NO_UPDATE_ON_THE_WIRE;
  if (Array.isArray(output) && Array.isArray(value)) {
    return value.map((item: unknown) => (item === dash.no_update ? NO_UPDATE_ON_THE_WIRE : item));
  }
  // A prop set to undefined is None in Python (M5).
  return value === undefined ? null : value;
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `the ${typeof value} ${String(value)}`;
}

export function raised(run: number, thrown: unknown): ClientsideRaised {
  const isError = thrown instanceof Error;
  return {
    type: "ClientsideRaised",
    run,
    message: isError ? thrown.message : String(thrown),
    stack: isError ? (thrown.stack ?? "") : "",
    is_error: isError,
  };
}

/**
 * Puts an inline callback into its namespace, where the build has not put it already: its name is
 * the hash of its source.  Throws what the source throws: a SyntaxError, say; or an EvalError, where
 * the page's policy allows only what the build has seen.
 * The source is an expression, possibly with a semicolon behind it, as in Dash's inline scripts.
 */
export function defineInline(inline: ClientsideSource, dash: DashClientside): void {
  const { namespace, function_name, source } = inline;
  const functions = (dash[namespace] ??= {}) as Record<string, unknown>;
  if (typeof functions[function_name] === "function") return;
  const name = `pyrt/clientside/${function_name}.js`;
  const statement = `functions[name] = ${source}`;
  const own = hasOwnAddress() ? withAppNames(withAppLocation(statement)) : statement;
  const define = new Function("functions", "name", `${own}\n//# sourceURL=${name}`);
  define(functions, function_name);
}
