/** What the address asks for before its `#`: how an app is shown, never which. */

import type { Layout } from "../editor/toolbar";

export interface Options {
  /** `?mode=`; null: links are viewed, one's own work is edited. */
  mode: Layout | null;
  /** `?embed`: in a page of somebody else, with nothing around the app but a way out. */
  embed: boolean;
  /** `?theme=`; null: as the system has it. */
  theme: "light" | "dark" | null;
}

export function readOptions(search: string): Options {
  const query = new URLSearchParams(search);
  return {
    mode: oneOf(query.get("mode"), ["view", "edit", "split"]),
    embed: query.has("embed"),
    theme: oneOf(query.get("theme"), ["light", "dark"]),
  };
}

function oneOf<T extends string>(value: string | null, known: readonly T[]): T | null {
  return known.find((one) => one === value) ?? null;
}
