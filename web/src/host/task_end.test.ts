import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { atTaskEnd, goesOn } from "./task_end";

/** A click on an element: `control` is that of the label around it, `active` what acts itself. */
function click(around: { control?: object; self?: boolean; active?: object }): Event {
  const target: Record<string, unknown> = {};
  const control = around.self ? target : around.control;
  const label = control && { control, contains: (element: object) => element === around.active };
  target["closest"] = (selector: string) => (selector === "label" ? label : around.active) ?? null;
  return { type: "click", target, defaultPrevented: false } as unknown as Event;
}

describe("after an event the task goes on", () => {
  const control = {};
  const cases: [string, Event | undefined, boolean][] = [
    ["no event", undefined, false],
    ["a click", click({}), false],
    ["a click in a label", click({ control }), true],
    ["a click in a label, prevented", { ...click({ control }), defaultPrevented: true }, false],
    ["the click of the label's control", click({ self: true }), false],
    ["a click on a button in a label", click({ control, active: {} }), false],
    ["a typed letter", { type: "input" } as Event, false],
    ["the history", { type: "popstate" } as Event, true],
    ["a mouse let go", { type: "pointerup", pointerType: "mouse" } as PointerEvent, true],
    ["a finger lifted", { type: "pointerup", pointerType: "touch" } as PointerEvent, false],
  ];
  for (const [name, event, expected] of cases) {
    it(`${name}: ${expected ? "yes" : "no"}`, () => assert.equal(goesOn(event), expected));
  }
});

describe("what waits for the end of a task", () => {
  let page: EventTarget;
  let said: string[];

  beforeEach(() => {
    page = new EventTarget();
    said = [];
    const { addEventListener, removeEventListener } = page;
    Object.assign(globalThis, {
      addEventListener: addEventListener.bind(page),
      removeEventListener: removeEventListener.bind(page),
    });
  });
  afterEach(() => {
    for (const name of ["addEventListener", "removeEventListener"]) {
      Reflect.deleteProperty(globalThis, name);
    }
  });

  it("comes with the click that ends it, once", async () => {
    atTaskEnd(() => said.push("end"));
    const label = Object.defineProperty(new Event("click"), "target", {
      value: click({ control: {} }).target,
    });
    page.dispatchEvent(label);
    assert.deepEqual(said, []);
    const last = Object.defineProperty(new Event("click"), "target", { value: click({}).target });
    page.dispatchEvent(last);
    page.dispatchEvent(last);
    assert.deepEqual(said, ["end"]);
    await new Promise((done) => setTimeout(done));
    assert.deepEqual(said, ["end"]);
  });

  it("comes soon where no click follows", async () => {
    atTaskEnd(() => said.push("end"));
    await new Promise((done) => setTimeout(done));
    assert.deepEqual(said, ["end"]);
  });
});
