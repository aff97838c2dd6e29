import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/internal/json.js";
import type { ModelTool, ToolChoice } from "../../../src/model/tool.js";
import { toRequest } from "../../../src/providers/anthropic/to-request.js";
import { createCall } from "../conformance/bench.js";

const style = { structuredOutput: "json_schema", tools: "strict" } as const;
const model = "claude-sonnet-4-6";
const city: JsonObject = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
};

function toolsOf(schemas: readonly JsonObject[]): readonly ModelTool[] {
  return schemas.map((schema, index) => ({ name: `tool_${index}`, description: "Does.", schema }));
}

/** An object with so many properties that may be left out. */
function optional(count: number): JsonObject {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  };
}

function strictOf(tools: readonly ModelTool[], more: object = {}): readonly unknown[] {
  const body = toRequest(createCall({ model, tools, ...more }), style);
  return (body.tools ?? []).map((tool) => "strict" in tool && tool.strict === true);
}

describe("tools of anthropic", () => {
  it("are left out where there are none, and the choice with them", () => {
    const body = toRequest(createCall({ model, tools: [], toolChoice: "required" }), style);
    expect(body).not.toHaveProperty("tools");
    expect(body).not.toHaveProperty("tool_choice");
  });

  it.each<[ToolChoice, object]>([
    ["auto", { type: "auto" }],
    ["none", { type: "none" }],
    ["required", { type: "any" }],
    [{ tool: "tool_0" }, { type: "tool", name: "tool_0" }],
  ])("are chosen by %j as the API says it", (toolChoice, expected) => {
    const call = createCall({ model, tools: toolsOf([city]), toolChoice });
    expect(toRequest(call, style).tool_choice).toEqual(expected);
  });

  it("are strict for twenty of a request, and plain after", () => {
    const strict = strictOf(toolsOf(Array.from({ length: 22 }, () => city)));
    expect(strict).toEqual([...Array.from({ length: 20 }, () => true), false, false]);
  });

  it("are strict as long as the optional properties are few, those of the output included", () => {
    const tools = toolsOf([optional(8), optional(5), optional(4)]);
    expect(strictOf(tools)).toEqual([true, false, true]);
    const output = { name: "a", schema: optional(6) };
    expect(strictOf(tools, { output })).toEqual([false, true, false]);
  });

  it("are strict as long as the unions are few, wherever they stand", () => {
    const union: JsonObject = { anyOf: [{ type: "string" }, { type: "number" }] };
    const unions = (count: number): JsonObject => {
      const names = Array.from({ length: count }, (_, index) => `p${index}`);
      return {
        type: "object",
        properties: Object.fromEntries(
          names.map((name) => [name, { type: "array", items: { $ref: "#/$defs/Union" } }]),
        ),
        required: names,
        $defs: { Union: union },
      };
    };
    expect(strictOf(toolsOf([unions(16)]))).toEqual([true]);
    expect(strictOf(toolsOf([unions(17)]))).toEqual([false]);
  });

  it("are measured in no time where definitions use each other twice", () => {
    const $defs: Record<string, JsonObject> = { D0: city };
    for (let level = 1; level < 40; level++) {
      const below = { $ref: `#/$defs/D${level - 1}` };
      $defs[`D${level}`] = {
        type: "object",
        properties: { left: below, right: below },
        required: ["left", "right"],
      };
    }
    const schema: JsonObject = {
      type: "object",
      properties: { top: { $ref: "#/$defs/D39" } },
      required: ["top"],
      $defs,
    };
    expect(strictOf(toolsOf([schema]))).toEqual([true]);
  });

  it.each([
    ["claude-3-haiku-20240307", style],
    ["claude-opus-4-20250514", style],
    ["deepseek-chat", style],
    [model, { ...style, tools: "plain" } as const],
  ])("are told to %s in the plainest form with %j", (name, given) => {
    const call = createCall({ model: name, tools: toolsOf([city]) });
    expect(toRequest(call, given).tools).toEqual([
      { name: "tool_0", description: "Does.", input_schema: city },
    ]);
  });

  it("are not strict where schemas are not enforced, and not eager where nothing is streamed", () => {
    const tools = toolsOf([city]);
    const none = { ...style, structuredOutput: "none" } as const;
    expect(toRequest(createCall({ model, tools }), none).tools).toEqual([
      { name: "tool_0", description: "Does.", input_schema: city, eager_input_streaming: true },
    ]);
    expect(toRequest(createCall({ model, tools, stream: false }), style).tools).toMatchObject([
      { strict: true },
    ]);
    expect(
      toRequest(createCall({ model, tools, stream: false }), style).tools?.[0],
    ).not.toHaveProperty("eager_input_streaming");
  });

  it("have an object at the top of their schemas", () => {
    const node: JsonObject = {
      type: "object",
      properties: { next: { $ref: "#/$defs/Node" } },
    };
    const [recursive] = toolsOf([{ $ref: "#/$defs/Node", $defs: { Node: node } }]);
    const body = toRequest(createCall({ model, tools: recursive ? [recursive] : [] }), style);
    expect(body.tools).toMatchObject([{ input_schema: { ...node, $defs: { Node: node } } }]);
  });

  it("have a union at the top of their schemas said in words, where it is not enforced", () => {
    const union: JsonObject = { anyOf: [city, optional(13)] };
    const [tool] = toRequest(createCall({ model, tools: toolsOf([union]) }), style).tools ?? [];
    expect(tool).toEqual({
      name: "tool_0",
      description: `Does.\nThe input satisfies this JSON Schema: ${JSON.stringify(union)}`,
      input_schema: { type: "object" },
      eager_input_streaming: true,
    });
  });
});
