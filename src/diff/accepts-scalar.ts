import type { Bound, Member, NumberMember, StringMember } from "./shape.js";

/** Whether every value of an alternative is a text that `target` accepts. */
export function acceptsString(target: StringMember, source: Member): boolean {
  if (source.kind === "literal") {
    return typeof source.value === "string" && acceptsText(target, source.value);
  }
  if (source.kind !== "string") return false;
  return (
    (target.other === "" || target.other === source.other) &&
    (target.format === undefined || target.format === source.format) &&
    (target.pattern === undefined || target.pattern === source.pattern) &&
    target.minLength <= source.minLength &&
    target.maxLength >= source.maxLength
  );
}

function acceptsText(target: StringMember, text: string): boolean {
  return (
    target.other === "" &&
    target.format === undefined &&
    text.length >= target.minLength &&
    text.length <= target.maxLength &&
    (target.pattern === undefined || matches(target.pattern, text))
  );
}

/** Whether every value of an alternative is a number that `target` accepts. */
export function acceptsNumber(target: NumberMember, source: Member): boolean {
  if (source.kind === "literal") {
    return typeof source.value === "number" && acceptsValue(target, source.value);
  }
  if (source.kind !== "number") return false;
  return (
    (target.other === "" || target.other === source.other) &&
    (!target.int || source.int) &&
    (target.multipleOf === undefined || target.multipleOf === source.multipleOf) &&
    reaches(target.least, source.least, -1) &&
    reaches(target.most, source.most, 1)
  );
}

function acceptsValue(target: NumberMember, value: number): boolean {
  const at = { value, exclusive: false };
  return (
    target.other === "" &&
    target.multipleOf === undefined &&
    // As in Zod, a number beyond the safe range is not an integer.
    (!target.int || Number.isSafeInteger(value)) &&
    reaches(target.least, at, -1) &&
    reaches(target.most, at, 1)
  );
}

/**
 * Whether a bound is at least as far out as another. @param outward -1 for lower bounds, 1 for upper ones
 */
function reaches(target: Bound, source: Bound, outward: -1 | 1): boolean {
  if (target.value === source.value) return !target.exclusive || source.exclusive;
  return Math.sign(target.value - source.value) === outward;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}
