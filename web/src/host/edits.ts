/**
 * What changes props on this side: components (`setProps`) and scripts (`set_props`).
 *
 * Both show their values at once and tell the engine, with a number by which it acknowledges them
 * (D3).  They differ in two ways: an edit by a component counts only where it changes something
 * (E1), a request by a script always does (E3); and a request may hold components or a Patch, which
 * are shown when the engine has made nodes of them.
 *
 * Both are noted where a component persists its props (R4).
 */

import type { ComponentId, ExternalMounted, LayoutUpdate } from "../protocol.gen";
import type { EarlyMessages, Edit } from "./early";
import type { Path } from "./layout";
import { HELD, type MirrorNode, type Nid } from "./mirror";
import type { Page } from "./page";
import type { Persistence, RestoredValues } from "./persistence";
import type { SharedView } from "./shared_view";
import type { RenderType } from "./store";
import { isJson, needsEngine, type Props } from "./values";

/** `before` are all props of the node, as they were. */
export type EditListener = (node: MirrorNode, props: Props, before: Props) => void;

export class Edits {
  readonly #page: Page;
  readonly #outgoing: EarlyMessages;
  readonly #persistence: Persistence;
  readonly #listeners: EditListener[] = [];
  /** There is no engine to hear of edits (a recording is shown, or another Python starts): they
   * show, and that is all. */
  offline = false;
  /** In the player. */
  view: SharedView | null = null;

  constructor(page: Page, outgoing: EarlyMessages, persistence: Persistence) {
    this.#page = page;
    this.#outgoing = outgoing;
    this.#persistence = persistence;
    page.externals.tell = {
      mounted: (message) => this.#externalMounted(message),
      given: (nid, id, props) => this.#externalGiven(nid, id, props),
    };
  }

  /** `listener` hears of every edit that a component makes. */
  listen(listener: EditListener): void {
    this.#listeners.push(listener);
  }

  /** `props.setProps` of a component.  Those of components that have left say nothing any more. */
  setProps(nid: Nid, given: Props): void {
    const node = this.#page.mirror.get(nid);
    if (!node) return;
    const props = this.#page.mirror.differing(node, given);
    this.#refresh(node, given, props);
    if (Object.keys(props).length === 0) return;
    const before = node.props;
    try {
      this.#edit(node, props);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // Components may keep things in their props that JSON cannot hold; those stay on this page.
      this.#show(
        node,
        pick(props, (value) => !isJson(value)),
        "internal",
      );
      this.#edit(node, pick(props, isJson));
    }
    for (const listener of this.#listeners) listener(node, props, before);
  }

  /** `dash_clientside.set_props` and `window.pyrt.setProps` (M6). */
  request(pathOrId: Path | ComponentId, given: Props): void {
    const node = this.#page.find(pathOrId);
    const id = Array.isArray(pathOrId) ? node?.props["id"] : pathOrId;
    if (id === undefined || id === null) {
      // Without an id no callback can watch the component: it is an edit like any other.
      if (node) this.setProps(node.nid, given);
      return;
    }
    this.#request(node, id as ComponentId, given, "clientsideApi");
  }

  /** Puts an update of the engine on the page, with what the browser has stored for it. */
  follow(update: LayoutUpdate): void {
    this.#persistence.follow(update, () => this.#page.apply(update), this.#restored);
    this.#enterView(update);
  }

  /** Like `follow`, for the first update of an engine that has begun anew: nothing else stays. */
  followAnew(update: LayoutUpdate): void {
    this.#persistence.follow(update, () => this.#page.replace(update.ops), this.#restored);
    this.#enterView(update);
  }

  #enterView(update: LayoutUpdate): void {
    this.view?.enter(update, (nid, props) => {
      const node = this.#page.mirror.get(nid);
      if (node) this.restore(node, props);
    });
  }

  /** The component has entered with these props in place of those that the app gave it (R4). */
  restore(node: MirrorNode, props: Props): void {
    this.#restored.restore(node, props);
  }

  readonly #restored: RestoredValues = {
    restore: (node, props) =>
      this.#tell(node, props, "callback", {
        type: "PropsRestored",
        seq: HELD,
        nid: node.nid,
        props: withoutUndefined(props),
      }),
    change: (node, props) => this.#edit(node, props, "callback"),
  };

  #externalMounted(message: Pick<ExternalMounted, "parent" | "mounts" | "replaces">): void {
    this.#tell(undefined, {}, "parent", { type: "ExternalMounted", seq: HELD, ...message });
  }

  #externalGiven(nid: Nid, id: ComponentId | undefined, props: Props): void {
    const node = this.#page.mirror.get(nid);
    if (!node) return;
    if (id === undefined) this.#edit(node, props);
    else this.#request(node, id, props, "parent");
  }

  #request(node: MirrorNode | undefined, id: ComponentId, props: Props, by: RenderType): void {
    const told = withoutUndefined(props);
    this.#tell(node, props, by, { type: "PropsRequested", seq: HELD, id, props: told });
  }

  /**
   * What a component has changed in place equals itself, so it is no edit (E1) and triggers
   * nobody; yet a State has the new value in Dash, which reads it on the page.
   */
  #refresh({ nid, props: known }: MirrorNode, given: Props, different: Props): void {
    if (nid < 0) return;
    const props = Object.fromEntries(
      Object.entries(given).filter(
        ([name, value]) => !(name in different) && sharesItems(value, known[name]) && isJson(value),
      ),
    );
    if (Object.keys(props).length > 0 && !this.offline) {
      this.#outgoing.send({ type: "PropsRefreshed", nid, props });
    }
  }

  #edit(node: MirrorNode, given: Props, by: RenderType = "internal"): void {
    const names = Object.keys(given);
    if (names.length === 0) return;
    const [nid, props] = [node.nid, withoutUndefined(given)];
    const unset = names.filter((name) => given[name] === undefined);
    this.#tell(node, given, by, { type: "PropsChanged", seq: HELD, nid, props, unset });
  }

  #tell(node: MirrorNode | undefined, props: Props, by: RenderType, edit: Edit): void {
    const visible = pick(props, (value) => !needsEngine(value));
    if (this.offline) {
      if (node) this.#show(node, visible, by);
      return;
    }
    const seq = this.#outgoing.edit(edit);
    if (!node) return;
    if (Object.keys(visible).length === 0) return;
    const before = node.props;
    this.#page.mirror.edit(node, visible, seq);
    this.#page.changed(node, by);
    if (by !== "callback") this.#persistence.record(node, before, visible);
  }

  #show(node: MirrorNode, props: Props, by: RenderType): void {
    if (Object.keys(props).length === 0) return;
    this.#page.mirror.show(node, props);
    this.#page.changed(node, by);
  }
}

/** Whether a list was made anew of the very objects of another: AgGrid's rows after an edit. */
function sharesItems(value: unknown, known: unknown): boolean {
  if (!Array.isArray(value) || !Array.isArray(known) || value === known) return false;
  const [first] = value as unknown[];
  return typeof first === "object" && first !== null && first === (known as unknown[])[0];
}

function pick(props: Props, wanted: (value: unknown) => boolean): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => wanted(value)));
}

/** A prop set to undefined is None in Python, and has changed (C6); JSON would leave it out. */
function withoutUndefined(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, value === undefined ? null : value]),
  );
}
