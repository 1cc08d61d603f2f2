/**
 * Prop type checks in Dash's words (rule B17).
 *
 * They work where the development build of `prop-types` is loaded; its production build answers
 * every check with "fine".
 */

import type { DashStatics } from "./registry";
import type { Props } from "./values";

declare global {
  interface Window {
    PropTypes?: Record<string, unknown>;
  }
}

/** The production build has one checker for everything. */
export function canCheckProps(): boolean {
  const types = window.PropTypes;
  return types !== undefined && types["string"] !== types["number"];
}

/** The word without which a `prop-types` checker refuses to be called. */
const SECRET = "SECRET_DO_NOT_PASS_THIS_OR_YOU_WILL_BE_FIRED";

type Checker = (
  props: Props,
  name: string,
  component: string,
  location: string,
  fullName: null,
  secret: string,
) => Error | null;

/** Throws when a prop does not fit what the component declares. */
export function checkProps(component: DashStatics, type: string, props: Props): void {
  for (const [name, checker] of Object.entries(component.propTypes ?? {})) {
    if (typeof checker !== "function") continue;
    const error = (checker as Checker)(props, name, type, "component prop", null, SECRET);
    if (error) throw new Error(describe(error.message, type, props));
  }
}

/** `prop-types`' sentence, as Dash rewrites it for people who write Python. */
export function describe(message: string, type: string, props: Props): string {
  const where = typeof props["id"] === "string" ? `${type} with ID "${props["id"]}"` : type;
  const path = message.split("`")[1] ?? "";
  if (message.includes("is marked as required")) {
    return `${path} in ${where} is required but it was not provided.`;
  }
  if (message.includes("Bad object")) {
    const [start, end] = message.split(".\nBad");
    return `${start?.split("supplied to ")[0]}supplied to ${type}.\nBad${end}`;
  }
  if (!message.includes("Invalid ") || !message.includes(" supplied to ")) return message;
  const lines = [`Invalid argument \`${path}\` passed into ${where}.`];
  const expected = message.split(", expected ")[1];
  if (expected) lines.push(`Expected ${expected}`);
  const supplied = message.split(" of type `")[1]?.split("`")[0];
  if (supplied) lines.push(`Was supplied type \`${supplied}\`.`);
  if (path in props) lines.push(...providedValue(props[path]));
  return lines.join("\n");
}

function providedValue(value: unknown): string[] {
  const json = JSON.stringify(value, null, 2) as string | undefined;
  if (!json) return [];
  return [json.includes("\n") ? `Value provided: \n${json}` : `Value provided: ${json}`];
}
