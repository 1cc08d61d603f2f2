/** CodeMirror in the page's colours, which `page.css` and `editor.css` have for light and dark. */

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const HIGHLIGHTS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: "var(--keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
  { tag: tags.number, color: "var(--number)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: tags.meta, color: "var(--meta)" },
  {
    tag: [tags.definition(tags.function(tags.variableName)), tags.definition(tags.className)],
    color: "var(--defined)",
  },
]);

export const LOOKS = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", background: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "0.85rem/1.5 ui-monospace, monospace", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": {
    background: "var(--surface)",
    color: "var(--quiet)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine": { background: "color-mix(in srgb, var(--accent) 6%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { background: "color-mix(in srgb, var(--accent) 25%, transparent)" },
  ".cm-selectionMatch": { background: "color-mix(in srgb, var(--accent) 15%, transparent)" },
  "&.cm-focused .cm-matchingBracket": {
    background: "color-mix(in srgb, var(--accent) 25%, transparent)",
  },
  ".cm-tooltip": {
    background: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontSize: "0.85rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionInfo": { maxWidth: "22rem" },
  ".cm-panels": { background: "var(--ground)", color: "var(--text)" },
  ".cm-panels input, .cm-panels button": { font: "inherit" },
  ".cm-panels .cm-button": { background: "var(--surface)", color: "var(--text)" },
  ".cm-panels .cm-textfield": { width: "auto", background: "var(--surface)" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--error)" },
});
