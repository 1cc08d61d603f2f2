import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { checkProps, describe as inDashsWords } from "./prop_types";

describe("prop type errors (B17)", () => {
  it("name the argument, the component and its id, what was expected and what came", () => {
    const message =
      "Invalid component prop `max_length` of type `string` supplied to `Input`, expected `number`.";
    assert.equal(
      inDashsWords(message, "Input", { id: "in", max_length: "5" }),
      [
        'Invalid argument `max_length` passed into Input with ID "in".',
        "Expected `number`.",
        "Was supplied type `string`.",
        'Value provided: "5"',
      ].join("\n"),
    );
  });

  it("say which argument is missing", () => {
    const message =
      "The component prop `options[0].value` is marked as required in `Checklist`, " +
      "but its value is `undefined`.";
    assert.equal(
      inDashsWords(message, "Checklist", {}),
      "options[0].value in Checklist is required but it was not provided.",
    );
  });

  it("list the keys of a wrong object", () => {
    const message = "Invalid prop `x` key `y` supplied to `F`.\nBad object: {}\nValid keys: []";
    assert.equal(
      inDashsWords(message, "Graph", {}),
      "Invalid prop `x` key `y` supplied to Graph.\nBad object: {}\nValid keys: []",
    );
  });

  it("are thrown, the first one, and only for what the component declares", () => {
    const number = (props: Record<string, unknown>, name: string): Error | null =>
      typeof props[name] === "number"
        ? null
        : new Error(`Invalid component prop \`${name}\` supplied to \`X\`, expected a number.`);
    const component = { propTypes: { size: number, strange: "not a checker" } };
    checkProps(component, "Box", { size: 1, other: "x" });
    assert.throws(() => checkProps(component, "Box", { size: "1" }), /Invalid argument `size`/);
  });
});
