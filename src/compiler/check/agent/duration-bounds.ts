import { maxTimerMs, readDuration } from "../../../internal/duration.js";

/** The longest duration that a timer accepts, as hints word it. */
export const longestTimeout = ', at most "24d"';

/** Whether a text is a duration that a timer can wait for. */
export function isTimeout(text: string): boolean {
  const ms = readDuration(text);
  return ms !== undefined && ms <= maxTimerMs;
}
