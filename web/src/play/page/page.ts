/**
 * `page.js`: the player.  An app that came in a link is described, and runs when somebody says so.
 */

import type { SharedApp } from "../../share/body";
import { ShareError } from "../../share/errors";
import { readLink } from "../../share/link";
import { readFacts } from "../facts";
import { linkCard } from "./card";
import { h } from "./dom";
import { passphraseForm } from "./passphrase";
import { reader } from "./reader";
import { Runner } from "./runner";

const facts = readFacts();
narrowFrames();
const theme = new URLSearchParams(window.location.search).get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
const main = document.getElementById("main") as HTMLElement;
const stage = h("div", { id: "stage" });
const front = h("div", { id: "front" });
main.append(stage, front);
const runner = new Runner(stage, facts);
runner.listen(({ type }) => {
  if (type !== "left") return;
  runner.stop();
  alarm(
    "The app has ended",
    "It tried to go to another address, which apps in links may not do. Reload the page to start it again.",
  );
});
void open();
// The same page, another link.
window.addEventListener("hashchange", () => window.location.reload());

async function open(): Promise<void> {
  runner.prepare();
  try {
    offer(await readLink(window.location.href));
  } catch (error) {
    if (error instanceof ShareError && error.kind === "passphrase-needed") unseal();
    else complain(error);
  }
}

function unseal(): void {
  front.replaceChildren(
    passphraseForm(async (passphrase) => offer(await readLink(window.location.href, passphrase))),
  );
}

function offer(app: SharedApp): void {
  if (facts.trust) run(app);
  else choose(app);
}

function choose(app: SharedApp): void {
  front.replaceChildren(linkCard(app, facts.allow, { run: () => run(app), read: () => read(app) }));
}

function read(app: SharedApp): void {
  front.replaceChildren(reader(app, { run: () => run(app), back: () => choose(app) }));
}

function run(app: SharedApp): void {
  try {
    runner.run(app);
    front.replaceChildren();
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  alarm(
    error instanceof ShareError ? "This link cannot be opened" : "The app cannot run here",
    message,
  );
}

function alarm(title: string, message: string): void {
  front.replaceChildren(
    h("section", { class: "card", role: "alert" }, h("h1", {}, title), h("p", {}, message)),
  );
}

/** Frames of this page show the app's frame and nothing else, even if the app sends them away. */
function narrowFrames(): void {
  const policy = h("meta", {
    "http-equiv": "Content-Security-Policy",
    content: `frame-src ${new URL("frame.html", document.baseURI).href}`,
  });
  document.head.append(policy);
}
