/**
 * Finding the site's configuration in a page that is still being parsed.
 */

import type { SiteConfig } from "../protocol.gen";

export const CONFIG_ID = "_dash-config";
/** What the page shows at first (`pyrt/build/first_paint.py`). */
export const PAINT_ID = "_pyrt-paint";

/**
 * Resolves, with absolute URLs, as soon as the parser has come to the configuration; rejects when
 * there is none.
 */
export function findConfig(): Promise<SiteConfig> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const site = readConfig();
      if (site) resolve(absolute(site));
      return site !== null;
    };
    if (look()) return;
    const observer = new MutationObserver(() => {
      if (look()) observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => {
      observer.disconnect();
      if (!look()) {
        reject(
          new Error(
            `The page has no <script id="${CONFIG_ID}"> with a "pyrt" entry. ` +
              "If the app sets index_string, keep {%config%} in it; then build again.",
          ),
        );
      }
    });
  });
}

/**
 * With absolute URLs, and `root` as a path.  To be made before the app can change the address of
 * the page: from then on relative URLs lead elsewhere.
 */
export function absolute(site: SiteConfig, base = document.baseURI): SiteConfig {
  const whole = (url: string): string => new URL(url, base).href;
  const mapped = <T, U>(
    record: Record<string, T>,
    change: (name: string, value: T) => [string, U],
  ) => Object.fromEntries(Object.entries(record).map(([name, value]) => change(name, value)));
  return {
    ...site,
    root: new URL(site.root || "./", base).pathname,
    runtime: whole(site.runtime),
    app: whole(site.app),
    packages: site.packages && whole(site.packages),
    wheels: site.wheels.map((wheel) => ({ ...wheel, url: whole(wheel.url) })),
    distribution: site.distribution && {
      ...site.distribution,
      lock: whole(site.distribution.lock),
    },
    hashes: mapped(site.hashes, (url, sha256) => [whole(url), sha256]),
    components: mapped(site.components, (name, urls) => [name, urls.map(whole)]),
    plotly: site.plotly && whole(site.plotly),
    live: site.live && whole(site.live),
  };
}

function readConfig(): SiteConfig | null {
  const text = document.getElementById(CONFIG_ID)?.textContent;
  if (!text) return null;
  try {
    return (JSON.parse(text) as { pyrt?: SiteConfig }).pyrt ?? null;
  } catch {
    // The parser has not come to the end of it yet.
    return null;
  }
}
