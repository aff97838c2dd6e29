import type { Timeout, TimeoutLimits } from "./config.js";

/** Limits by name; a duration alone is the total. */
export function toLimits(timeout: Timeout | undefined): TimeoutLimits {
  return typeof timeout === "string" ? { total: timeout } : { ...timeout };
}
