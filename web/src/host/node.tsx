/**
 * One component on the page.
 *
 * `NodeView` is a single class fiber that is the subscription to the node, its error boundary and
 * the place where its context enters the tree; with one fiber instead of three the first render of
 * a large layout stays cheap.  A view is keyed by nid, so a component that enters the layout
 * always mounts fresh (D4).
 */

import { ROOT_NID, type Slot } from "../protocol.gen";
import type { DashContextValue } from "./dash_context";
import { stringifyId } from "./ids";
import type { Path } from "./layout";
import type { MirrorNode, Nid } from "./mirror";
import type { Page } from "./page";
import { checkProps } from "./prop_types";
import { React, type ComponentClass, type Context, type ReactNode } from "./react";
import { LibraryError, type DashComponentType } from "./registry";
import type { SitePaths } from "./site_paths";
import type { View } from "./store";
import { replaceAt, type Props } from "./values";

export interface NodeProps extends Record<string, unknown> {
  nid: Nid;
  componentPath: Path;
}

/** What the views need of the host. */
export interface NodeHost {
  readonly page: Page;
  readonly DashContext: Context<DashContextValue>;
  /** Changes with the loading state of the node, or of one it reads. */
  contextVersion(nid: Nid): number;
  createContext(nid: Nid, path: Path): DashContextValue;
  setProps(nid: Nid, props: Props): void;
  /** Where the site is not where the app believes to be; null where it is. */
  paths: SitePaths | null;
  componentFailed(node: MirrorNode, error: unknown, componentStack: string): void;
  /** Check prop types before rendering (rule B17). */
  propsCheck: boolean;
  /** Show where a component failed; without dev tools the place stays empty, as in Dash. */
  showErrors: boolean;
}

interface NodeState {
  error: Error | null;
}

/** The props of a node with elements where its child components stand, remembered per prop. */
type Hydrated = Map<string, { from: unknown; to: unknown }>;

export type NodeViewType = ComponentClass<NodeProps>;

/** The component class for nodes of `host`. */
export function createNodeView(host: NodeHost): NodeViewType {
  const { page, DashContext } = host;
  return class NodeView extends React.Component<NodeProps, NodeState> implements View {
    override state: NodeState = { error: null };
    #drawn: Props | null = null;
    #hydrated: Hydrated = new Map();
    #context: DashContextValue | null = null;
    #contextVersion = 0;
    #failedWith: Props | null = null;

    #setProps = (props: Props): void => host.setProps(this.props.nid, props);

    static getDerivedStateFromError(error: unknown): NodeState {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }

    override componentDidCatch(error: unknown, info: { componentStack?: string | null }): void {
      const node = page.mirror.get(this.props.nid);
      // Drawn once more with the same props (late code has come), it fails again: no news.
      if (!node || node.props === this.#failedWith) return;
      this.#failedWith = node.props;
      host.componentFailed(node, error, info.componentStack ?? "");
    }

    override componentDidMount(): void {
      page.store.subscribe(this.props.nid, this);
      // React may draw in slices while lazy code arrives: props can change between the two.
      if (page.mirror.get(this.props.nid)?.props !== this.#drawn) this.refresh();
    }

    override componentWillUnmount(): void {
      page.store.unsubscribe(this.props.nid, this);
    }

    /** A parent that is drawn again makes new elements; that alone is no reason to follow. */
    override shouldComponentUpdate(next: NodeProps, nextState: NodeState): boolean {
      return nextState !== this.state || !sameProps(this.props, next);
    }

    refresh(): void {
      if (this.state.error) this.setState({ error: null });
      else this.forceUpdate();
    }

    override render(): ReactNode {
      const node = page.mirror.get(this.props.nid);
      if (!node) return null;
      this.#drawn = node.props;
      if (this.state.error) {
        const { error } = this.state;
        // Dash's page would not even start without the script of a library.
        const shown = host.showErrors || error instanceof LibraryError;
        return shown ? <ComponentError node={node} error={error} /> : null;
      }
      if (node.nid === ROOT_NID) return this.#hydrate(node)["children"] as ReactNode;
      const component = this.#resolve(node);
      if (!component) return null;
      return (
        <DashContext.Provider key={page.life(node.nid)} value={this.#currentContext(node)}>
          {React.createElement(component, this.#componentProps(node, component))}
        </DashContext.Provider>
      );
    }

    /** The component, or a stand-in that throws below this boundary, or nothing for now. */
    #resolve(node: MirrorNode): DashComponentType | null {
      let found: DashComponentType | Promise<void>;
      try {
        found = page.registry.resolve(node.namespace, node.component);
      } catch (error) {
        return throwing(error);
      }
      if (found instanceof Promise) {
        found.finally(() => this.refresh());
        return null;
      }
      return host.propsCheck ? checked(found, node) : found;
    }

    #componentProps(node: MirrorNode, component: DashComponentType): Props {
      const { nid: _nid, componentPath: _path, ...extras } = this.props;
      const props = this.#hydrate(node);
      const id = props["id"];
      if (typeof id === "object" && id !== null) props["id"] = stringifyId(id as Props);
      props["setProps"] = this.#setProps;
      host.paths?.arrange(node, props);
      if ("dashRenderType" in component) {
        props["dashRenderType"] = page.store.renderType(node.nid);
      }
      const result = Object.assign(props, extras);
      arrangeChildren(result);
      return result;
    }

    #hydrate(node: MirrorNode): Props {
      const props = { ...node.props };
      for (const [prop, slots] of node.slots) {
        const from = props[prop];
        let made = this.#hydrated.get(prop);
        if (!made || made.from !== from) {
          made = { from, to: this.#elements(from, slots) };
          this.#hydrated.set(prop, made);
        }
        props[prop] = made.to;
      }
      return props;
    }

    #elements(value: unknown, slots: readonly Slot[]): unknown {
      const path = this.props.nid === ROOT_NID ? [] : this.props.componentPath;
      return replaceAt(
        value,
        slots.map((slot) => slot.slice(1)),
        (child) => {
          const nid = child as Nid;
          return <NodeView key={nid} nid={nid} componentPath={[...path, nid]} />;
        },
      );
    }

    #currentContext(node: MirrorNode): DashContextValue {
      const version = host.contextVersion(node.nid);
      if (!this.#context || this.#contextVersion !== version) {
        this.#context = host.createContext(node.nid, this.props.componentPath);
        this.#contextVersion = version;
      }
      return this.#context;
    }
  };
}

/** As in Dash: one child stands alone, several are an array, an empty list is no child at all. */
function arrangeChildren(props: Props): void {
  const children = props["children"];
  if (!Array.isArray(children) || children.length > 1) return;
  if (children.length === 1) props["children"] = children[0];
  else delete props["children"];
}

function sameProps(a: NodeProps, b: NodeProps): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  // The path of a node never changes, its array does with every element a parent makes.
  return keys.every((key) => key === "componentPath" || a[key] === b[key]);
}

function throwing(error: unknown): DashComponentType {
  return function Missing(): never {
    throw error;
  };
}

/** `component`, with its props checked first: a wrong one throws, into the boundary of this node. */
function checked(component: DashComponentType, node: MirrorNode): DashComponentType {
  const known = checkedComponents.get(component);
  if (known) return known;
  const Checked = (props: Record<string, unknown>): ReactNode => {
    checkProps(component, node.component, props);
    return React.createElement(component, props);
  };
  const result: DashComponentType = Object.assign(Checked, {
    ...("dashRenderType" in component && { dashRenderType: true }),
  });
  checkedComponents.set(component, result);
  return result;
}

const checkedComponents = new WeakMap<object, DashComponentType>();

function ComponentError({ node, error }: { node: MirrorNode; error: Error }): ReactNode {
  return (
    <div className="pyrt-component-error" role="alert">
      <strong>{node.component} could not be shown</strong>
      <span>{error.message}</span>
    </div>
  );
}
