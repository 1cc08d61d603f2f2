/** Which paths a link may bring; `pyrt/share/paths.py` has the reason for each rule. */

import { ShareError } from "./errors";
import { PATH_BYTES } from "./limits";

const NEVER =
  /[\x00-\x1f\x7f-\x9f\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\..*)?$/s;
const GIT = /^(\.git|git~[0-9]+)$/;
const SHORTENED = /^[^.]{1,6}~[0-9]+(\..{0,3})?$/su;

/** Throws `ShareError` unless each is a plain relative path and no two meet in one file. */
export function checkPaths(paths: readonly string[]): void {
  const files = new Map<string, string>();
  for (const path of paths) {
    const why = wrongWith(path);
    if (why !== undefined) throw bad(path, why);
    const other = files.get(folded(path));
    if (other !== undefined) throw bad(path, `it is the same file as ${shown(other)} somewhere`);
    files.set(folded(path), path);
  }
  for (const [path, own] of files) {
    for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1)) {
      const other = files.get(path.slice(0, end));
      if (other !== undefined) throw bad(own, `${shown(other)} is a file, not a folder`);
    }
  }
}

function wrongWith(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (new TextEncoder().encode(path).length > PATH_BYTES) {
    return `it is longer than ${PATH_BYTES} bytes`;
  }
  if (path.startsWith("/")) return "it is absolute";
  if (NEVER.test(path) || /\p{Surrogate}/u.test(path)) {
    return "it has a character that not every system takes in a name";
  }
  if (path.normalize("NFC") !== path) {
    return "its letters are not in Unicode's composed form (NFC)";
  }
  for (const part of path.split("/")) {
    if (part === "" || part === "." || part === "..") {
      return "it leaves its folder or has an empty part";
    }
    if (/[. ]$/.test(part)) return "a part of it ends with a dot or a space, which Windows drops";
    const low = folded(part);
    if (DEVICE.test(low)) return "a part of it is the name of a device on Windows";
    if (GIT.test(low) || SHORTENED.test(low)) {
      return "a part of it has a meaning of its own to git or Windows";
    }
  }
  return undefined;
}

/** ASCII letters only: tables of other letters differ between languages and versions. */
const folded = (path: string): string => path.replace(/[A-Z]+/g, (text) => text.toLowerCase());

/** As ASCII: what cannot be seen, or turns the writing round, must not hide in a message. */
const shown = (path: string): string =>
  JSON.stringify(path.slice(0, 80)).replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const bad = (path: string, why: string): ShareError =>
  new ShareError("bad-path", `A file cannot have this path in a link: ${shown(path)}: ${why}.`);
