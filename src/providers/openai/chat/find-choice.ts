import { asArray, asObject, type Wire } from "../../wire/read-json.js";

/** The choice that was asked for: the only one, or the one with index 0. */
export function findChoice(frame: Wire): Wire | undefined {
  // A loop, because this runs for every chunk.
  for (const one of asArray(frame["choices"])) {
    const choice = asObject(one);
    if (choice !== undefined && (choice["index"] ?? 0) === 0) return choice;
  }
  return undefined;
}
