/** React as the page shares it; `host/react.ts` says why, and brings the types. */

import type {} from "../host/react";

export const React = window.React;
export const ReactDOM = window.ReactDOM;

export type { KeyboardEvent, PointerEvent, ReactNode } from "react";
