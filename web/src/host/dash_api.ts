/**
 * The two globals that component bundles and app authors know from Dash:
 * `window.dash_component_api` and `window.dash_clientside`.
 *
 * They must exist before the first component bundle is evaluated: dcc reads `DashContext` while
 * it defines its classes.
 */

import type { ComponentId } from "../protocol.gen";
import { cleanUrl } from "./clean_url";
import type { DashClientside } from "./clientside";
import type { DashContextValue } from "./dash_context";
import type { ExternalProps } from "./external";
import type { Devtool } from "./devtools/contract";
import { stringifyId } from "./ids";
import type { Path } from "./layout";
import { PatchBuilder } from "./patch_builder";
import { React, type Context, type ReactNode } from "./react";
import type { Props } from "./values";

declare global {
  interface Window {
    dash_component_api?: Record<string, unknown>;
    dash_clientside?: Record<string, unknown>;
    _dashPlotlyJSURL?: string;
  }
}

export interface DashApi {
  DashContext: Context<DashContextValue>;
  ExternalWrapper: (props: ExternalProps) => ReactNode;
  getLayout(pathOrId: Path | ComponentId): unknown;
  setProps(pathOrId: Path | ComponentId, props: Props): void;
}

export function installComponentApi(api: DashApi): void {
  window.dash_component_api = Object.assign(window.dash_component_api ?? {}, {
    DashContext: api.DashContext,
    useDashContext: () => React.useContext(api.DashContext),
    ExternalWrapper: api.ExternalWrapper,
    getLayout: api.getLayout,
    stringifyId,
    devtool: DEVTOOL,
  });
}

/** Recognised by identity: what a clientside function returns or throws to say "no". */
const NO_UPDATE = { description: "Return to prevent updating an Output." };
const PREVENT_UPDATE = { description: "Throw to prevent updating all Outputs." };

/**
 * `window.dash_clientside`, complete.  To be asked for at each use: scripts of the app replace
 * the object (`window.dash_clientside = Object.assign({}, window.dash_clientside, {...})`).
 */
export function clientsideGlobal({ setProps }: Pick<DashApi, "setProps">): DashClientside {
  const dash = (window.dash_clientside ??= {});
  dash["set_props"] ??= setProps;
  dash["clean_url"] ??= cleanUrl;
  dash["Patch"] ??= PatchBuilder;
  dash["no_update"] ??= NO_UPDATE;
  dash["PreventUpdate"] ??= PREVENT_UPDATE;
  return dash as DashClientside;
}

/** For components in the bar of the dev tools (`hooks.devtool`). */
export const DevtoolContext = React.createContext<Devtool>({
  popup: "",
  setPopup: () => undefined,
});

const DEVTOOL = {
  DevtoolContext,
  useDevtool: () => React.useContext(DevtoolContext),
  useDevtoolMenuButtonClassName: (name: string) => {
    const selected = React.useContext(DevtoolContext).popup === name;
    return `dash-debug-menu__button${selected ? " dash-debug-menu__button--selected" : ""}`;
  },
};
