/**
 * The page of the app that the address of the file names, in the place of the first one.
 *
 * A site has a document for each page, with its title, its meta tags and what it shows before Python
 * is there.  The file is the first page's document; what the others have instead stands in it, too
 * (`pyrt/build/file_pages.py`).
 */

import type { AppAddress } from "../address/app_address";
import { nameOfPath } from "../address/where";
import { PAINT_ID } from "../boot/config";
import { unpack } from "./unpack";

type Meta = Record<string, string>;

interface OtherPage {
  title: string;
  /** What of the first page's tags it does not have, and what it has beside them. */
  without: Meta[];
  metas: Meta[];
  paint: string | null;
}

/** For addresses that are no registered page's. */
const REST = "*";

/** Changes the document.  Returns the page as the configuration names it; null: none is known. */
export async function becomePage(address: AppAddress): Promise<string | null> {
  const blocks = document.querySelectorAll<HTMLScriptElement>("script[data-pyrt-page]");
  const pages = new Map(Array.from(blocks, (block) => [block.dataset["pyrtPage"] ?? "", block]));
  const moved = pages.get(pageAt(address))?.dataset["redirect"];
  if (moved !== undefined) address.change(`/${moved}${address.url.hash}`);
  const page = pageAt(address);
  const block = page === "" ? undefined : (pages.get(page) ?? pages.get(REST));
  if (block) change(JSON.parse(new TextDecoder().decode(await unpack(block))) as OtherPage);
  for (const read of pages.values()) read.remove();
  return page === "" || pages.has(page) ? page : null;
}

const pageAt = ({ url }: AppAddress): string => nameOfPath(url.pathname);

function change({ title, without, metas, paint }: OtherPage): void {
  document.title = title;
  for (const tag of document.querySelectorAll("meta")) {
    if (without.some((meta) => isTag(tag, meta))) tag.remove();
  }
  for (const meta of metas) {
    const tag = document.createElement("meta");
    for (const name in meta) tag.setAttribute(name, meta[name] as string);
    document.head.append(tag);
  }
  const painting = document.getElementById(PAINT_ID);
  if (paint === null) painting?.remove();
  else if (painting) painting.textContent = paint;
  else document.body.append(dataBlock(paint));
}

const isTag = (tag: HTMLMetaElement, meta: Meta): boolean =>
  Object.entries(meta).every(([name, value]) => tag.getAttribute(name) === value);

function dataBlock(text: string): HTMLScriptElement {
  const block = document.createElement("script");
  Object.assign(block, { id: PAINT_ID, type: "application/json", textContent: text });
  return block;
}
