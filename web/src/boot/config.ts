/**
 * Finding the site's configuration in a page that is still being parsed.
 */

import type { SiteConfig } from "../protocol.gen";

const CONFIG_ID = "_dash-config";

/** Resolves as soon as the parser has come to the configuration; rejects when there is none. */
export function findConfig(): Promise<SiteConfig> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const site = readConfig();
      if (site) resolve(site);
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
