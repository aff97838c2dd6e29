import type { Json } from "../../internal/json.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import { UsageError } from "../outcome/usage-error.js";
import { describeType } from "./describe-type.js";
import type { ParamFlags } from "./param-flags.js";
import { placeholder } from "./param-placeholder.js";
import { readArray, readValue } from "./read-value.js";

/**
 * Makes the params of a call from the command line: `whole` is the value of `--params`, which flags
 * override. A flag that is given several times is an array if the param is one; otherwise the last one
 * counts.
 *
 * @param given - the texts of each param, by its exact name
 * @throws {UsageError} with every invalid value and every missing required param
 */
export function readParams(
  flags: readonly ParamFlags[],
  given: ReadonlyMap<string, readonly string[]>,
  whole: Readonly<Record<string, Json>>,
): Record<string, Json> {
  // A null prototype, so that `__proto__` can be a param.
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
