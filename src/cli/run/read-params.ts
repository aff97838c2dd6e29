import type { Json } from "../../internal/json.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import { UsageError } from "../outcome/usage-error.js";
import { describeType } from "./describe-type.js";
import type { ParamFlags } from "./param-flags.js";
import { placeholder } from "./param-placeholder.js";
import { readArray, readValue } from "./read-value.js";

/**
 * Makes the params of a call from what was typed: `whole` is what `--params` gave, and a flag wins
 * over it. A flag that was given several times is an array, or else its last one counts.
 *
 * @param given - the texts of each param, by its exact name
 * @throws {UsageError} with every value that does not fit and every required param that is missing
 */
export function readParams(
  flags: readonly ParamFlags[],
  given: ReadonlyMap<string, readonly string[]>,
  whole: Readonly<Record<string, Json>>,
): Record<string, Json> {
  // A null prototype, so that a param called `__proto__` is a param.
  const params: Record<string, Json> = Object.assign(Object.create(null), whole);
  const problems: string[] = [];
  const missing: string[] = [];
  for (const { param, primary } of flags) {
    const texts = given.get(param.name);
    if (texts === undefined) {
      if (param.required && !Object.hasOwn(params, param.name)) {
        missing.push(`${primary} ${placeholder(param.type)}`);
      }
      continue;
    }
    const reading = readTexts(texts, param);
    if ("wrong" in reading) {
      problems.push(`${primary} takes ${expected(param)}, not ${JSON.stringify(reading.wrong)}`);
    } else {
      params[param.name] = reading.value;
    }
  }
  if (missing.length > 0) problems.push(`missing: ${missing.join(", ")}`);
  if (problems.length > 0) throw new UsageError(problems.join("\n       "));
  return params;
}

function readTexts(
  texts: readonly string[],
  { type }: ParamSpec,
): { readonly value: Json } | { readonly wrong: string } {
  if (type.kind === "array") return readArray(texts, type.element);
  const text = texts.at(-1) ?? "";
  const value = readValue(text, type);
  return value === undefined ? { wrong: text } : { value };
}

function expected(param: ParamSpec): string {
  const { type } = param;
  switch (type.kind) {
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "literal":
    case "union":
      return describeType(type).replaceAll(" | ", " or ");
    case "array":
      return `${describeType(type.element)} (once or several times), or a JSON array`;
    case "tuple":
      return `a JSON array ${describeType(type)}`;
    default:
      return `JSON ${describeType(type)}`;
  }
}
