import { canonicalJson } from "../internal/canonical-json.js";
import type { ChangeCode } from "./change-rules.js";
import type { FoundChange } from "./found-change.js";

/** Whether two values are the same JSON. Undefined members do not count. */
export function isSameJson(before: unknown, after: unknown): boolean {
  return canonicalJson({ value: before }) === canonicalJson({ value: after });
}

/** A change with both values, if they differ. */
export function compareValues(
  code: ChangeCode,
  place: string,
  before: unknown,
  after: unknown,
): readonly FoundChange[] {
  if (isSameJson(before, after)) return [];
  return [
    {
      code,
      place,
      ...(before !== undefined && { before: textOf(before) }),
      ...(after !== undefined && { after: textOf(after) }),
    },
  ];
}

/** As {@link compareValues}, for each key of two objects. */
export function compareKeys(
  code: ChangeCode,
  place: string,
  before: object = {},
  after: object = {},
): readonly FoundChange[] {
  const [from, to] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((key) =>
    compareValues(code, `${place}.${key}`, from.get(key), to.get(key)),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
