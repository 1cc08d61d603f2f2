// The functions that `ClientsideFunction("morse", ...)` names.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  morse: {
    encode(text) {
      const words = (text ?? "").toLowerCase().split(/\s+/);
      return words
        .map((word) => [...word].map((letter) => CODES[letter] ?? "").join(" ").trim())
        .filter(Boolean)
        .join(" / ");
    },
  },
});

const CODES = {
  a: "·─", b: "─···", c: "─·─·", d: "─··", e: "·", f: "··─·", g: "──·", h: "····", i: "··",
  j: "·───", k: "─·─", l: "·─··", m: "──", n: "─·", o: "───", p: "·──·", q: "──·─", r: "·─·",
  s: "···", t: "─", u: "··─", v: "···─", w: "·──", x: "─··─", y: "─·──", z: "──··",
  1: "·────", 2: "··───", 3: "···──", 4: "····─", 5: "·····",
  6: "─····", 7: "──···", 8: "───··", 9: "────·", 0: "─────",
  ".": "·─·─·─", ",": "──··──", "?": "··──··", "!": "─·─·──",
};
