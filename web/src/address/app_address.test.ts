import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { AppAddress, type Keeper } from "./app_address";
import { linkOf } from "./links";
import { whereTheAppIs, withAppLocation, withAppNames } from "./where";

const ROOT = "https://example.org/play/";

type Told = [what: string, ...rest: unknown[]];

/** The browser's part, as far as the address is concerned. */
class Browser extends EventTarget {
  readonly location = { assign: (url: string) => void told.push(["leave", url]) };
  readonly history = {};
}

let told: Told[];
let browser: Browser & { __pyrt_location?: unknown };
let address: AppAddress;

const keeper: Keeper = {
  keep: (path, _state, replace) => void told.push([replace ? "replace" : "push", path]),
  load: (path, replace) => void told.push([replace ? "reload" : "load", path]),
  open: (path) => void told.push(["open", path]),
  travel: (by) => void told.push(["travel", by]),
};

beforeEach(() => {
  told = [];
  browser = new Browser();
  const more = {
    window: browser,
    document: { getElementById: () => null },
    PopStateEvent: Event,
    HashChangeEvent: Event,
  };
  for (const [name, value] of Object.entries(more)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  for (const name of ["popstate", "hashchange"]) {
    browser.addEventListener(name, () => void told.push([name]));
  }
  address = new AppAddress(ROOT, "/a?b=1#c", keeper);
  address.install();
});

const history = (): History => browser.history as History;
const location = (): Location => browser.__pyrt_location as Location;

describe("the address of an app that has another one than its page", () => {
  it("is told as a location", () => {
    const { href, origin, pathname, search, hash } = whereTheAppIs();
    assert.deepEqual(
      { href, origin, pathname, search, hash },
      {
        href: `${ROOT}a?b=1#c`,
        origin: "https://example.org",
        pathname: "/play/a",
        search: "?b=1",
        hash: "#c",
      },
    );
    assert.equal(String(location()), href);
  });

  it("changes without another document by pushState", () => {
    history().pushState({ n: 1 }, "", "/play/x?y=2");
    assert.equal(address.path, "/x?y=2");
    assert.equal(location().pathname, "/play/x");
    assert.deepEqual(history().state, { n: 1 });
    history().replaceState({}, "", "#z");
    assert.deepEqual(told, [
      ["push", "/x?y=2"],
      ["replace", "/x?y=2#z"],
    ]);
  });

  for (const outside of ["/other", "https://elsewhere.example/play/", "/playground"]) {
    it(`refuses to be ${outside}`, () => {
      assert.throws(() => history().pushState({}, "", outside), { name: "SecurityError" });
      assert.equal(address.path, "/a?b=1#c");
    });
  }

  for (const [what, go, then] of [
    ["its name", () => (browser.__pyrt_location = "x"), ["load", "/x"]],
    ["href", () => (location().href = "/play/x?y#z"), ["load", "/x?y#z"]],
    ["pathname", () => (location().pathname = "/play/x"), ["load", "/x?b=1#c"]],
    ["search", () => (location().search = ""), ["load", "/a#c"]],
    ["assign", () => location().assign("/play"), ["load", "/"]],
    ["replace", () => location().replace("x"), ["reload", "/x"]],
    ["reload", () => location().reload(), ["reload", "/a?b=1#c"]],
    ["go(0)", () => history().go(), ["reload", "/a?b=1#c"]],
    ["back", () => history().back(), ["travel", -1]],
    ["go(2)", () => history().go(2), ["travel", 2]],
    [
      "an address outside",
      () => location().assign("/other"),
      ["leave", "https://example.org/other"],
    ],
  ] as const) {
    it(`is left by ${what}`, () => {
      go();
      assert.deepEqual(told, [then]);
    });
  }

  it("keeps the document where only the fragment differs", () => {
    location().hash = "d";
    location().hash = "#d";
    assert.deepEqual(told, [["push", "/a?b=1#d"], ["popstate"], ["hashchange"]]);
  });

  it("is another one when the browser's buttons have led there", () => {
    address.arrive("/x");
    assert.equal(location().href, `${ROOT}x`);
    address.arrive("//elsewhere.example/");
    assert.equal(location().host, "example.org");
  });
});

describe("links", () => {
  /** A click on a link with these attributes. */
  function click(attributes: Record<string, string>, how: Partial<MouseEvent> = {}): Event {
    const link = {
      hasAttribute: (name: string) => name in attributes,
      getAttribute: (name: string) => attributes[name] ?? null,
    };
    const target = { closest: () => ("href" in attributes ? link : null) };
    const event = new Event(how.button === 1 ? "auxclick" : "click", { cancelable: true });
    for (const [name, value] of Object.entries({ button: 0, target, ...how })) {
      Object.defineProperty(event, name, { value });
    }
    browser.dispatchEvent(event);
    return event;
  }

  it("are followed where they lead to a page of the app", () => {
    assert.equal(click({ href: "/play/x" }).defaultPrevented, true);
    click({ href: "/play/x", target: "_blank" });
    click({ href: "/play/x" }, { ctrlKey: true });
    click({ href: "/play/x" }, { button: 1 });
    click({ href: "#d" });
    assert.deepEqual(told, [
      ["load", "/x"],
      ["open", "/x"],
      ["open", "/x"],
      ["open", "/x"],
      ["push", "/a?b=1#d"],
      ["popstate"],
      ["hashchange"],
    ]);
  });

  it("are the browser's otherwise", () => {
    for (const href of [
      "/other",
      "https://elsewhere.example/",
      "mailto:a@example.org",
      "http://[",
    ]) {
      assert.equal(click({ href }).defaultPrevented, false, href);
    }
    click({ href: "/play/x", download: "" });
    click({});
    click({ href: "/play/x" }, { button: 2 });
    assert.deepEqual(told, []);
  });

  it("are their component's, if it has taken the click", () => {
    const event = new Event("click", { cancelable: true });
    event.preventDefault();
    assert.equal(linkOf(event as MouseEvent), null);
  });
});

describe("an inline callback", () => {
  const run = (statement: string): unknown => {
    const found: { it?: unknown } = {};
    new Function("found", withAppNames(statement))(found);
    return found.it;
  };

  it("asks the app's location by its name alone", () => {
    assert.equal(run("found.it = location.href"), `${ROOT}a?b=1#c`);
    assert.equal(run("found.it = ((location) => location)(1)"), 1);
    run("location = '/play/x'");
    assert.deepEqual(told, [["load", "/x"]]);
  });

  it("stays as it is where it does not", () => {
    const statement = "f = (it) => it.location + my_location";
    assert.equal(withAppNames(statement), statement);
  });
});

describe("a script that asks where it is", () => {
  for (const [script, own] of [
    ["window.location.href", "window.__pyrt_location.href"],
    ["t?window.location=v:0", "t?window.__pyrt_location=v:0"],
    ["iframe.contentWindow.location", "iframe.contentWindow.location"],
    ["my.window.location", "my.window.location"],
    ["window.locations", "window.locations"],
  ] as const) {
    it(`has ${own} for ${script}`, () => assert.equal(withAppLocation(script), own));
  }
});
