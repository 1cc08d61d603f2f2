/**
 * Whether the browser goes on with another event before the task of this one is over.
 *
 * Between the listeners of an event, and between an event and those that follow from it, the
 * browser runs microtasks; Dash waits for a zero timeout, so for Dash all of it is one change
 * (rule E4).  A timeout after each event would do the same, but the browser may paint first, which
 * costs a click some milliseconds.  So only these events are waited for.
 */

const OWN_ACTION = "a, button, input, select, textarea, summary";

/** `event` is the one whose listeners are running, `window.event`. */
export function goesOn(event: Event | undefined): boolean {
  if (!event) return false;
  switch (event.type) {
    case "click":
      return !event.defaultPrevented && clicksAnother(event.target as Element);
    // A click follows, of a mouse in the same task.
    case "pointerup":
      return (event as PointerEvent).pointerType === "mouse";
    case "mouseup":
      return true;
    // Each Location and each Store listens for itself.
    case "popstate":
    case "hashchange":
    case "storage":
      return true;
    default:
      return false;
  }
}

/**
 * Runs `action` when the browser goes on no more: with the last click of this task, or else when
 * a timeout says that the task is over.
 */
export function atTaskEnd(action: () => void): void {
  const end = (event?: Event): void => {
    if (goesOn(event)) return;
    clearTimeout(timer);
    globalThis.removeEventListener("click", end);
    action();
  };
  const timer = setTimeout(end);
  globalThis.addEventListener("click", end);
}

/** A label clicks its control. */
function clicksAnother(target: Element): boolean {
  const label = target.closest<HTMLLabelElement>("label");
  if (!label?.control || label.control === target) return false;
  const active = target.closest(OWN_ACTION);
  return !active || !label.contains(active);
}
