import { findNonJson } from "../find-non-json.js";
import { nearest } from "../nearest.js";
import { noFaults, within, type OptionFault, type OptionRule } from "./option-rule.js";
import { showKind, showValue } from "./show-value.js";
import { isObject } from "../is-object.js";

/** A value that passes a test. `expected` ends the sentence "it must be …". */
export function typed(
  isRight: (value: unknown) => boolean,
  expected: string,
  show = showKind,
): OptionRule {
  return (value) =>
    isRight(value) ? noFaults : [{ path: [], kind: "type", expected, shown: show(value) }];
}

/** A value of a type, within a range. */
function ranged(
  isTyped: (value: unknown) => boolean,
  isRight: (value: never) => boolean,
  expected: string,
): OptionRule {
  return (value) => {
    if (isTyped(value) && isRight(value as never)) return noFaults;
    const kind = isTyped(value) ? "range" : "type";
    return [{ path: [], kind, expected, shown: showValue(value) }];
  };
}

/** Any text. It is never shown. */
export const text: OptionRule = /* @__PURE__ */ typed(isString, "a string");

/** A text that is not empty. It is never shown. */
export const someText: OptionRule = /* @__PURE__ */ typed(
  (value) => isString(value) && value !== "",
  "a string that is not empty",
);

/** `true` or `false`. */
export const flag: OptionRule = /* @__PURE__ */ typed(
  (value) => typeof value === "boolean",
  "true or false",
  showValue,
);

/** Anything that can be called. */
export const callback: OptionRule = /* @__PURE__ */ typed(
  (value) => typeof value === "function",
  "a function",
);

/** Anything with these methods, of its own or inherited. */
export function withMethods(what: string, ...methods: readonly string[]): OptionRule {
  const isRight = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    methods.every((method) => typeof Reflect.get(value, method) === "function");
  return typed(isRight, `${what}: an object with ${joinWords(methods, "and")}`);
}

/** One of a few words. A fault suggests the most likely one. */
export function oneOf(...words: readonly string[]): OptionRule {
  const known = joinWords(
    words.map((word) => JSON.stringify(word)),
    "or",
  );
  return (value) => {
    if (isString(value) && words.includes(value)) return noFaults;
    const meant = isString(value) ? nearest(value, words) : undefined;
    const expected = meant === undefined ? known : `${known} (did you mean "${meant}"?)`;
    return [{ path: [], kind: "type", expected, shown: showValue(value) }];
  };
}

/** A number that passes a test. */
export function numeric(expected: string, isRight: (value: number) => boolean): OptionRule {
  return ranged((value) => typeof value === "number", isRight, expected);
}

/** A whole number from 1 on. */
export const count: OptionRule = /* @__PURE__ */ numeric(
  "a whole number above zero",
  (value) => Number.isSafeInteger(value) && value > 0,
);

/** A text that passes a test, and may be shown. */
export function word(expected: string, isRight: (value: string) => boolean): OptionRule {
  return ranged(isString, isRight, expected);
}

/** `"provider/model"`. */
export const modelId: OptionRule = /* @__PURE__ */ word(
  '"provider/model", such as "openai/gpt-4o"',
  (value) => /^[^/]+\/./s.test(value),
);

/** A list, each element of which satisfies a rule. */
export function list(element: OptionRule, expected = "a list"): OptionRule {
  const isList = typed(Array.isArray, expected);
  return (value) =>
    Array.isArray(value)
      ? (value as unknown[]).flatMap((each, index) => within(index, element(each)))
      : isList(value);
}

/** An object with any keys, each value of which satisfies a rule. */
export function record(member: OptionRule, expected = "an object"): OptionRule {
  const isAnObject = typed(isObject, expected);
  return (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => within(key, member(each)))
      : isAnObject(value);
}

/** A value that satisfies a rule, or `undefined`. */
export function optional(rule: OptionRule): OptionRule {
  return (value) => (value === undefined ? noFaults : rule(value));
}

/** JSON: `null`, texts, finite numbers, booleans, lists and plain objects. */
export const json: OptionRule = (value) => {
  const path = findNonJson(value);
  return path
    ? [{ path, kind: "type", expected: "JSON", shown: showKind(at(value, path)) }]
    : noFaults;
};

/**
 * A value that satisfies one of several rules. If it satisfies none, gives the faults of the closest rule:
 * the first one with faults inside the value, or in its range.
 */
export function either(expected: string, ...rules: readonly OptionRule[]): OptionRule {
  return (value) => {
    const found = rules.map((rule) => rule(value));
    if (found.some((faults) => faults.length === 0)) return noFaults;
    const close = found.find((faults) => faults.every(isClose));
    return close ?? [{ path: [], kind: "type", expected, shown: showValue(value) }];
  };
}

function isClose({ path, kind }: OptionFault): boolean {
  return path.length > 0 || kind === "range";
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((inside, key) => Reflect.get(Object(inside) as object, key) as unknown, value);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** `"a, b or c"`. */
function joinWords(words: readonly string[], conjunction: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
