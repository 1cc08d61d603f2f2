/**
 * `page.js`: the player and the door to the editor.
 *
 * An app that came from elsewhere is described, and runs when somebody says so; one's own work is
 * opened where it was left.
 */

import type { SharedApp } from "../../share/body";
import { crc32 } from "../../share/crc32";
import { ShareError } from "../../share/errors";
import { makeFragment, readLink } from "../../share/link";
import { browserStorage, Drafts, type Draft } from "../drafts";
import type * as Editor from "../editor/editor";
import type { Layout } from "../editor/toolbar";
import type { Work, Workbench } from "../editor/workbench";
import { readFacts } from "../facts";
import { HostError } from "../site";
import { AddressError, isAddress, loadAddress } from "./address";
import { linkCard } from "./card";
import { h } from "./dom";
import { Front } from "./front";
import { readOptions } from "./options";
import { PageAddress, writePlace } from "./page_address";
import { passphraseForm } from "./passphrase";
import { reader } from "./reader";
import { Runner } from "./runner";
import { workOf, type Template } from "./templates";
import { linkTo, viewLink } from "./view_link";

const scripts = new URL(".", (document.currentScript as HTMLScriptElement).src);
const facts = readFacts();
narrowFrames();
const options = readOptions(window.location.search);
if (options.theme) document.documentElement.dataset["theme"] = options.theme;
const drafts = new Drafts(browserStorage(), new URL(".", window.location.href).pathname);
const main = document.getElementById("main") as HTMLElement;
const stage = h("div", { id: "stage" });
const front = new Front();
main.append(stage, front.element);
const address = new PageAddress();
const runner = new Runner(stage, facts, address);
runner.listen((said) => {
  if (said.type === "title") document.title = said.title;
  if (said.type !== "left") return;
  runner.stop();
  front.left();
});
void open().catch(complain);

/** An app that is somebody else's. */
interface Arrived {
  app: SharedApp;
  /** Where it came from: to find again what has been made of it, and in words. */
  source: string;
  from: string;
  /** What it was sealed with, and links to its view are sealed with. */
  passphrase?: string;
}

async function open(): Promise<void> {
  runner.prepare();
  const fragment = address.link;
  if (fragment === "") return edit(await ownWork(), options.mode ?? "split");
  if (isAddress(fragment)) return offer({ ...(await loadAddress(fragment)), source: fragment });
  try {
    offer(await fromLink(fragment));
  } catch (error) {
    if (!(error instanceof ShareError) || error.kind !== "passphrase-needed") throw error;
    const unseal = async (passphrase: string) => offer(await fromLink(fragment, passphrase));
    front.show(passphraseForm(unseal));
  }
}

async function fromLink(fragment: string, passphrase?: string): Promise<Arrived> {
  const app = await readLink(fragment, passphrase);
  const digest = crc32(new TextEncoder().encode(fragment)).toString(36);
  const source = `link ${fragment.length} ${digest}`;
  return { app, source, from: "a link", ...(passphrase ? { passphrase } : {}) };
}

/** What was worked on last; at first, something to begin with. */
async function ownWork(): Promise<Work> {
  const [latest] = drafts.list();
  if (latest) return latest;
  const [template] = await data<Template[]>("templates.json");
  return workOf(template as Template);
}

function offer(arrived: Arrived): void {
  const { mode } = options;
  if (options.embed) main.append(wayOut());
  if (mode === "edit" || mode === "split") void editArrived(arrived, mode).catch(complain);
  else if (facts.trust) play(arrived);
  else choose(arrived);
}

function choose(arrived: Arrived): void {
  const mine = changedBefore(arrived);
  const edit = (): void => void editArrived(arrived, "split").catch(complain);
  front.show(
    linkCard(arrived.app, arrived.from, facts.allow, {
      run: () => play(arrived),
      read: () => read(arrived),
      ...(options.embed ? {} : { edit }),
      ...(mine && !options.embed ? { mine: () => void openDraft(mine) } : {}),
    }),
  );
}

function read(arrived: Arrived): void {
  front.show(reader(arrived.app, { run: () => play(arrived), back: () => choose(arrived) }));
}

/** The app, and next to nothing around it. */
function play(arrived: Arrived): void {
  try {
    runner.run(arrived.app);
  } catch (error) {
    complain(error);
    return;
  }
  front.clear();
  if (options.embed) return;
  const edit = (): void => {
    bar.remove();
    void editArrived(arrived, "split", true).catch(complain);
  };
  const bar = h(
    "header",
    { class: "bar" },
    h("span", {}, `From ${arrived.from}`),
    viewLink(async () => {
      const state = await runner.view();
      const fragment = await makeFragment({ ...arrived.app, state }, arrived.passphrase);
      const { path } = address;
      return linkTo(window.location.search, writePlace({ path, link: fragment }));
    }),
    h("button", { type: "button", onclick: edit }, "Edit the code"),
  );
  stage.before(bar);
}

async function editArrived(arrived: Arrived, layout: Layout, running = false): Promise<void> {
  const { app, source } = arrived;
  const trusted = facts.trust || running;
  await edit({ app, source, title: "From a link", trusted }, layout, running);
  const mine = changedBefore(arrived) ?? drafts.list()[0];
  if (!mine || !bench) return;
  const text =
    mine.source === source ? "You have changed this app before." : "Your own work is still here.";
  bench.notice(text, `Open “${mine.title}”`, () => void openDraft(mine));
}

const changedBefore = ({ source }: Arrived): Draft | undefined =>
  drafts.list().find((draft) => draft.source === source);

function openDraft(draft: Draft): Promise<void> {
  address.forget();
  return edit(draft, "split").catch(complain);
}

let bench: Workbench | undefined;

/** `running`: it is on the stage already. */
async function edit(work: Work, layout: Layout, running = false): Promise<void> {
  if (!bench) {
    const [{ Workbench }] = await Promise.all([
      import(script("editor.js")) as Promise<typeof Editor>,
      loadStyle(script("editor.css")),
    ]);
    front.clear();
    bench = new Workbench({
      ...{ main, stage, front, runner, address, facts, drafts, layout, data, makeFragment },
    });
  }
  bench.open(work, { running });
}

/** For a page that embeds this one. */
function wayOut(): HTMLElement {
  const where = (): string => {
    const url = new URL(window.location.href);
    url.searchParams.delete("embed");
    return url.href;
  };
  const link = h("a", { target: "_blank", rel: "noopener" }, "Open in the playground");
  link.href = where();
  // The app may be at another page by then.
  link.addEventListener("pointerenter", () => (link.href = where()));
  link.addEventListener("focus", () => (link.href = where()));
  return h("footer", { class: "bar" }, link);
}

function complain(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const title =
    error instanceof ShareError || error instanceof AddressError
      ? "This link cannot be opened"
      : error instanceof HostError
        ? "The app cannot run here"
        : "The playground is not complete";
  front.alarm(title, text);
}

function script(name: string): string {
  return new URL(`${name}?v=${facts.build}`, scripts).href;
}

async function data<T>(name: string): Promise<T> {
  const response = await fetch(script(name));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  return (await response.json()) as T;
}

function loadStyle(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = h("link", { rel: "stylesheet", href });
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`${href} could not be loaded.`));
    document.head.append(link);
  });
}

/** Frames of this page show the app's frame and nothing else, even if the app sends them away. */
function narrowFrames(): void {
  const policy = h("meta", {
    "http-equiv": "Content-Security-Policy",
    content: `frame-src ${new URL("frame.html", document.baseURI).href}`,
  });
  document.head.append(policy);
}
