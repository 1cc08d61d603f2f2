/**
 * `frame.js`: the first script of the frame, in `frame.html`, in which an app from a link runs.
 *
 * The frame has no origin of its own (`sandbox` without `allow-same-origin`): it reaches neither
 * the host's cookies and storage nor the page around it.  It is given everything by that page, in
 * messages: the files of the runtime while somebody may still be reading the app's code, and then
 * the app.  Python is started with the first; the app's code comes with the second.
 */

import { AppAddress } from "../../address/app_address";
import { absolute, CONFIG_ID } from "../../boot/config";
import "../../boot/contract";
import type { Frame } from "../../boot/make_worker";
import type { SiteConfig } from "../../protocol.gen";
import type { AppInFrame, FromFrame, ToFrame } from "../messages";
import { blobUrls, withOwnAddress, type AssetUrl } from "./assets";
import { sandboxInnerFrames } from "./inner_frames";
import { PageKeeper } from "./page_keeper";
import { ADDED_SCRIPTS_ONLY, framePolicy, isWebKit, takeCallsAway } from "./policy";
import { forwardConsole, forwardSave, reportState, reportTitle } from "./report";
import { addStandIns } from "./stand_ins";
import { Workers } from "./workers";

const { dataset } = document.currentScript as HTMLScriptElement;
const runtime = new URL(dataset["runtime"] as string, document.baseURI).href;
const host = new URL(document.baseURI).origin;

/** For the page around; its origin is where this document came from. */
const tell = (message: FromFrame): void => window.parent.postMessage(message, host);

// Whoever shows this page without a sandbox could have code run on the host's own origin.
if (self.origin === "null" && window.parent !== window) begin();
else document.body.textContent = "This page is a part of the player and shows nothing by itself.";

function begin(): void {
  addPolicy(framePolicy(runtime, (dataset["allow"] ?? "").split(" ").filter(Boolean)));
  if (isWebKit()) sandboxInnerFrames();
  else addPolicy(ADDED_SCRIPTS_ONLY);
  takeCallsAway(window);
  const standIns = addStandIns();
  forwardConsole(tell);
  forwardSave(tell);

  const workers = new Workers(`${runtime}worker.js?v=${dataset["build"]}`);
  workers.prepare();
  let configure: (site: SiteConfig) => void;
  const config = new Promise<SiteConfig>((resolve) => (configure = resolve));
  // On a server the page would be asked for again.  Here there is nobody to ask.
  window.addEventListener("submit", (event) => event.preventDefault());
  let assetUrl: AssetUrl | undefined;
  const frame: Frame = {
    config,
    startWorker: (name) => workers.start(name),
    assetUrl: (path) => assetUrl?.(path),
  };
  window.__pyrt_frame = frame;

  let address: AppAddress | undefined;
  window.addEventListener("message", ({ source, origin, data }: MessageEvent<ToFrame>) => {
    if (source !== window.parent || origin !== host) return;
    if (data.type === "view") {
      tell({ type: "view", json: JSON.stringify(frame.view?.() ?? {}) });
    } else if (data.type === "at") {
      address?.arrive(data.path);
      address?.announce();
    } else if (data.type !== "start") workers.take(data);
    else if (!assetUrl) {
      const keeper = new PageKeeper(tell, () => standIns.all());
      address = new AppAddress(new URL(".", document.baseURI).href, data.app.path, keeper);
      address.install();
      standIns.give(data.app.stored);
      frame.state = data.app.state;
      assetUrl = blobUrls(withOwnAddress(data.app.assets));
      configure(absolute(data.app.site));
      start(data.app, assetUrl);
    }
  });
  tell({ type: "hello" });
}

function addPolicy(content: string): void {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = content;
  document.head.append(policy);
}

/** What the page of an exported site has in its HTML, in the same order (rule S1). */
function start({ site, assets }: AppInFrame, assetUrl: AssetUrl): void {
  const config = document.createElement("script");
  config.id = CONFIG_ID;
  config.type = "application/json";
  config.textContent = "{}";
  document.head.append(config);
  reportState(tell);
  reportTitle(tell);
  const query = `?v=${site.build}`;
  addScript(`${site.runtime}boot.js${query}`);
  for (const name of ["react.min.js", "react-dom.min.js", "prop-types.min.js"]) {
    addScript(`${site.runtime}react/${name}`);
  }
  addScript(`${site.runtime}host.js${query}`);
  for (const path of assets.styles) addStyle(assetUrl(path) as string);
  for (const path of assets.scripts) addScript(assetUrl(path) as string, path.endsWith(".mjs"));
  for (const name of ["dash_core_components", "dash_html_components"]) {
    for (const url of site.components[name] ?? []) addScript(url);
  }
  addScript(`${site.runtime}start.js${query}`);
}

function addScript(url: string, isModule = false): void {
  const script = document.createElement("script");
  script.src = url;
  script.async = false;
  if (isModule) script.type = "module";
  document.body.append(script);
}

function addStyle(url: string): void {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  document.head.append(link);
}
