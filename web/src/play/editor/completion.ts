/**
 * What can be completed in an app's Python: components, their props, and the ids and props that
 * `Input`, `Output` and `State` name.
 */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

export interface Component {
  doc: string;
  props: string[];
}

/** Module, as apps call it (`html`) -> type -> what is known of it: `play/components.json`. */
export type Components = Readonly<Record<string, Readonly<Record<string, Component>>>>;

type Result = CompletionResult | null;

export async function complete(
  context: CompletionContext,
  components: () => Promise<Components>,
): Promise<Result> {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  if (node.name === "Comment") return null;
  const text = context.matchBefore(/"[^"\n]*|'[^'\n]*/);
  if (node.name === "String") {
    return text && dependency(context, node, text.from + 1, await components());
  }
  const member = context.matchBefore(/\b[A-Za-z_]\w*\.\w*/);
  if (member) return members(member, await components());
  return keywords(context, node, await components());
}

/** `html.` -> the names of its components. */
function members({ from, text }: { from: number; text: string }, components: Components): Result {
  const [module = ""] = text.split(".");
  const types = components[module];
  if (!types) return null;
  const options = Object.entries(types).map(([label, { doc: info }]): Completion => ({
    label,
    type: "class",
    info,
  }));
  return { from: from + module.length + 1, options, validFor: /^\w*$/ };
}

/** `dcc.Input(` -> the props that it has not been given yet. */
function keywords(context: CompletionContext, node: SyntaxNode, components: Components): Result {
  const word = context.matchBefore(/\w+/);
  if (!word && !context.explicit) return null;
  const from = word?.from ?? context.pos;
  const call = callAround(node);
  const component = call && componentOf(call, context.state, components);
  if (!component || !/[(,]\s*$/.test(context.state.sliceDoc(0, from).replace(/#[^\n]*$/gm, ""))) {
    return null;
  }
  const given = new Set(keywordsOf(call, context.state, from));
  const options = component.props
    .filter((prop) => !given.has(prop))
    .map((prop): Completion => ({ label: prop, type: "property", apply: `${prop}=`, boost: 1 }));
  return { from, options, validFor: /^\w*$/ };
}

/** `Input("` -> ids in this file; `Input("name", "` -> the props of the component with that id. */
function dependency(
  { state }: CompletionContext,
  node: SyntaxNode,
  from: number,
  components: Components,
): Result {
  const call = callAround(node);
  const callee = call?.getChild("VariableName");
  if (!call || !callee || !DEPENDENCIES.has(slice(state, callee))) return null;
  const values = argumentsOf(call).filter(({ name }) => name === "String");
  const at = values.findIndex((value) => value.from === node.from);
  const known = idsIn(state, components);
  const labels =
    at === 0
      ? [...known.keys()]
      : (known.get(slice(state, values[0] ?? node).slice(1, -1))?.props ?? USUAL);
  if (at < 0 || at > 1) return null;
  const options = labels.map((label) => ({ label, type: at === 0 ? "constant" : "property" }));
  return { from, options, validFor: /^[\w-]*$/ };
}

const DEPENDENCIES = new Set(["Input", "Output", "State"]);
/** For a component that is not in this file, or that no table has. */
const USUAL = ["children", "value", "n_clicks", "options", "data", "figure", "style", "disabled"];

/** Every `id="..."` of a component. */
function idsIn(state: EditorState, components: Components): Map<string, Component | null> {
  const ids = new Map<string, Component | null>();
  syntaxTree(state).iterate({
    enter: ({ name, node }) => {
      if (name !== "CallExpression") return;
      const values = argumentsOf(node);
      const at = values.findIndex((value) => slice(state, value) === "id");
      const id = values[at + 1];
      if (at < 0 || id?.name !== "String") return;
      ids.set(slice(state, id).slice(1, -1), componentOf(node, state, components));
    },
  });
  return ids;
}

function callAround(node: SyntaxNode): SyntaxNode | null {
  const list = node.name === "ArgList" ? node : node.parent;
  return list?.name === "ArgList" && list.parent?.name === "CallExpression" ? list.parent : null;
}

function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = call.getChild("ArgList")?.firstChild ?? null; at; at = at.nextSibling) {
    if (/^\w+$/.test(at.name) && at.name !== "AssignOp") found.push(at);
  }
  return found;
}

function keywordsOf(call: SyntaxNode, state: EditorState, before: number): string[] {
  const list = call.getChild("ArgList");
  return (list?.getChildren("AssignOp") ?? [])
    .map(({ prevSibling }) => prevSibling)
    .filter((name) => name !== null && name.from !== before)
    .map((name) => slice(state, name as SyntaxNode));
}

function componentOf(call: SyntaxNode, state: EditorState, all: Components): Component | null {
  const callee = call.firstChild;
  const [type = "", module = ""] = callee ? slice(state, callee).split(".").reverse() : [];
  if (module) return all[module]?.[type] ?? null;
  return Object.values(all).find((types) => types[type])?.[type] ?? null;
}

const slice = (state: EditorState, { from, to }: SyntaxNode): string => state.sliceDoc(from, to);
