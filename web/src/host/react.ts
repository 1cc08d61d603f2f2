/**
 * React as the page shares it.
 *
 * Every component bundle takes `window.React` and `window.ReactDOM`; a second copy in our own
 * bundle would break hooks and contexts.  So nothing here imports the packages, only their types.
 *
 * The lazy components of dcc were compiled for browsers without async functions: they call a
 * global `regeneratorRuntime`, which Dash brings as part of a large polyfill.
 */

import "regenerator-runtime/runtime.js";

import type * as ReactTypes from "react";
import type * as ReactDOMTypes from "react-dom";
import type * as ReactDOMClientTypes from "react-dom/client";

declare global {
  interface Window {
    React: typeof ReactTypes;
    ReactDOM: typeof ReactDOMTypes & typeof ReactDOMClientTypes;
  }
}

export const React = window.React;
export const ReactDOM = window.ReactDOM;

export type { ComponentClass, ComponentType, Context, ReactElement, ReactNode } from "react";
export type { Root } from "react-dom/client";
