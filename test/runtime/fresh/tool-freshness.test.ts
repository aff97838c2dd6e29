import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Agent } from "../../../src/dsl/agent.js";
import { defineConfig } from "../../../src/config/define-config.js";
import { defineTool } from "../../../src/dsl/define-tool.js";
import { webSearch } from "../../../src/dsl/hosted-tools.js";
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
@tools(search, webSearch({ maxUses: 1 }), HelperAgent)
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
  hostedTools: [webSearch({ maxUses: 1 })],
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
      "has @tool find, now, but the module has find",
    ],
    [
      "with another name",
      { tools: [{ ...method, name: "find" }, now, defined, helper] },
      "has @tool name of find find-it, but the module has find",
    ],
    [
      "with another time",
      { tools: [{ ...method, timeoutMs: 2 }, now, defined, helper] },
      "has @tool timeout of find (ms) 1000, but the module has 2",
    ],
    [
      "with another description",
      { tools: [{ ...method, description: "x" }, now, defined, helper] },
      "now has another @tool description of find",
    ],
    [
      "without a shared tool",
      { tools: [method, now, helper] },
      "has @tools search, an agent of (topic), but the module has an agent of (topic)",
    ],
    [
      "with an agent of other params",
      { tools: [method, now, defined, { ...helper, schema: { properties: {} } }] },
      "has @tools search, an agent of (topic), but the module has search, an agent of ()",
    ],
    [
      "with another input of a shared tool",
      { tools: [method, now, { ...defined, run: { kind: "defined", fingerprint: "0" } }, helper] },
      "now has another input of search",
    ],
    [
      "with another description of one",
      { tools: [method, now, { ...defined, description: "x" }, helper] },
      "now has another description of search",
    ],
    [
      "with another time of one",
      { tools: [method, now, { ...defined, timeoutMs: 1 }, helper] },
      "has timeout of search (ms) 5000, but the module has 1",
    ],
    [
      "with other options of a hosted tool",
      { hostedTools: [webSearch()] },
      "now has another list of hosted tools",
    ],
    ["without any", { tools: [] }, "has @tool find, now, but the module has nothing."],
    [
      "with one that is final",
      { tools: [method, now, { ...defined, final: true }, helper] },
      "has final of search false, but the module has true",
    ],
    [
      "with a method that is final",
      { tools: [{ ...method, final: true }, now, defined, helper] },
      "has @tool final of find false, but the module has true",
    ],
    [
      "with one that waits for approval",
      { tools: [method, now, { ...defined, approve: true }, helper] },
      "has approve of search false, but the module has true",
    ],
    [
      "with a method that waits for approval",
      { tools: [{ ...method, approve: true }, now, defined, helper] },
      "has @tool approve of find false, but the module has true",
    ],
    ["with more steps", { maxSteps: 6 }, "has @maxSteps 5, but the module has 6"],
    [
      "with another end of the steps",
      { maxSteps: { max: 5, atLimit: "fail" } },
      "has @maxSteps 5, but the module has 5 (at the limit: fail)",
    ],
    [
      "with other steps that stream",
      { streamedSteps: undefined } as never,
      "has steps of @streaming final, but the module has all",
    ],
    [
      "with other options of a provider",
      { providerOptions: { openai: { user: "secret" } } },
      "now has another @providerOptions",
    ],
  ])("is stale %s, and says so without what is private", (_, changed, says) => {
    expect(() => check(changed)).toThrow(
      `The generated module of desk is stale: agents/desk.agent.ts ${says}`,
    );
    expect(() => check(changed)).toThrow(says);
    expect(() => check(changed)).toThrow("Run: agents build");
  });
});
