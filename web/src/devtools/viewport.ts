/** Moving and scaling the graph, by pointer, wheel and keyboard. */

import { React, type KeyboardEvent, type PointerEvent } from "./react";

interface View {
  x: number;
  y: number;
  scale: number;
}

const MARGIN = 20;
const [MIN_SCALE, MAX_SCALE] = [0.15, 3];
/** A graph that is too large to be read as a whole begins with its upper left corner. */
const MIN_READABLE = 0.68;
/** A phone is nearer to the eyes, and has less room. */
const [NARROW_PX, MIN_READABLE_NARROW] = [600, 0.5];
const KEY_STEP = 60;
/** A pointer that moves less has clicked. */
const CLICK_PX = 4;

export function useViewport(size: { width: number; height: number }, onClick: () => void) {
  const frame = React.useRef<HTMLDivElement>(null);
  const [view, setView] = React.useState<View>({ x: MARGIN, y: MARGIN, scale: 1 });
  const drag = React.useRef<{ x: number; y: number; moved: boolean } | null>(null);

  const show = (min: number): void => {
    const { clientWidth: width, clientHeight: height } = frame.current as HTMLDivElement;
    const whole = Math.min(
      1,
      (width - 2 * MARGIN) / size.width,
      (height - 2 * MARGIN) / size.height,
    );
    const scale = Math.max(whole, min);
    const centred = (room: number, used: number): number => Math.max(MARGIN, (room - used) / 2);
    setView({
      scale,
      x: centred(width, size.width * scale),
      y: centred(height, size.height * scale),
    });
  };
  const zoomAt = (factor: number, x: number, y: number): void =>
    setView((before) => {
      const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, before.scale * factor));
      const by = scale / before.scale;
      return { scale, x: x - (x - before.x) * by, y: y - (y - before.y) * by };
    });
  const zoom = (factor: number): void => {
    const { clientWidth, clientHeight } = frame.current as HTMLDivElement;
    zoomAt(factor, clientWidth / 2, clientHeight / 2);
  };
  const fit = (): void => show(MIN_SCALE);
  const move = (dx: number, dy: number): void =>
    setView((before) => ({ ...before, x: before.x + dx, y: before.y + dy }));

  React.useLayoutEffect(() => {
    const { clientWidth } = frame.current as HTMLDivElement;
    show(clientWidth < NARROW_PX ? MIN_READABLE_NARROW : MIN_READABLE);
  }, [size]);
  React.useEffect(() => {
    const element = frame.current as HTMLDivElement;
    // React listens passively, and the page would scroll.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      zoomAt(Math.exp(-event.deltaY / 500), event.clientX - left, event.clientY - top);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, []);

  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(KEY_STEP, 0),
    ArrowRight: () => move(-KEY_STEP, 0),
    ArrowUp: () => move(0, KEY_STEP),
    ArrowDown: () => move(0, -KEY_STEP),
    "+": () => zoom(1.25),
    "-": () => zoom(0.8),
    "0": fit,
  };
  const handlers = {
    onKeyDown(event: KeyboardEvent): void {
      const action = keys[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    },
    onPointerDown(event: PointerEvent): void {
      if ((event.target as Element).closest("button")) return;
      drag.current = { x: event.clientX, y: event.clientY, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent): void {
      const from = drag.current;
      if (!from) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.moved && Math.hypot(dx, dy) < CLICK_PX) return;
      drag.current = { x: event.clientX, y: event.clientY, moved: true };
      move(dx, dy);
    },
    onPointerUp(): void {
      if (drag.current && !drag.current.moved) onClick();
      drag.current = null;
    },
    onPointerCancel(): void {
      drag.current = null;
    },
  };
  const transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  return { frame, transform, handlers, zoom, fit };
}
