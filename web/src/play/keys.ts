/** Ctrl+S, on a Mac Cmd+S. */
export function isSave({ ctrlKey, metaKey, altKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === "s";
}
