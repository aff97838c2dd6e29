import type { ParamSpec } from "../../manifest/manifest.js";
import { UsageError } from "../outcome/usage-error.js";
import { readParam } from "./read-param.js";

/**
 * Reads params, each as {@link readParam} does.
 *
 * @throws {UsageError} also when two have one name
 */
export function readParams(texts: readonly string[]): ParamSpec[] {
  const params = texts.map(readParam);
  const names = new Set<string>();
  for (const { name } of params) {
    if (names.has(name)) throw new UsageError(`The param ${JSON.stringify(name)} is given twice.`);
    names.add(name);
  }
  return params;
}
