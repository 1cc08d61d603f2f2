/**
 * Under `pyrt run` the server tells, as server-sent events, what a rebuild has changed.
 */

import { hideBuildError, showBuildError } from "./devtools/build_error";

interface CssEvent {
  files: string[];
}

interface ErrorEvent {
  title: string;
  message: string;
}

/** `beforeReload` saves what should outlive this page. */
export function followRebuilds(url: string, beforeReload: () => void): void {
  const events = new EventSource(url);
  events.addEventListener("reload", () => {
    beforeReload();
    window.location.reload();
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
