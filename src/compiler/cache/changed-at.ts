import { statSync } from "node:fs";

/**
 * When the content or the name of a place last changed; 0 if it does not exist. Not the time of
 * modification, which any program can set. It decides only whether to keep a result, never whether one is
 * fresh.
 */
export function changedAt(place: string): number {
  try {
    return statSync(place).ctimeMs;
  } catch {
    return 0;
  }
}
