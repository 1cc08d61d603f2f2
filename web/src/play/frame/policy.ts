/**
 * What an app that came in a link may reach.
 *
 * Its own code may do as it likes inside the frame (`unsafe-inline`, `unsafe-eval`: it is a
 * stranger's code anyway).  The Content-Security-Policy is there so that nothing leaves the frame:
 * no request goes anywhere but to the runtime's files and to what the host has allowed.  Workers
 * started from `data:`, and frames inside this one, inherit it.
 *
 * Calls (WebRTC) are no requests, and no policy that browsers know stops them.  So their
 * constructors are taken away; and a document inside an `<iframe>`, where there would be new ones,
 * may run no scripts at all: by a second policy, or in WebKit by its own sandbox (`inner_frames.ts`).
 */

/** `runtime` is the absolute URL of a folder; `allowed` are sources as CSP writes them. */
export function framePolicy(runtime: string, allowed: readonly string[]): string {
  const own = "data: blob:";
  const more = allowed.map((source) => ` ${source}`).join("");
  return [
    "default-src 'none'",
    `script-src 'unsafe-inline' 'unsafe-eval' ${own} ${runtime}${more}`,
    `style-src 'unsafe-inline' ${own} ${runtime}${more}`,
    `img-src ${own}${more}`,
    `font-src ${own}${more}`,
    `media-src ${own}${more}`,
    `connect-src ${own}${more}`,
    `worker-src ${own}`,
    `frame-src ${more || "'none'"}`.replace("  ", " "),
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

/**
 * A second policy, which must agree too: scripts that stand in HTML do not run, whoever writes it;
 * those that a running script adds do, if the first policy allows them.  Not for WebKit, where it
 * would switch off the first one for modules and preloads.
 */
export const ADDED_SCRIPTS_ONLY = "script-src 'strict-dynamic' 'unsafe-eval'";

export function takeCallsAway(page: object): void {
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"]) {
    if (name in page && !Reflect.deleteProperty(page, name)) {
      throw new Error(`${name} cannot be taken away: apps from links cannot run here.`);
    }
  }
}

/** By what no setting of the browser changes, as one changes the name that it gives itself. */
export const isWebKit = (): boolean => navigator.vendor.startsWith("Apple");
