import { Agent } from "../../dsl/agent.js";
import type { Json } from "../../internal/json.js";
import { nearest } from "../../internal/nearest.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { UsageError } from "../outcome/usage-error.js";

const keywords: ReadonlyMap<string, TypeNode> = new Map([
  ["string", { kind: "string" }],
  ["number", { kind: "number" }],
  ["boolean", { kind: "boolean" }],
  ["null", { kind: "null" }],
  ["string[]", { kind: "array", element: { kind: "string" } }],
  ["number[]", { kind: "array", element: { kind: "number" } }],
  ["boolean[]", { kind: "array", element: { kind: "boolean" } }],
]);

// Of every class, of Agent though it has no body there, and what would make an agent a promise.
const unusable: ReadonlySet<string> = new Set(["prototype", "user", "then"]);

/**
 * Reads a param as the command line has it: `topic:string`, `limit?:number` (optional),
 * `tone:warm|dry` (one of these texts), `tone:warm|dry=warm` (with a default), `topic` (a string).
 *
 * @throws {UsageError} when it is none
 */
export function readParam(text: string): ParamSpec {
  const [, name = "", mark, typeText, value] =
    /^\s*([^:=?]*?)\s*(\?)?\s*(?::([^=]*))?(?:=(.*))?$/s.exec(text) ?? [];
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
    throw refuse(text, `${JSON.stringify(name)} cannot be the name of a param`);
  }
  // What every object or every agent has.
  if (unusable.has(name) || Reflect.has(Agent.prototype, name)) {
    throw refuse(text, `every agent already has a member "${name}"`);
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
  const values: readonly Json[] = [text, ...parse(text)];
  const value = values.find((candidate) => isOf(candidate, type));
  if (value === undefined)
    throw refuse(param, `the default ${JSON.stringify(text)} does not match its type`);
  return value;
}

function parse(text: string): Json[] {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return [];
  }
}

function isOf(value: Json, type: TypeNode): boolean {
  switch (type.kind) {
    case "null":
      return value === null;
    case "literal":
      return value === type.value;
    case "union":
      return type.members.some((member) => isOf(value, member));
    case "array":
      return Array.isArray(value) && value.every((element: Json) => isOf(element, type.element));
    default:
      return typeof value === type.kind;
  }
}

function refuse(param: string, reason: string): UsageError {
  const end = /[.?]$/.test(reason) ? "" : ".";
  return new UsageError(
    `The param ${JSON.stringify(param)}: ${reason}${end} Write topic:string, limit?:number, tags:string[] or tone:warm|dry=warm.`,
  );
}
