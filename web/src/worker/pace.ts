/**
 * What an app prints, at a pace that a page can follow.
 *
 * A worker that prints without end says more than its page can draw, or even hold: the messages
 * pile up until the tab is out of memory, and takes with it what was unsaved.
 */

/** That many lines may come at once, and that many in each second from then on. */
export const BURST = 5_000;
export const PER_SECOND = 1_000;
/** What is left out is left out in pieces, so that what says so is no flood itself. */
const PIECE = 100;
/** A long line counts as several. */
const LINE = 200;

export const LEFT_OUT = "(Lines are left out here: they come faster than a page can show them.)";

export function paced(
  say: (text: string) => void,
  now: () => number = () => performance.now(),
): (text: string) => void {
  let left = BURST;
  let at = now();
  let silent = false;
  return (text) => {
    const time = now();
    left = Math.min(BURST, left + ((time - at) * PER_SECOND) / 1000);
    at = time;
    if (silent && left < PIECE) return;
    silent = left < 1;
    if (!silent) left -= 1 + text.length / LINE;
    say(silent ? LEFT_OUT : text);
  };
}
