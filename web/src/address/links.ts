/** Which link a click follows. */

export interface Followed {
  /** As it is written: to the browser it is relative to another address. */
  href: string;
  /** In another tab. */
  beside: boolean;
}

/** Null where the browser follows none, or none that leads to a page. */
export function linkOf(event: MouseEvent): Followed | null {
  const isMiddle = event.type === "auxclick" && event.button === 1;
  if (event.defaultPrevented || (event.button !== 0 && !isMiddle)) return null;
  const link = (event.target as Partial<Element>).closest?.("a[href], area[href]");
  if (!link || link.hasAttribute("download")) return null;
  const { ctrlKey, metaKey, shiftKey } = event;
  const target = (link.getAttribute("target") ?? "").toLowerCase();
  const isHere = ["", "_self", "_top", "_parent"].includes(target);
  return {
    href: link.getAttribute("href") as string,
    beside: isMiddle || ctrlKey || metaKey || shiftKey || !isHere,
  };
}
