import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { propId, stringifyId } from "./ids";

describe("the string form of an id (G2)", () => {
  it("is the id itself when it is a string", () => {
    assert.equal(stringifyId("out"), "out");
  });

  it("of a dict has sorted keys and no spaces", () => {
    assert.equal(stringifyId({ type: "row", index: 3 }), '{"index":3,"type":"row"}');
    assert.equal(stringifyId({ a: true, b: "é." }), '{"a":true,"b":"é."}');
  });

  it("of a wildcard is the wildcard's name in brackets", () => {
    assert.equal(stringifyId({ index: { wild: '["ALL"]' } }), '{"index":["ALL"]}');
  });

  it("is the first part of a prop id", () => {
    assert.equal(propId({ i: 1 }, "value"), '{"i":1}.value');
  });
});
