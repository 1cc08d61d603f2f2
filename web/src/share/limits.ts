/** How large anything in a link may be: a part of the format (`pyrt/share/limits.py`). */

export const PAYLOAD_CHARACTERS = 2_000_000;
export const BODY_BYTES = 16 * 1024 * 1024;
export const FILES = 2_000;
export const PATH_BYTES = 512;
export const REQUIREMENTS = 200;
export const REQUIREMENT_BYTES = 1_000;
export const STATE_DEPTH = 64;
