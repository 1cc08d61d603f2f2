/**
 * An app that an address names (`#url=`, `#gist=`): one file, a zip, a folder on GitHub, a gist.
 *
 * The page fetches it, as far as the other host lets pages of other sites do so (CORS).  What comes
 * is a stranger's, as if it had come in a link, and is checked by the same rules.
 */

import { unzipSync } from "fflate";

import { encodeBody, type SharedApp } from "../../share/body";
import { BODY_BYTES, FILES } from "../../share/limits";

/** Why there is no app at an address, and what to do. */
export class AddressError extends Error {}

type Files = Map<string, Uint8Array>;

const PREFIX = /^(url|gist)=(.+)$/s;

export const isAddress = (fragment: string): boolean => PREFIX.test(fragment);

/**
 * `fragment` is `url=...` or `gist=...`; returns the app and where it was.
 * Throws `AddressError`, or `ShareError` for files that no link could hold.
 */
export async function loadAddress(fragment: string): Promise<{ app: SharedApp; from: string }> {
  const [, kind = "", encoded = ""] = PREFIX.exec(fragment) ?? [];
  const named = decoded(encoded);
  const url = kind === "gist" ? gistUrl(named) : apiUrl(absolute(named));
  const loader = new Loader();
  const files = withoutOneFolder(await loader.load(url));
  const app = appOf(files, url);
  encodeBody(app);
  return { app, from: kind === "gist" && !named.includes("/") ? `the gist ${named}` : named };
}

/** What people copy from the address bar -> where its contents are. */
export function apiUrl(url: URL): URL {
  const parts = url.pathname.split("/").filter(Boolean);
  if (url.hostname === "gist.github.com") return gistUrl(parts.at(-1) ?? "");
  if (url.hostname !== "github.com") return url;
  const [owner, repository, kind, ref = "", ...path] = parts;
  if (kind === "blob") {
    const raw = [owner, repository, ref, ...path].join("/");
    return new URL(`https://raw.githubusercontent.com/${raw}`);
  }
  if (kind !== undefined && kind !== "tree") return url;
  const contents = `https://api.github.com/repos/${owner}/${repository}/contents/${path.join("/")}`;
  return new URL(ref ? `${contents}?ref=${ref}` : contents);
}

function gistUrl(named: string): URL {
  if (/^[0-9a-f]+$/i.test(named)) return new URL(`https://api.github.com/gists/${named}`);
  if (named.includes("/")) return apiUrl(absolute(named));
  throw new AddressError(
    `${named} is no gist. Its id is the row of digits and letters a to f at the end of its address.`,
  );
}

/** Relative addresses are files of this host. */
function absolute(named: string): URL {
  const url = URL.canParse(named, document.baseURI) ? new URL(named, document.baseURI) : null;
  if (url?.protocol === "https:" || url?.origin === window.location.origin) return url as URL;
  throw new AddressError(
    `${named} cannot be read from here: apps come from https:// addresses and from this host.`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface GistFile {
  content?: string;
  truncated?: boolean;
  raw_url?: string;
}

interface Entry {
  type?: string;
  name?: string;
  url?: string;
  download_url?: string | null;
}

/** Everything that one app is made of counts together. */
class Loader {
  #bytes = 0;
  #files = 0;

  async load(url: URL): Promise<Files> {
    const content = await this.#fetch(url);
    if (content[0] === 0x50 && content[1] === 0x4b) return unzipped(content, url);
    const name = decoded(url.pathname.slice(url.pathname.lastIndexOf("/") + 1));
    if (name.endsWith(".py")) return new Map([[name, content]]);
    const data = asJson(content);
    if (Array.isArray(data)) return this.#folder(data as Entry[], "");
    const gist = (data as { files?: Record<string, GistFile> } | undefined)?.files;
    if (gist) return this.#gist(gist);
    throw new AddressError(
      `${url.href} is no app. It can be a .py file, a .zip, a folder on GitHub or a gist; other ` +
        "hosts have no list of what is in a folder.",
    );
  }

  async #gist(listed: Record<string, GistFile>): Promise<Files> {
    this.#count(Object.keys(listed).length);
    const files = Object.entries(listed).map(async ([name, { content, truncated, raw_url }]) => {
      const bytes =
        truncated && raw_url
          ? await this.#fetch(absolute(raw_url))
          : new TextEncoder().encode(content ?? "");
      return [name, bytes] as const;
    });
    return new Map(await Promise.all(files));
  }

  async #folder(entries: Entry[], folder: string): Promise<Files> {
    this.#count(entries.length);
    const parts = entries.map(async ({ type, name = "", url, download_url }): Promise<Files> => {
      const path = folder + name;
      if (type === "dir" && url) {
        const inside = asJson(await this.#fetch(absolute(url)));
        return Array.isArray(inside) ? this.#folder(inside as Entry[], `${path}/`) : new Map();
      }
      if (type !== "file" || !download_url) return new Map();
      return new Map([[path, await this.#fetch(absolute(download_url))]]);
    });
    return new Map((await Promise.all(parts)).flatMap((files) => [...files]));
  }

  #count(files: number): void {
    this.#files += files;
    if (this.#files > FILES) throw new AddressError(`An app has at most ${FILES} files.`);
  }

  async #fetch(url: URL): Promise<Uint8Array> {
    let response: Response;
    try {
      response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
    } catch {
      throw new AddressError(
        `${url.href} could not be read. Either ${url.host} cannot be reached, or it does not let ` +
          "pages of other sites read its files (CORS). Files on GitHub, gists, and files on this " +
          "host can be read.",
      );
    }
    if (!response.ok) throw refused(url, response);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      this.#bytes += value.length;
      if (this.#bytes <= BODY_BYTES) continue;
      void reader.cancel();
      throw new AddressError(`${url.href} is too large: an app has at most ${BODY_BYTES} bytes.`);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }
}

function refused(url: URL, { status, statusText, headers }: Response): AddressError {
  const answer = `${url.href} answered ${status} ${statusText}`.trim();
  if (status === 404) return new AddressError(`${answer}. Is the address right, and public?`);
  if (headers.get("x-ratelimit-remaining") === "0") {
    return new AddressError(`${answer}: GitHub answers only so often in an hour. Try again later.`);
  }
  return new AddressError(`${answer}.`);
}

function unzipped(content: Uint8Array, url: URL): Files {
  let bytes = 0;
  let tooLarge = false;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(content, {
      filter: ({ name, originalSize }) => {
        bytes += originalSize;
        tooLarge ||= bytes > BODY_BYTES;
        return !tooLarge && !name.endsWith("/");
      },
    });
  } catch {
    throw new AddressError(`${url.href} is a damaged zip.`);
  }
  if (tooLarge) throw new AddressError(`${url.href} is too large when it is unpacked.`);
  return new Map(Object.entries(files));
}

/** Zips of a folder have its name before every path. */
function withoutOneFolder(files: Files): Files {
  const folders = new Set(Array.from(files.keys(), (path) => path.split("/", 1)[0] as string));
  const [folder = ""] = folders;
  if (folders.size !== 1 || files.has(folder)) return files;
  return new Map(Array.from(files, ([path, it]) => [path.slice(folder.length + 1), it] as const));
}

function appOf(files: Files, url: URL): SharedApp {
  const scripts = [...files.keys()].filter((path) => path.endsWith(".py"));
  const text = new TextDecoder();
  const entry =
    ["app.py", "main.py"].find((path) => files.has(path)) ??
    (scripts.length === 1
      ? scripts[0]
      : scripts.find((path) => /\bDash\(/.test(text.decode(files.get(path)))));
  if (entry === undefined) {
    throw new AddressError(
      `${url.href} has no app: there is no app.py, and no file makes a Dash().`,
    );
  }
  const lines = text.decode(files.get("requirements.txt")).split(/\r?\n/);
  const requirements = lines
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line && !line.startsWith("-"));
  return { files, entry, target: "", requirements, state: {} };
}

function asJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content)) as unknown;
  } catch {
    return undefined;
  }
}
