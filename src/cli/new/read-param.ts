import type { Json } from "../../internal/json.js";
import { nearest } from "../../internal/nearest.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { UsageError } from "../outcome/usage-error.js";
import { parseJson } from "../../internal/parse-json.js";

const keywords: ReadonlyMap<string, TypeNode> = new Map([
  ["string", { kind: "string" }],
  ["number", { kind: "number" }],
  ["boolean", { kind: "boolean" }],
  ["null", { kind: "null" }],
  ["string[]", { kind: "array", element: { kind: "string" } }],
  ["number[]", { kind: "array", element: { kind: "number" } }],
  ["boolean[]", { kind: "array", element: { kind: "boolean" } }],
]);

/**
 * Reads a param from the command line: `topic:string`, `limit?:number` (optional), `tone:warm|dry` (one of
 * these texts), `tone:warm|dry=warm` (with a default), `topic` (a string).
 *
 * @throws {UsageError} if it is not a param
 */
export function readParam(text: string): ParamSpec {
  const [, name = "", mark, typeText, value] =
    /^\s*([^:=?]*?)\s*(\?)?\s*(?::([^=]*))?(?:=(.*))?$/s.exec(text) ?? [];
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
    throw refuse(text, `${JSON.stringify(name)} cannot be the name of a param`);
  }
  const type = readType(typeText?.trim() ?? "string", text);
  if (value === undefined) return { name, type, required: mark === undefined };
  if (mark !== undefined) throw refuse(text, "a param with a default is optional without the ?");
  return { name, type, required: false, default: readDefault(value, type, text) };
}

function readType(typeText: string, param: string): TypeNode {
  const whole = keywords.get(typeText);
  if (whole && whole.kind !== "null") return whole;
  const members = typeText.split("|").map((member) => member.trim());
  if (members.length === 1) {
    const meant = nearest(typeText, keywords.keys());
    const advice = meant ? ` Did you mean ${meant}?` : "";
    throw refuse(param, `${JSON.stringify(typeText)} is not a known type.${advice}`);
  }
  if (members.includes("")) throw refuse(param, "a value is missing next to a |");
  const distinct = [...new Set(members)].map(readMember);
  const [only, second] = distinct;
  return only && !second ? only : { kind: "union", members: distinct };
}

function readMember(member: string): TypeNode {
  const known = keywords.get(member);
  if (known) return known;
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(member) && Number.isFinite(Number(member));
  if (isNumber) return { kind: "literal", value: Number(member) };
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(member) ?? [];
  return { kind: "literal", value: quoted ?? member };
}

function readDefault(text: string, type: TypeNode, param: string): Json {
  const isText =
    type.kind === "string" ||
    (type.kind === "union" &&
      type.members.some((member) => member.kind === "literal" && member.value === text));
  const value = isText ? text : (parseJson(text) ?? text);
  // TypeScript infers these types from the default, so it would not report a default of another type.
  const isOther = (type.kind === "number" || type.kind === "boolean") && typeof value !== type.kind;
  if (isOther) throw refuse(param, `the default ${JSON.stringify(text)} does not match its type`);
  return value;
}

function refuse(param: string, reason: string): UsageError {
  const end = /[.?]$/.test(reason) ? "" : ".";
  return new UsageError(
    `The param ${JSON.stringify(param)}: ${reason}${end} Write topic:string, limit?:number, tags:string[] or tone:warm|dry=warm.`,
  );
}
