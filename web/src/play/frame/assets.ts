/**
 * The assets of an app whose files no server has: each gets a `blob:` URL.
 *
 * Styles may name other files (`url(...)`, `@import`); those names are replaced, relative to the
 * sheet that they stand in, before the sheet gets its own URL.
 */

import { withAppLocation } from "../../address/where";
import type { Assets } from "../messages";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  gif: "image/gif",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  mjs: "text/javascript",
  mp4: "video/mp4",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  ttf: "font/ttf",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
};

export type AssetUrl = (path: string) => string | undefined;

export function blobUrls({ files }: Assets): AssetUrl {
  return assetUrls(files, (content, type) => URL.createObjectURL(new Blob([content], { type })));
}

/** The scripts among them see the app's address, not the frame's. */
export function withOwnAddress(assets: Assets): Assets {
  const files = Array.from(assets.files, ([path, content]) => {
    if (!assets.scripts.includes(path)) return [path, content] as const;
    const script = withAppLocation(new TextDecoder().decode(content));
    return [path, new TextEncoder().encode(script)] as const;
  });
  return { ...assets, files: new Map(files) };
}

type Content = Uint8Array<ArrayBuffer> | string;

/** Path -> URL, made by `make` when it is first asked for; undefined: there is no such file. */
export function assetUrls(
  files: Assets["files"],
  make: (content: Content, type: string) => string,
): AssetUrl {
  const made = new Map<string, string>();
  const open = new Set<string>();
  const urlOf: AssetUrl = (path) => {
    const known = made.get(path);
    const content = files.get(path);
    // A sheet that imports itself, by whatever way, stays without itself.
    if (known !== undefined || content === undefined || open.has(path)) return known;
    open.add(path);
    const type = TYPES[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ""] ?? "";
    const url = make(type === "text/css" ? withUrls(path, content, urlOf) : content, type);
    open.delete(path);
    made.set(path, url);
    return url;
  };
  return urlOf;
}

const NAMED = /(url\(\s*)(["']?)([^"')]+)\2(\s*\))|(@import\s+)(["'])([^"']+)\6/g;

function withUrls(path: string, sheet: Uint8Array, urlOf: AssetUrl): string {
  const base = new URL(path, NOWHERE);
  return new TextDecoder().decode(sheet).replace(NAMED, (whole, ...groups: string[]) => {
    const named = groups[2] ?? groups[6] ?? "";
    const url = URL.canParse(named, base) ? new URL(named, base) : undefined;
    if (url?.origin !== base.origin) return whole;
    const found = urlOf(decodeURIComponent(url.pathname.slice(1)));
    if (found === undefined) return whole;
    return groups[0] === undefined ? `${groups[4]}"${found}"` : `url("${found}${url.hash}")`;
  });
}

const NOWHERE = "https://pyrt.invalid/";
