import type { LoweredSchema } from "../model/lowered-schema.js";
import type { ChangeCode } from "./change-rules.js";
import type { FoundChange } from "./found-change.js";

/**
 * Reports an unchanged schema that is lowered differently, as another version of this package may do.
 * Compares only dialects that both manifests have, because a new provider is reported as a change of the
 * agent's models.
 */
export function compareLowered(
  code: ChangeCode,
  place: string,
  before: readonly LoweredSchema[] = [],
  after: readonly LoweredSchema[] = [],
): readonly FoundChange[] {
  const [from, to] = [hashes(before), hashes(after)];
  return [...from].flatMap(([dialect, was]) => {
    const is = to.get(dialect);
    if (is === undefined || is === was) return [];
    return [{ code, place: `${place}.lowered.${dialect}`, before: was, after: is }];
  });
}

function hashes(lowered: readonly LoweredSchema[]): ReadonlyMap<string, string> {
  return new Map(
    lowered.flatMap(({ dialects, hash }) => dialects.map((dialect) => [dialect, hash] as const)),
  );
}
