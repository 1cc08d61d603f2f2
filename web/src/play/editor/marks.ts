/** Where in the app's own files an error is, read from the text of its traceback. */

export interface Problem {
  path: string;
  /** From 1. */
  line: number;
  message: string;
}

/** The lines of a traceback that name a file of the app. */
export const PLACE = /File "(?:\/app\/)?([^"\n]+)", line (\d+)/g;

/** The innermost place in a file of the app; null: the text names none. */
export function problemIn(text: string, isOwn: (path: string) => boolean): Problem | null {
  const places = [...text.matchAll(PLACE)].filter(([, path = ""]) => isOwn(path));
  const [, path = "", line = ""] = places.at(-1) ?? [];
  if (!path) return null;
  const lines = text.trim().split("\n");
  // An error of several lines begins where the last line of the traceback proper ends.
  const said = lines.findLast((one) => /^[A-Za-z_][\w.]*(?:: |$)/.test(one)) ?? lines.at(-1) ?? "";
  return { path, line: Number(line), message: said };
}
