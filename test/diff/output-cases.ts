import type { JsonObject } from "../../src/internal/json.js";
import type { AgentSpec } from "../../src/manifest/manifest.js";
import { caseOf as of, type ChangeCase } from "./change-case.js";

const text: JsonObject = { type: "string" };
const flag: JsonObject = { type: "boolean" };
const choice = (...values: readonly string[]): JsonObject => ({ type: "string", enum: values });

function output(properties: JsonObject, required: readonly string[] = [], more: JsonObject = {}) {
  const schema = { type: "object", properties, required, additionalProperties: false, ...more };
  return outputOf(schema);
}

function outputOf(schema: JsonObject, fingerprint = "1"): Partial<AgentSpec> {
  return { output: { exportName: "Story", source: "agents/story.agent.ts", schema, fingerprint } };
}

function loweredTo(hash: string): Partial<AgentSpec> {
  const { output } = outputOf(text);
  return output ? { output: { ...output, lowered: [{ dialects: ["openai"], hash }] } } : {};
}

const circle = {
  type: "object",
  properties: { kind: { const: "circle" }, r: text },
  required: ["kind"],
};
const square = {
  type: "object",
  properties: { kind: { const: "square" }, a: text },
  required: ["kind"],
};
const node = (value: JsonObject): JsonObject => ({
  $ref: "#/$defs/Node",
  $defs: {
    Node: {
      type: "object",
      properties: { value, next: { $ref: "#/$defs/Node" } },
      required: ["value"],
    },
  },
});

/** What a reader gets. */
export const outputCases: readonly ChangeCase[] = [
  of("a new property", output({}), output({ a: text }, ["a"]), "output/added-required", "output.a"),
  of(
    "a new optional property",
    output({}),
    output({ a: text }),
    "output/added-optional",
    "output.a",
  ),
  of("a property that went", output({ a: text }, ["a"]), output({}), "output/removed", "output.a"),
  of(
    "a property that is always there",
    output({ a: text }),
    output({ a: text }, ["a"]),
    "output/now-required",
    "output.a",
  ),
  of(
    "a property with a default, which Zod fills in",
    output({ a: text }),
    output({ a: { ...text, default: "" } }),
    "output/now-required",
    "output.a",
  ),
  of(
    "a property that may be absent",
    output({ a: text }, ["a"]),
    output({ a: text }),
    "output/now-optional",
    "output.a",
  ),
  of(
    "another value of an enum",
    output({ a: choice("x") }),
    output({ a: choice("x", "y") }),
    "output/widened",
    "output.a",
  ),
  of(
    "null",
    output({ a: text }),
    output({ a: { anyOf: [text, { type: "null" }] } }),
    "output/widened",
    "output.a",
  ),
  of(
    "a value of an enum that went",
    output({ a: choice("x", "y") }),
    output({ a: choice("y") }),
    "output/narrowed",
    "output.a",
  ),
  of("another type", output({ a: text }), output({ a: flag }), "output/changed", "output.a"),
  of(
    "a longer text",
    output({ a: { ...text, maxLength: 3 } }),
    output({ a: text }),
    "output/loosened",
    "output.a",
  ),
  of(
    "a shorter list",
    output({ a: { type: "array", items: text } }),
    output({ a: { type: "array", items: text, maxItems: 3 } }),
    "output/tightened",
    "output.a",
  ),
  of(
    "a bound that is not reached any more",
    output({ a: { type: "number", minimum: 0 } }),
    output({ a: { type: "number", exclusiveMinimum: 0 } }),
    "output/tightened",
    "output.a",
  ),
  of(
    "a keyword that no type says",
    output({ a: { type: "array", items: text } }),
    output({ a: { type: "array", items: text, uniqueItems: true } }),
    "output/tightened",
    "output.a",
  ),
  of(
    "further keys",
    output({}),
    output({}, [], { additionalProperties: {} }),
    "output/opened",
    "output",
  ),
  of(
    "no further keys",
    output({}, [], { additionalProperties: {} }),
    output({}),
    "output/closed",
    "output",
  ),
  of(
    "a property of one of several objects",
    output({ a: { anyOf: [circle, square] } }),
    output({
      a: { anyOf: [square, { ...circle, properties: { kind: { const: "circle" }, r: flag } }] },
    }),
    "output/changed",
    'output.a(kind: "circle").r',
  ),
  of(
    "an alternative whose tag may be left out",
    output({ a: { anyOf: [{ ...circle, required: [] }, square] } }),
    output({
      a: {
        anyOf: [{ ...circle, required: [], properties: { ...circle.properties, r: flag } }, square],
      },
    }),
    "output/changed",
    "output.a.r",
  ),
  of(
    "a schema that holds itself",
    outputOf(node(text)),
    outputOf(node(flag)),
    "output/changed",
    "output.value",
  ),
  of(
    "a schema that becomes a part of another",
    output({ a: text }),
    output({ a: { $ref: "#/$defs/A" } }, [], { $defs: { A: flag } }),
    "output/changed",
    "output.a",
  ),
  of(
    "a schema that shapes do not say",
    output({ a: { not: text } }),
    output({ a: { not: flag } }),
    "output/changed",
    "output.a",
  ),
  of(
    "a property called __proto__",
    output({}),
    output(JSON.parse('{ "__proto__": { "type": "string" } }') as JsonObject),
    "output/added-optional",
    "output.__proto__",
  ),
  of(
    "a property of another script",
    output({}),
    output({ "größe in cm": text }),
    "output/added-optional",
    'output["größe in cm"]',
  ),
  of(
    "a description",
    output({ a: text }),
    output({ a: { ...text, description: "Short." } }),
    "output/told",
    "output",
  ),
  of(
    "the order of properties",
    output({ a: text, b: text }),
    output({ b: text, a: text }),
    "output/told",
    "output",
  ),
  of(
    "another form of the same in strict mode",
    loweredTo("00000001"),
    loweredTo("00000002"),
    "output/lowered",
    "output.lowered.openai",
  ),
  of("a transform", outputOf(text), outputOf(text, "2"), "output/validator", "output"),
  of("structure in place of text", {}, outputOf(text), "output/declared", "output"),
  of("text in place of structure", outputOf(text), {}, "output/undeclared", "output"),
];
