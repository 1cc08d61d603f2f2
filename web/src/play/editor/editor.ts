/** `editor.js`: loaded when somebody edits, and not before. */

export { Workbench } from "./workbench";
