import { toMs } from "../internal/duration.js";
import type { TimeoutSpec } from "../manifest/manifest.js";
import type { Timeout, TimeoutLimits } from "./config.js";

/** Limits by name; a duration alone is the total. */
export function toLimits(timeout: Timeout | undefined): TimeoutLimits {
  return typeof timeout === "string" ? { total: timeout } : { ...timeout };
}

/** Valid limits, in milliseconds. */
export function toTimeoutSpec({ total, firstToken, idle }: TimeoutLimits): TimeoutSpec {
  return {
    ...(total !== undefined && { totalMs: toMs(total) }),
    ...(firstToken !== undefined && { firstTokenMs: toMs(firstToken) }),
    ...(idle !== undefined && { idleMs: toMs(idle) }),
  };
}
