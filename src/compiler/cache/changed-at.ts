import { statSync } from "node:fs";

/**
 * When content or name of a place last changed; 0 when it is not there. Not the time of modification,
 * which anybody can set. It is asked only whether to keep a result, never whether one is fresh.
 */
export function changedAt(place: string): number {
  try {
    return statSync(place).ctimeMs;
  } catch {
    return 0;
  }
}
