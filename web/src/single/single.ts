/**
 * `single.js`: the last script of an app that is one file (`pyrt build --single-file`).
 *
 * Everything that a site has as files stands in this page, compressed, as text.  It is unpacked; what
 * the page loads gets `blob:` URLs, and the worker is started from bytes, as in the player.  To
 * scripts and to Python all of it lies below an address that nobody has.
 */

import { AppAddress } from "../address/app_address";
import { absolute, CONFIG_ID } from "../boot/config";
import "../boot/make_worker";
import { blobUrls, type AssetUrl } from "../play/frame/assets";
import { addStandIns } from "../play/frame/stand_ins";
import { Workers } from "../play/frame/workers";
import type { SiteConfig } from "../protocol.gen";
import { FileKeeper, pathInFile } from "./file_keeper";
import { becomePage } from "./pages";
import { runScripts, showStyles } from "./tags";
import { unpack } from "./unpack";

const BASE = "https://pyrt.invalid/";

void begin().catch((error: unknown) => {
  const alert = document.createElement("p");
  alert.role = "alert";
  alert.textContent = `This page cannot start: ${error instanceof Error ? error.message : String(error)}`;
  document.documentElement.dataset["pyrt"] = "failed";
  document.body.prepend(alert);
});

async function begin(): Promise<void> {
  if (!hasStorage()) addStandIns();
  const keeper = new FileKeeper();
  const address = new AppAddress(BASE, pathInFile(window.location), keeper);
  keeper.follow(address);
  address.install();
  const page = await becomePage(address);
  const site = { ...readConfig(), page };
  const workers = new Workers(`${site.runtime}worker.js?v=${site.build}`, BASE);
  workers.prepare();

  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const forPage: Promise<void>[] = [];
  const forWorker: Promise<void>[] = [];
  for (const block of document.querySelectorAll<HTMLScriptElement>("script[data-pyrt-file]")) {
    const name = block.dataset["pyrtFile"] as string;
    const arrived = unpack(block);
    if (block.dataset["for"] !== "worker") {
      forPage.push(arrived.then((bytes) => void files.set(name, bytes)));
    }
    if (block.dataset["for"] !== "page") {
      forWorker.push(
        arrived.then((bytes) => workers.take({ type: "file", name, bytes: bytes.buffer })),
      );
    }
    block.remove();
  }
  void Promise.all(forWorker).then(
    () => workers.noMore(),
    () => undefined,
  );
  await Promise.all(forPage);

  const urlOf = blobUrls({ files, styles: [], scripts: [] });
  const inPage: AssetUrl = (url) => (url.startsWith(BASE) ? urlOf(pathOf(url)) : undefined);
  window.__pyrt_frame = {
    config: Promise.resolve(site),
    startWorker: (name) => workers.start(name),
    assetUrl: urlOf,
  };
  showStyles(inPage, BASE);
  runScripts(inPage, BASE);
}

const pathOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

/** Nothing in this file needs to be compared with hashes: it came as a whole. */
function readConfig(): SiteConfig {
  const text = document.getElementById(CONFIG_ID)?.textContent ?? "";
  const { pyrt } = JSON.parse(text) as { pyrt: SiteConfig };
  return { ...absolute(pyrt, BASE), hashes: {} };
}

/** Previews of attachments are documents without an origin. */
function hasStorage(): boolean {
  try {
    return window.localStorage !== undefined && document.cookie !== undefined;
  } catch {
    return false;
  }
}
