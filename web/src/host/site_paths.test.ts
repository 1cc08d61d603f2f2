import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MirrorNode } from "./mirror";
import { plainAddress, SitePaths } from "./site_paths";

const ORIGIN = "https://example.org";

function node(component: string, namespace = "dash_html_components"): MirrorNode {
  return { namespace, component } as MirrorNode;
}

const LOCATION = node("Location", "dash_core_components");

describe("SitePaths (P17)", () => {
  const moved = new SitePaths("/shop/", "/", "assets", ORIGIN);

  it("has nothing to do where the app is at its own prefix", () => {
    assert.equal(new SitePaths("/", "/", "assets", ORIGIN).isMoved, false);
    assert.equal(new SitePaths("/shop/", "/shop/", "assets", ORIGIN).isMoved, false);
    assert.equal(moved.isMoved, true);
  });

  for (const [path, expected] of [
    ["/", "/shop/"],
    ["/orders?a=/b#c", "/shop/orders?a=/b#c"],
    ["/shop/x", "/shop/shop/x"],
    ["/shop/assets/x.png", "/shop/assets/x.png"],
    ["orders", "orders"],
    ["#top", "#top"],
    ["//elsewhere.example/x", "//elsewhere.example/x"],
    ["https://elsewhere.example/", "https://elsewhere.example/"],
  ] as const) {
    it(`leads ${path} to ${expected}`, () => assert.equal(moved.toPage(path), expected));
  }

  it("puts one prefix in the place of the other", () => {
    const both = new SitePaths("/shop/", "/app/", "assets", ORIGIN);
    assert.equal(both.toPage("/app/x"), "/shop/x");
    assert.equal(both.toPage("/app"), "/shop/");
    assert.equal(both.toPage("/app?x=1"), "/shop/?x=1");
    assert.equal(both.toPage("/apple"), "/apple");
    assert.equal(both.toApp("/shop/x"), "/app/x");
    assert.equal(both.toApp("/shop"), "/app/");
    assert.equal(both.toApp("/elsewhere"), "/elsewhere");
  });

  it("changes the props that hold URLs", () => {
    const props = { href: "/x", src: "/shop/assets/x.png", title: "/x", children: "/x" };
    moved.arrange(node("A"), props);
    assert.deepEqual(props, {
      href: "/shop/x",
      src: "/shop/assets/x.png",
      title: "/x",
      children: "/x",
    });
  });

  it("gives a Location real addresses and tells the app its own", () => {
    const props = { pathname: "/x", href: `${ORIGIN}/x?a=1`, search: "?a=1" };
    const real = { ...props };
    moved.arrange(LOCATION, real);
    assert.deepEqual(real, { pathname: "/shop/x", href: `${ORIGIN}/shop/x?a=1`, search: "?a=1" });
    assert.deepEqual(moved.report(LOCATION, real), props);
    assert.deepEqual(moved.report(LOCATION, { n: null, href: "/shop/x" }), {
      n: null,
      href: "/x",
    });
  });

  for (const [href, expected] of [
    ["/x", "/shop/x"],
    ["/shop/x", "/shop/x"],
    ["/shop", "/shop"],
    ["/shopping", "/shop/shopping"],
    ["//elsewhere.example/x", "//elsewhere.example/x"],
  ] as const) {
    it(`leads a link in a text to ${expected} for ${href}`, () => {
      let at: string = href;
      const getAttribute = (): string => at;
      const setAttribute = (_: string, to: string): void => void (at = to);
      moved.arrangeLink({ closest: () => ({ getAttribute, setAttribute }) } as never);
      assert.equal(at, expected);
    });
  }

  it("leaves what other components report alone", () => {
    const props = { pathname: "/shop/x" };
    assert.equal(moved.report(node("Location"), props), props);
  });
});

describe("the address of a page", () => {
  for (const [pathname, page, plain] of [
    ["/shop/", "", "/shop/"],
    ["/shop/index.html", "", "/shop/"],
    ["/shop/about/", "about", "/shop/about"],
    ["/shop/about/index.html", "about", "/shop/about"],
    ["/shop/about", "about", "/shop/about"],
    ["/shop/%C3%BCber/", "über", "/shop/%C3%BCber"],
    ["/shop/other/", "about", "/shop/other/"],
    ["/shop/%/", "about", "/shop/%/"],
  ] as const) {
    it(`${pathname} is ${plain}`, () =>
      assert.equal(plainAddress(pathname, "/shop/", page), plain));
  }
});
