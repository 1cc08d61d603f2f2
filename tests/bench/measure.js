// What measures inside the page: added to every page before its own scripts.

window.bench = (() => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const marks = {};

  /** Resolves with the time at which `holds` is first true after a change below `node`. */
  const changed = (node, holds) =>
    new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (!holds()) return;
        observer.disconnect();
        done(performance.now());
      }).observe(node, { childList: true, subtree: true, characterData: true });
    });

  /** The start of a page: when its layout can be seen, and when it has answered a click that came
   * right then.  */
  const start = () => {
    const look = () => {
      const text = document.getElementById("out")?.textContent;
      if (text === "clicks: 1") marks.answered ??= performance.now();
      if (marks.seen || !document.getElementById("go")) return;
      marks.seen = true;
      void frame().then(() => {
        marks.painted = performance.now();
        document.getElementById("go").click();
      });
    };
    new MutationObserver(look).observe(document, {
      ...{ childList: true, subtree: true, characterData: true },
    });
  };

  /** Milliseconds from each of `count` clicks to what it changes: the first change below `to`, or
   * the one that brings the text `wanted`, in which `#` stands for the number of the click. */
  const clicks = async (count, from, to, wanted = "") => {
    const button = document.querySelector(from);
    const out = document.querySelector(to);
    const times = [];
    for (let i = 0; i < count; i++) {
      await frame();
      await frame();
      marks.clicks = (marks.clicks ?? 0) + 1;
      const text = wanted.replace("#", marks.clicks);
      const start = performance.now();
      const end = changed(out, () => out.textContent.includes(text));
      button.click();
      times.push((await end) - start);
    }
    return times;
  };

  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const type = (input, text) => {
    setValue.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** Milliseconds from each of `count` changes, of one input after another, to the new sum of them
   * all in `#out`. */
  const changes = async (count) => {
    const inputs = [...document.querySelectorAll("input")];
    const out = document.getElementById("out");
    const times = [];
    for (let i = 0; i < count; i++) {
      await frame();
      await frame();
      marks.changes = (marks.changes ?? 0) + 1;
      const sum = `sum: ${inputs.length + 4 * marks.changes}`;
      const start = performance.now();
      const end = changed(out, () => out.textContent === sum);
      type(inputs[7 * marks.changes], "5");
      times.push((await end) - start);
    }
    return times;
  };

  /** Milliseconds from the last of 50 characters to the text with all of them; one comes every 15. */
  const typing = async (count) => {
    const input = document.getElementById("text");
    const out = document.getElementById("out");
    const times = [];
    for (let round = 0; round < count; round++) {
      const text = "abcdefghij".repeat(5);
      for (let end = 1; end < text.length; end++) {
        type(input, text.slice(0, end));
        await pause(15);
      }
      const shown = changed(out, () => out.textContent === text);
      const start = performance.now();
      type(input, text);
      times.push((await shown) - start);
      const cleared = changed(out, () => out.textContent === "");
      type(input, "");
      await cleared;
    }
    return times;
  };

  /** Milliseconds from each click until plotly.js has drawn the figure that it asked for. */
  const figures = async (count) => {
    const button = document.getElementById("go");
    const graph = document.querySelector("#graph .js-plotly-plot");
    const times = [];
    for (let i = 0; i < count; i++) {
      await frame();
      await frame();
      marks.clicks = (marks.clicks ?? 0) + 1;
      const title = `drawn ${marks.clicks}`;
      times.push(
        await new Promise((done) => {
          const start = performance.now();
          const drawn = () => {
            if (graph.layout.title?.text !== title) return;
            graph.removeListener("plotly_afterplot", drawn);
            done(performance.now() - start);
          };
          graph.on("plotly_afterplot", drawn);
          button.click();
        }),
      );
    }
    return times;
  };

  /** The same drawing without any callback: what plotly.js itself takes. */
  const bareFigures = async (count, size) => {
    const graph = document.querySelector("#graph .js-plotly-plot");
    const x = Array.from({ length: size }, (_, i) => i);
    const times = [];
    for (let i = 0; i < count; i++) {
      const trace = { type: "scatter", mode: "lines", x, y: x.map(() => Math.random()) };
      await frame();
      await frame();
      const start = performance.now();
      const title = { text: `bare ${i}` };
      await Plotly.react(graph, [trace], { title }, { staticPlot: true });
      times.push(performance.now() - start);
    }
    return times;
  };

  return { marks, frame, start, clicks, changes, typing, figures, bareFigures };
})();
