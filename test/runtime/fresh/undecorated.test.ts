import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineConfig } from "../../../src/config/define-config.js";
import { Agent } from "../../../src/dsl/agent.js";
import { param } from "../../../src/dsl/param.js";
import { streaming } from "../../../src/dsl/streaming.js";
import type { AgentSpec } from "../../../src/manifest/manifest.js";
import { assertFresh } from "../../../src/runtime/fresh/assert-fresh.js";
import type { AgentBinding } from "../../../src/runtime/call/binding.js";

const topic = { name: "topic", type: { kind: "string" }, required: true } as const;
const reader = { name: "reader", type: { kind: "string" }, required: true } as const;
const find = {
  name: "find",
  description: "",
  schema: { type: "object" },
  run: { kind: "method", method: "find" },
} as const;

class BareAgent extends Agent {
  override user() {
    return "";
  }
}

@streaming()
class HalfAgent extends BareAgent {}

@streaming()
class LessAgent extends BareAgent {
  @param() topic!: string;
}

function check(agent: AgentBinding["agent"], changes: Partial<AgentSpec>): () => void {
  const spec: AgentSpec = {
    version: 1,
    name: "story",
    className: agent.name,
    source: "agents/story.agent.ts",
    model: "openai/gpt-4o",
    streaming: true,
    params: [],
    ...changes,
  };
  const config = defineConfig({ agents: "none", defaults: { model: "openai/gpt-4o" } });
  return () => assertFresh({ spec, agent, params: () => z.strictObject({}), config });
}

const output = { exportName: "Story", source: "agents/story.agent.ts", schema: {} } as const;

describe("a class whose decorators were not called", () => {
  it.each([
    ["a param", BareAgent, { params: [topic, reader] }, "topic, reader"],
    ["a tool", BareAgent, { tools: [find] }, "find"],
    ["tools", BareAgent, { tools: [{ ...find, run: { kind: "defined" } }] }, "@tools"],
    ["a schema", BareAgent, { output }, "@schema"],
    ["members, while those of the class were", HalfAgent, { params: [topic] }, "topic"],
  ] as const)("is told from a stale one by %s", (_, agent, changes, built) => {
    expect(check(agent, changes as unknown as Partial<AgentSpec>)).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        message: expect.stringMatching(
          new RegExp(
            `^The decorators of ${agent.name} did not take effect: agents/story.agent.ts was built with ${built}, .*experimentalDecorators.*decoratorVersion.*If you removed the decorators from the source, run: agents build$`,
          ),
        ),
      }),
    );
  });

  it("is stale where one param of several is gone, and says what else that may be", () => {
    expect(check(LessAgent, { params: [topic, reader] })).toThrow(
      /is stale: .* has the params topic, but the module has topic, reader\. Run: agents build\. If the source does have them, .*experimentalDecorators/,
    );
  });

  it("that never had any is as it was built", () => {
    expect(check(BareAgent, {})).not.toThrow();
    expect(check(LessAgent, { params: [topic] })).not.toThrow();
  });
});
