/**
 * Under `pyrt run` the server tells, as server-sent events, what a rebuild has changed.
 */

import { absolute, CONFIG_ID } from "../boot/config";
import type { SiteConfig } from "../protocol.gen";
import { hideBuildError, showBuildError } from "./devtools/build_error";

interface CssEvent {
  files: string[];
}

interface ErrorEvent {
  title: string;
  message: string;
}

export interface LivePage {
  /** Whether the app has come so far that another version can take its place. */
  started(): boolean;
  /** Save what should outlive this page. */
  beforeReload(): void;
  /** Start another version of the app. */
  renew(site: SiteConfig): void;
}

export function followRebuilds(url: string, page: LivePage): void {
  // The app may change the address; the files of the site stay where they are.
  const source = { url: document.URL, base: document.baseURI };
  const reload = (): void => {
    page.beforeReload();
    window.location.reload();
  };
  const events = new EventSource(url);
  events.addEventListener("reload", reload);
  events.addEventListener("app", () => {
    if (!page.started()) reload();
    else void fetchConfig(source).then(page.renew, reload);
  });
  events.addEventListener("css", (event) => {
    hideBuildError();
    for (const file of (JSON.parse(event.data as string) as CssEvent).files) renewStyle(file);
  });
  events.addEventListener("error", (event: Event) => {
    // A lost connection is an "error" too; the browser connects again by itself.
    if (!(event instanceof MessageEvent)) return;
    const { title, message } = JSON.parse(event.data as string) as ErrorEvent;
    showBuildError(title, message);
  });
}

/** The configuration of the site as it is now; it takes the place of the one in the page. */
async function fetchConfig({ url, base }: { url: string; base: string }): Promise<SiteConfig> {
  const answer = await fetch(url, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = page.getElementById(CONFIG_ID)?.textContent ?? "";
  const site = (JSON.parse(text) as { pyrt: SiteConfig }).pyrt;
  (document.getElementById(CONFIG_ID) as HTMLElement).textContent = text;
  return absolute(site, base);
}

/** The old sheet stays until the new one is there: the page is never without style. */
function renewStyle(file: string): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const url = new URL(link.href);
    if (!url.pathname.endsWith(`/${file}`)) continue;
    url.searchParams.set("live", String(Date.now()));
    const renewed = link.cloneNode() as HTMLLinkElement;
    renewed.href = url.href;
    renewed.onload = () => link.remove();
    link.after(renewed);
  }
}
