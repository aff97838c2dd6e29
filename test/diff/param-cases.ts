import type { AgentSpec, ParamSpec } from "../../src/manifest/manifest.js";
import type { TypeNode } from "../../src/manifest/type-node.js";
import { caseOf as of, type ChangeCase } from "./change-case.js";

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };
const literals = (...values: readonly string[]): TypeNode => ({
  kind: "union",
  members: values.map((value) => ({ kind: "literal", value })),
});
const place = (zip: Partial<{ optional: boolean; type: TypeNode }> | undefined): TypeNode => ({
  kind: "object",
  properties: [
    { name: "city", type: string, optional: false },
    ...(zip ? [{ name: "zip", type: number, optional: false, ...zip }] : []),
  ],
});

function param(type: TypeNode, facts: Partial<ParamSpec> = {}): Partial<AgentSpec> {
  return { params: [{ name: "tone", type, required: true, ...facts }] };
}

const none: Partial<AgentSpec> = { params: [] };
const optional = { required: false } as const;

const context = (...list: NonNullable<AgentSpec["context"]>): Partial<AgentSpec> => ({
  context: list,
});
const session = { name: "session", required: true } as const;
const maybe = { name: "session", required: false } as const;

/** What a caller brings along. */
export const contextCases: readonly ChangeCase[] = [
  of("required context", {}, context(session), "context/added-required", "context.session"),
  of("optional context", {}, context(maybe), "context/added-optional", "context.session"),
  of("context that is gone", context(session), {}, "context/removed", "context.session"),
  of(
    "context that is required",
    context(maybe),
    context(session),
    "context/now-required",
    "context.session",
  ),
  of(
    "context that is optional",
    context(session),
    context(maybe),
    "context/now-optional",
    "context.session",
  ),
];

/** What a caller gives. */
export const paramCases: readonly ChangeCase[] = [
  of("a required param", none, param(string), "params/added-required", "params.tone"),
  of("an optional param", none, param(string, optional), "params/added-optional", "params.tone"),
  of(
    "a param with a default",
    none,
    param(string, { ...optional, default: "" }),
    "params/added-optional",
    "params.tone",
  ),
  of("a param that went", param(string, optional), none, "params/removed", "params.tone"),
  of(
    "a param that must be given",
    param(string, optional),
    param(string),
    "params/now-required",
    "params.tone",
  ),
  of(
    "a default for a required param",
    param(string),
    param(string, { ...optional, default: "x" }),
    "params/now-optional",
    "params.tone",
  ),
  of(
    "another choice",
    param(literals("a")),
    param(literals("a", "b")),
    "params/widened",
    "params.tone",
  ),
  of(
    "a choice that became text",
    param(literals("a", "b")),
    param(string),
    "params/widened",
    "params.tone",
  ),
  of(
    "null",
    param(string),
    param({ kind: "union", members: [string, { kind: "null" }] }),
    "params/widened",
    "params.tone",
  ),
  of("anything", param(string), param({ kind: "unknown" }), "params/widened", "params.tone"),
  of(
    "a choice that went",
    param(literals("a", "b")),
    param(literals("b")),
    "params/narrowed",
    "params.tone",
  ),
  of(
    "one of the booleans",
    param({ kind: "boolean" }),
    param({ kind: "literal", value: true }),
    "params/narrowed",
    "params.tone",
  ),
  of("another type", param(string), param(number), "params/changed", "params.tone"),
  of(
    "another choice in place of one",
    param(literals("a", "b")),
    param(literals("a", "c")),
    "params/changed",
    "params.tone",
  ),
  of(
    "a tuple of another length",
    param({ kind: "tuple", elements: [number] }),
    param({ kind: "tuple", elements: [number, number] }),
    "params/changed",
    "params.tone",
  ),
  of(
    "a tuple that became a list",
    param({ kind: "tuple", elements: [number] }),
    param({ kind: "array", element: number }),
    "params/widened",
    "params.tone",
  ),
  of(
    "a longer text",
    param(string, { constraints: { maxLength: 10 } }),
    param(string, { constraints: { maxLength: 20 } }),
    "params/loosened",
    "params.tone",
  ),
  of(
    "whole numbers alone",
    param(number),
    param(number, { constraints: { int: true } }),
    "params/tightened",
    "params.tone",
  ),
  of(
    "a higher least number",
    param(number, { constraints: { min: 1 } }),
    param(number, { constraints: { min: 2 } }),
    "params/tightened",
    "params.tone",
  ),
  of(
    "fewer elements",
    param({ kind: "array", element: string }),
    param({ kind: "array", element: string }, { constraints: { maxLength: 3 } }),
    "params/tightened",
    "params.tone",
  ),
  of(
    "another pattern",
    param(string, { constraints: { pattern: "^a" } }),
    param(string, { constraints: { pattern: "^b" } }),
    "params/changed",
    "params.tone",
  ),
  of(
    "a property of a property",
    param(place(undefined)),
    param(place({})),
    "params/added-required",
    "params.tone.zip",
  ),
  of(
    "an optional property",
    param(place(undefined)),
    param(place({ optional: true })),
    "params/added-optional",
    "params.tone.zip",
  ),
  of(
    "a property that went",
    param(place({ optional: true })),
    param(place(undefined)),
    "params/removed",
    "params.tone.zip",
  ),
  of(
    "an element",
    param({ kind: "array", element: place({}) }),
    param({ kind: "array", element: place({ type: string }) }),
    "params/changed",
    "params.tone[].zip",
  ),
  of(
    "an element of a tuple",
    param({ kind: "tuple", elements: [number, string] }),
    param({ kind: "tuple", elements: [number, literals("a")] }),
    "params/narrowed",
    "params.tone[1]",
  ),
  of(
    "a value of a record",
    param({ kind: "record", value: number }),
    param({ kind: "record", value: string }),
    "params/changed",
    "params.tone[key]",
  ),
  of(
    "an object that became a record",
    param({ kind: "object", properties: [] }),
    param({ kind: "record", value: string }),
    "params/opened",
    "params.tone",
  ),
  of(
    "a record that became an object",
    param({ kind: "record", value: string }),
    param({ kind: "object", properties: [] }),
    "params/closed",
    "params.tone",
  ),
  of(
    "a default",
    param(string, { ...optional, default: "" }),
    param(string, { ...optional, default: "x" }),
    "params/default",
    "params.tone",
  ),
  of(
    "a default of null",
    param({ kind: "null" }, optional),
    param({ kind: "null" }, { ...optional, default: null }),
    "params/default",
    "params.tone",
  ),
  of(
    "a schema of its own",
    param(string),
    param(string, { zod: true }),
    "params/validator",
    "params.tone",
  ),
];
