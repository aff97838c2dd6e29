import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Agent } from "../../../src/dsl/agent.js";
import { defineConfig } from "../../../src/config/define-config.js";
import { defineTool } from "../../../src/dsl/define-tool.js";
import { maxSteps } from "../../../src/dsl/max-steps.js";
import { model } from "../../../src/dsl/model.js";
import { param } from "../../../src/dsl/param.js";
import { providerOptions } from "../../../src/dsl/provider-options.js";
import { streaming } from "../../../src/dsl/streaming.js";
import { tool } from "../../../src/dsl/tool.js";
import { tools } from "../../../src/dsl/tools.js";
import type { AgentSpec, ToolSpec } from "../../../src/manifest/manifest.js";
import { assertFresh } from "../../../src/runtime/fresh/assert-fresh.js";
import { fingerprintSchema } from "../../../src/schema/zod/fingerprint-schema.js";

const input = z.object({ query: z.string() });
const search = defineTool({
  name: "search",
  description: "Searches.",
  input,
  timeout: "5s",
  run: () => [],
});

class HelperAgent extends Agent {
  @param() topic!: string;
  override user() {
    return this.topic;
  }
}

@model("fake/x")
@tools(search, HelperAgent)
@maxSteps(5)
@streaming({ steps: "final" })
@providerOptions({ openai: { store: true, user: "x" } })
class DeskAgent extends Agent {
  @tool({ description: "Finds.", name: "find-it", timeout: "1s" }) find() {}
  /** Says what time it is. */
  @tool() now() {}
  override user() {
    return "";
  }
}

const method: ToolSpec = {
  name: "find-it",
  description: "Finds.",
  schema: { type: "object" },
  timeoutMs: 1_000,
  run: { kind: "method", method: "find" },
};
const now: ToolSpec = {
  name: "now",
  description: "Says what time it is.",
  schema: { type: "object" },
  run: { kind: "method", method: "now" },
};
const defined: ToolSpec = {
  name: "search",
  description: "Searches.",
  schema: { type: "object" },
  timeoutMs: 5_000,
  run: { kind: "defined", fingerprint: fingerprintSchema(input) },
};
const helper: ToolSpec = {
  name: "helper",
  description: "",
  schema: { type: "object", properties: { topic: { type: "string" } } },
  run: { kind: "agent", agent: "helper" },
};
const spec: AgentSpec = {
  version: 1,
  name: "desk",
  className: "DeskAgent",
  source: "agents/desk.agent.ts",
  model: "fake/x",
  streaming: true,
  streamedSteps: "final",
  maxSteps: 5,
  params: [],
  tools: [method, now, defined, helper],
  providerOptions: { openai: { user: "x", store: true } },
};

function check(changed: Partial<AgentSpec>): void {
  assertFresh({
    spec: { ...spec, ...changed },
    agent: DeskAgent,
    params: () => z.strictObject({}),
    config: defineConfig({ agents: "none" }),
  });
}

describe("a generated module with tools", () => {
  test("is fresh when it says what its class says, in whatever order", () => {
    expect(() => check({})).not.toThrow();
    expect(() => check({ tools: [now, method, defined, helper] })).not.toThrow();
  });

  test.each<[string, Partial<AgentSpec>, string]>([
    [
      "without a method",
      { tools: [method, defined, helper] },
      "says @tool find, now, and the module find",
    ],
    [
      "with another name",
      { tools: [{ ...method, name: "find" }, now, defined, helper] },
      "says @tool name of find find-it, and the module find",
    ],
    [
      "with another time",
      { tools: [{ ...method, timeoutMs: 2 }, now, defined, helper] },
      "says @tool timeout of find (ms) 1000, and the module 2",
    ],
    [
      "with another description",
      { tools: [{ ...method, description: "x" }, now, defined, helper] },
      "has another @tool description of find now",
    ],
    [
      "without a shared tool",
      { tools: [method, now, helper] },
      "says @tools search, an agent of (topic), and the module an agent of (topic)",
    ],
    [
      "with an agent of other params",
      { tools: [method, now, defined, { ...helper, schema: { properties: {} } }] },
      "and the module search, an agent of ()",
    ],
    [
      "with another input of a shared tool",
      { tools: [method, now, { ...defined, run: { kind: "defined", fingerprint: "0" } }, helper] },
      "has another input of search now",
    ],
    [
      "with another description of one",
      { tools: [method, now, { ...defined, description: "x" }, helper] },
      "has another description of search now",
    ],
    [
      "with another time of one",
      { tools: [method, now, { ...defined, timeoutMs: 1 }, helper] },
      "says timeout of search (ms) 5000, and the module 1",
    ],
    ["without any", { tools: [] }, "says @tool find, now, and the module nothing."],
    ["with more steps", { maxSteps: 6 }, "says @maxSteps 5, and the module 6"],
    [
      "with other steps that stream",
      { streamedSteps: undefined } as never,
      "says steps of @streaming final, and the module all",
    ],
    [
      "with other options of a provider",
      { providerOptions: { openai: { user: "secret" } } },
      "has another @providerOptions now",
    ],
  ])("is stale %s, and says so without what is private", (_, changed, says) => {
    expect(() => check(changed)).toThrow(
      `The generated module of desk is stale: agents/desk.agent.ts ${says.startsWith("and") ? "" : says}`,
    );
    expect(() => check(changed)).toThrow(says);
    expect(() => check(changed)).toThrow("Run: agents build");
  });
});
