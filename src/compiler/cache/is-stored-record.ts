import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isPlainName, isNameWithin } from "../write/name-within.js";
import type { BuildInputs } from "./inputs.js";
import type { KeptParts } from "./kept-parts.js";
import { isObject } from "../../internal/is-object.js";

/*
 * What is kept may have been written by anything: by a build that was killed, by another version, by
 * somebody who has put it into a repository. What has another shape is as good as nothing.
 */

/** Whether a value can be the hashes of what a build has read. */
export function isInputs(value: unknown, output: string): value is BuildInputs {
  if (!isObject(value) || value["output"] !== output) return false;
  const { outskirts, env } = value;
  return (
    isText(value["setting"]) &&
    isRecordOf(value["files"], isSum) &&
    isRecordOf(value["folders"], isSum) &&
    isRecordOf(value["trees"], isText) &&
    isRecordOf(value["packages"], isSum) &&
    isObject(outskirts) &&
    isListOf(outskirts["folders"], isText) &&
    isListOf(outskirts["endings"], isText) &&
    isText(outskirts["sum"]) &&
    isObject(env) &&
    (env["names"] === "all" || isListOf(env["names"], isText)) &&
    isText(env["sum"])
  );
}

/** Whether a value names an output folder in a project, from its root. */
export function isOutput(value: unknown): value is string {
  return isText(value) && path.posix.normalize(value) === value && isPlainName(value);
}

/** Whether a value can be the hashes of a whole output, by its files. */
export function isSums(
  value: unknown,
  modules: unknown,
): value is Readonly<Record<string, string>> {
  if (!isRecordOf(value, isText) || !Number.isSafeInteger(modules)) return false;
  const names = Object.keys(value);
  const hasAll = names.includes("index.ts") && names.includes("manifest.json");
  return hasAll && names.length >= Number(modules) + 2 && names.every(isNameWithin);
}

/** Whether a value can be a section of a document. */
export function isSection(
  value: unknown,
): value is { readonly file: string; readonly text: string } | undefined {
  return value === undefined || (isObject(value) && isText(value["file"]) && isText(value["text"]));
}

/** Whether a value can be a build's warnings. */
export function isDiagnostics(value: unknown): value is readonly Diagnostic[] {
  return isListOf(value, (member): member is Diagnostic => {
    if (!isObject(member) || !["code", "message"].every((name) => isText(member[name])))
      return false;
    const { severity, span, hint } = member;
    if (severity !== "warning" && severity !== "error") return false;
    return (hint === undefined || isText(hint)) && (span === undefined || isSpan(span));
  });
}

/** Whether a value can be what a build knows about the parts of a project. Does not look into agents. */
export function isParts(value: unknown): value is Omit<KeptParts, "modules"> {
  if (!isObject(value)) return false;
  const { imports, code, loose } = value;
  return (
    ["files", "near", "config"].every((name) => isListOf(value[name], isText)) &&
    imports instanceof Map &&
    [...imports].every(([name, imported]) => {
      return isText(name) && isListOf(imported, (one): one is object => isObject(one));
    }) &&
    code instanceof Map &&
    [...code].every(([name, module]) => {
      return (
        isText(name) &&
        isObject(module) &&
        isText(module["sum"]) &&
        isListOf(module["imports"], isText)
      );
    }) &&
    loose instanceof Set &&
    [...loose].every(isText)
  );
}

function isSpan(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { file, text, start, end } = value;
  return isText(file) && isText(text) && [start, end].every(Number.isSafeInteger);
}

function isSum(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isListOf<Member>(
  value: unknown,
  isMember: (member: unknown) => member is Member,
): value is readonly Member[] {
  return Array.isArray(value) && value.every(isMember);
}

function isRecordOf<Member>(
  value: unknown,
  isMember: (member: unknown) => member is Member,
): value is Readonly<Record<string, Member>> {
  return isObject(value) && Object.values(value).every(isMember);
}
