import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { readFromFrame } from "../messages";
import { assetUrls } from "./assets";
import { framePolicy } from "./policy";
import { setCookie, StandIns } from "./stand_ins";

const utf8 = new TextEncoder();

describe("assets without a server", () => {
  const made: [string, string][] = [];
  const urls = (files: Record<string, string>) =>
    assetUrls(
      new Map(Object.entries(files).map(([path, text]) => [path, utf8.encode(text)])),
      (content, type) => {
        made.push([
          typeof content === "string" ? content : new TextDecoder().decode(content),
          type,
        ]);
        return `blob:${made.length - 1}`;
      },
    );
  const sheet = (url: string | undefined): string => made[Number(url?.slice(5))]?.[0] ?? "";

  it("have one URL each", () => {
    const urlOf = urls({ "assets/a.png": "x" });
    assert.equal(urlOf("assets/a.png"), urlOf("assets/a.png"));
    assert.equal(made.at(-1)?.[1], "image/png");
    assert.equal(urlOf("assets/none.png"), undefined);
  });

  it("are found by the names that style sheets have for them", () => {
    const urlOf = urls({
      "assets/style.css": "@import 'more/b.css'; a{b:url( 'pic%20a.png#x' )} c{d:url(data:,)}",
      "assets/more/b.css": "e{f:url(../pic%20a.png)} g{h:url(https://example.org/i)}",
      "assets/pic a.png": "x",
    });
    const style = sheet(urlOf("assets/style.css"));
    const picture = urlOf("assets/pic a.png");
    assert.ok(style.includes(`url("${picture}#x")`), style);
    assert.ok(style.includes(`@import "${urlOf("assets/more/b.css")}"`), style);
    assert.ok(style.includes("url(data:,)"));
    const more = sheet(urlOf("assets/more/b.css"));
    assert.equal(more, `e{f:url("${picture}")} g{h:url(https://example.org/i)}`);
  });

  it("may import each other", () => {
    const urlOf = urls({ "assets/a.css": "@import 'b.css';", "assets/b.css": "@import 'a.css';" });
    assert.ok(urlOf("assets/a.css"));
  });
});

describe("the policy of a frame", () => {
  it("names no host but the runtime's and those that are allowed", () => {
    const runtime = "https://example.org/play/_pyrt/1/";
    const hosts = (text: string): string[] => text.match(/https?:[^ ;]*/g) ?? [];
    const narrow = framePolicy(runtime, []);
    assert.deepEqual(new Set(hosts(narrow)), new Set([runtime]));
    assert.match(narrow, /connect-src data: blob:;/);
    assert.match(narrow, /frame-src 'none';/);
    const wide = framePolicy(runtime, ["https://api.example.com"]);
    assert.match(wide, /connect-src data: blob: https:\/\/api\.example\.com;/);
    assert.match(wide, /frame-src https:\/\/api\.example\.com;/);
  });
});

describe("the cookies of a frame", () => {
  it("live in its memory", () => {
    const jar = new Map<string, string>();
    setCookie(jar, "a=1; path=/");
    setCookie(jar, "b=2=3; max-age=10");
    assert.deepEqual(
      [...jar],
      [
        ["a", "1"],
        ["b", "2=3"],
      ],
    );
    setCookie(jar, "a=; Max-Age=0");
    setCookie(jar, "b=; expires=Thu, 01 Jan 1970 00:00:00 GMT");
    assert.equal(jar.size, 0);
  });
});

describe("the storage of a frame", () => {
  it("is given to the next one of the same app", () => {
    const [one, next] = [new StandIns(), new StandIns()];
    one.localStorage.setItem("a", "1");
    one.sessionStorage.setItem("__proto__", "2");
    one.jar.set("c", "3");
    next.give(one.all());
    assert.equal(next.localStorage.getItem("a"), "1");
    assert.equal(next.sessionStorage.getItem("__proto__"), "2");
    assert.equal(next.sessionStorage.getItem("a"), null);
    assert.equal(next.jar.get("c"), "3");
    next.give("");
    assert.equal(next.localStorage.length, 1);
  });
});

describe("what a frame says", () => {
  it("is believed in its own form only", () => {
    assert.deepEqual(readFromFrame({ type: "state", state: "ready", more: 1 }), {
      type: "state",
      state: "ready",
    });
    for (const odd of [null, 1, "hello", [], { type: "start" }, { type: "state", state: "odd" }]) {
      assert.equal(readFromFrame(odd), null);
    }
    assert.equal(readFromFrame({ type: "console", level: "log", text: {} }), null);
  });

  it("about its address is a path and how it is left", () => {
    const at = { type: "at", path: "/x", replace: true };
    const load = { ...at, type: "load", stored: "" };
    for (const said of [at, load, { type: "travel", by: -1 }]) {
      assert.deepEqual(readFromFrame(said), said);
    }
    for (const odd of [
      { ...at, path: 1 },
      { ...at, replace: "yes" },
      { ...load, stored: {} },
      { type: "travel", by: 0.5 },
    ]) {
      assert.equal(readFromFrame(odd), null);
    }
  });
});
