import { ts } from "../../source/typescript.js";
import { readNumber } from "./read-number.js";

/** The members of an enum and their values, or `undefined` if one of them is computed. */
export function enumValuesOf(
  declaration: ts.EnumDeclaration,
): ReadonlyMap<string, string | number> | undefined {
  const values = new Map<string, string | number>();
  let next: number | undefined = 0;
  for (const { name, initializer } of declaration.members) {
    let value: string | number | undefined = next;
    if (initializer !== undefined) {
      value = ts.isStringLiteralLike(initializer) ? initializer.text : readNumber(initializer);
    }
    if (value === undefined || ts.isComputedPropertyName(name)) return undefined;
    values.set(name.text, value);
    next = typeof value === "number" ? value + 1 : undefined;
  }
  return values;
}
