import { inspect } from "node:util";
import type { ParamConstraints } from "../../../manifest/manifest.js";
import type { TypeNode } from "../../../manifest/type-node.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { LinkedParam } from "../../program/linked-callable.js";
import { formats } from "./default-bounds.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";
import { messageOf } from "../../../internal/message-of.js";

/** Which kinds of type each constraint is for. */
export const constraintTypes: Record<keyof ParamConstraints, readonly TypeNode["kind"][]> = {
  min: ["number"],
  max: ["number"],
  int: ["number"],
  minLength: ["string", "array"],
  maxLength: ["string", "array"],
  pattern: ["string"],
  format: ["string"],
};

/** Whether there is a constraint of this name. */
export function isConstraint(name: string): name is keyof ParamConstraints {
  return Object.hasOwn(constraintTypes, name);
}

/** Constraints suit the type of their param, and some value can satisfy them all. */
export const checkConstraints: Rule = ({ callables }) =>
  callables.flatMap(({ params }) =>
    params.flatMap((param) => [...mismatches(param), ...impossible(param)]),
  );

function mismatches({ name, type, constraints, paramSpan }: LinkedParam): Diagnostic[] {
  if (type === undefined) return [];
  const kinds = new Set((type.kind === "union" ? type.members : [type]).map(({ kind }) => kind));
  return Object.keys(constraints ?? {}).flatMap((constraint) => {
    if (!isConstraint(constraint)) return [];
    const suitable = constraintTypes[constraint];
    if (suitable.some((kind) => kinds.has(kind))) return [];
    const span = propertySpan(paramSpan, [constraint], "key");
    const plural = suitable.map((kind) => `${kind}s`).join(" and ");
    return [report("param/constraint-mismatch", span, { name, constraint, applies: plural })];
  });
}

// The type of each constraint, which tsc checks too unless a cast bypasses it.
const isValue: Record<keyof ParamConstraints, (value: unknown) => boolean> = {
  min: isNumber,
  max: isNumber,
  int: (value) => typeof value === "boolean",
  minLength: isNumber,
  maxLength: isNumber,
  pattern: (value) => typeof value === "string",
  format: (value) => Object.hasOwn(formats, String(value)),
};

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function impossible({ name, constraints = {}, paramSpan }: LinkedParam): Diagnostic[] {
  const strange = Object.entries(constraints).filter(
    ([key, value]) => value !== undefined && isConstraint(key) && !isValue[key](value),
  );
  const faults = strange.map(([key, value]) => ({ key, reason: `${key} is ${inspect(value)}` }));
  if (faults.length === 0) faults.push(...contradictions(constraints));
  return faults.map(({ key, reason }) => {
    const what = key === "" ? "one of the two" : key;
    const span = key === "" ? paramSpan : propertySpan(paramSpan, [key]);
    return report("param/constraint-impossible", span, { name, reason, what });
  });
}

/** The faults of each constraint, by its key, and of two constraints together, without a key. */
function contradictions(constraints: ParamConstraints): { key: string; reason: string }[] {
  const { min, max, int, minLength, maxLength, pattern } = constraints;
  const faults: { key: string; reason: string }[] = [];
  const add = (reason: string, key = "") => faults.push({ key, reason });
  if (min !== undefined && max !== undefined && min > max) {
    add(`min (${min}) is more than max (${max})`);
  } else if (int === true && Math.ceil(min ?? -Infinity) > Math.floor(max ?? Infinity)) {
    add(`there is no whole number between ${min} and ${max}`);
  }
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    add(`minLength (${minLength}) is more than maxLength (${maxLength})`);
  }
  for (const [key, value] of Object.entries({ min, max })) {
    if (value !== undefined && !Number.isFinite(value)) add(`${key} is ${value}`, key);
  }
  for (const [key, value] of Object.entries({ minLength, maxLength })) {
    const isLength = value === undefined || (Number.isSafeInteger(value) && value >= 0);
    if (!isLength) add(`${key} is ${value}, which is not a length`, key);
  }
  const invalid = pattern === undefined ? undefined : patternError(pattern);
  if (invalid !== undefined) add(`pattern is not a regular expression (${invalid})`, "pattern");
  return faults;
}

function patternError(pattern: string): string | undefined {
  try {
    RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
