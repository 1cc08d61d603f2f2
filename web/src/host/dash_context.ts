/**
 * What a component finds with `useDashContext()`: where it stands, and what is loading.
 *
 * `useLoading` is no hook here: it notes who asked, and that node is drawn again when the answer
 * changes.  So components may call it in loops and conditions, which some do.
 */

import type { Layout, Path } from "./layout";
import type { Loading, LoadingEntry, LoadingTable } from "./loading";
import type { Nid } from "./mirror";
import { React } from "./react";

export interface LoadingOptions {
  /** Another node's path, instead of the component's own. */
  rawPath?: Path;
  /** Steps below the component's own path. */
  extraPath?: Path;
  filterFunc?: (entry: LoadingEntry) => boolean;
}

interface DashState {
  loading: LoadingTable;
}

type Selector<T> = (state: DashState) => T;
type Equality<T> = (a: T, b: T) => boolean;

export interface DashContextValue {
  componentPath: Path;
  isLoading(options?: LoadingOptions): boolean;
  useLoading(options?: LoadingOptions): boolean;
  useSelector<T>(selector: Selector<T>, equality?: Equality<T>): T;
  useStore(): unknown;
  useDispatch(): unknown;
}

/** Makes the context values of one page. */
export function contextFactory(
  layout: Layout,
  loading: Loading,
): (nid: Nid, path: Path) => DashContextValue {
  const useSelector = selectorHook(loading);
  const store = {
    getState: (): DashState => ({ loading: loading.table }),
    subscribe: loading.subscribe,
    dispatch: ignoreAction,
  };
  return (nid, path) => {
    const isLoading = (options: LoadingOptions = {}): boolean => {
      const asked = askedNid(layout, nid, path, options);
      if (asked === undefined) return false;
      const entries = loading.read(asked, nid);
      return options.filterFunc ? entries.some(options.filterFunc) : entries.length > 0;
    };
    return {
      componentPath: path,
      isLoading,
      useLoading: isLoading,
      useSelector,
      useStore: () => store,
      useDispatch: () => ignoreAction,
    };
  };
}

/** There are no actions: state changes through `setProps` and `set_props` only. */
function ignoreAction(action: unknown): unknown {
  return action;
}

function askedNid(
  layout: Layout,
  nid: Nid,
  path: Path,
  { rawPath, extraPath }: LoadingOptions,
): Nid | undefined {
  if (!rawPath && !extraPath) return nid;
  const found = layout.locate(rawPath ?? [...path, ...(extraPath ?? [])]);
  return found?.rest.length === 0 ? found.node.nid : undefined;
}

/** `useSelector` of react-redux, over the loading table: the only state components read. */
function selectorHook(loading: Loading) {
  return function useSelector<T>(selector: Selector<T>, equality: Equality<T> = Object.is): T {
    const last = React.useRef<{ table: LoadingTable; selector: Selector<T>; value: T }>();
    return React.useSyncExternalStore(loading.subscribe, () => {
      const { table } = loading;
      const known = last.current;
      if (known?.table === table && known.selector === selector) return known.value;
      let value = selector({ loading: table });
      if (known && equality(known.value, value)) value = known.value;
      last.current = { table, selector, value };
      return value;
    });
  };
}
