import type { AgentSpec, ToolSpec } from "../../src/manifest/manifest.js";
import { caseOf as of, type ChangeCase } from "./change-case.js";

const tool = (changes: Partial<ToolSpec> = {}): Partial<AgentSpec> => ({
  tools: [
    {
      name: "look",
      description: "",
      schema: { type: "object" },
      run: { kind: "method", method: "look" },
      ...changes,
    },
  ],
});

/** What an agent does. */
export const agentCases: readonly ChangeCase[] = [
  of("streams", { streaming: false }, { streaming: true }, "streaming/on", ""),
  of("no longer streams", { streaming: true }, { streaming: false }, "streaming/off", ""),
  of("a model", {}, { model: "anthropic/claude" }, "model/changed", "model"),
  of("fallbacks", { fallback: ["a/b"] }, {}, "fallback/changed", "fallback"),
  of("a temperature of zero", {}, { temperature: 0 }, "sampling/changed", "temperature"),
  of("a limit of tokens", {}, { maxTokens: 1 }, "sampling/changed", "maxTokens"),
  of("a prompt cache", {}, { promptCache: "1h" }, "prompt-cache/changed", "promptCache"),
  of(
    "a hosted tool",
    {},
    { hostedTools: [{ hosted: "web_search", name: "web_search" }] },
    "tool/added",
    "tools.web_search",
  ),
  of(
    "settings of a hosted tool",
    { hostedTools: [{ hosted: "web_search", name: "web_search" }] },
    { hostedTools: [{ hosted: "web_search", name: "web_search", maxUses: 1 }] },
    "tool/changed",
    "tools.web_search",
  ),
  of(
    "a hosted tool that is gone",
    { hostedTools: [{ hosted: "web_search", name: "web_search" }] },
    {},
    "tool/removed",
    "tools.web_search",
  ),
  of("a limit of steps", {}, { maxSteps: 1 }, "steps/changed", "maxSteps"),
  of("the steps that stream", {}, { streamedSteps: "final" }, "steps/changed", "streamedSteps"),
  of(
    "a timeout",
    { timeout: { totalMs: 1 } },
    { timeout: { totalMs: 2 } },
    "timeout/changed",
    "timeout.totalMs",
  ),
  of(
    "a retry",
    { retry: { maxAttempts: 1, initialDelayMs: 1, maxDelayMs: 1 } },
    { retry: { maxAttempts: 2, initialDelayMs: 1, maxDelayMs: 1 } },
    "retry/changed",
    "retry.maxAttempts",
  ),
  of("retries that are turned off", {}, { retry: false }, "retry/changed", "retry"),
  of(
    "retries that are no longer the default ones",
    {},
    { retry: { maxAttempts: 5, initialDelayMs: 500, maxDelayMs: 30_000 } },
    "retry/changed",
    "retry.maxAttempts",
  ),
  of("a cache", {}, { cache: { ttlMs: 1 } }, "cache/changed", "cache.ttlMs"),
  of(
    "a provider's options",
    {},
    { providerOptions: { openai: { seed: 1 } } },
    "provider-options/changed",
    "providerOptions.openai",
  ),
  of("a new tool", {}, tool(), "tool/added", "tools.look"),
  of("a tool that went", tool(), {}, "tool/removed", "tools.look"),
  of(
    "a tool that is described",
    tool(),
    tool({ description: "Looks." }),
    "tool/changed",
    "tools.look.description",
  ),
  of(
    "a tool's input",
    tool(),
    tool({ schema: { type: "object", properties: {} } }),
    "tool/changed",
    "tools.look.schema",
  ),
  of(
    "another form of a tool's input in strict mode",
    tool({ lowered: [{ dialects: ["openai"], hash: "00000001" }] }),
    tool({ lowered: [{ dialects: ["anthropic", "openai"], hash: "00000002" }] }),
    "tool/changed",
    "tools.look.lowered.openai",
  ),
  of(
    "a class of another name and another file",
    {},
    { className: "OtherAgent", source: "agents/other.agent.ts", name: "story2" },
    "agent/added",
    "",
  ),
  of("prompts and code", { fingerprint: "0a" }, { fingerprint: "0b" }, "code/changed", ""),
  of(
    "a model, which is of the fingerprint too",
    { fingerprint: "0a" },
    { fingerprint: "0b", model: "anthropic/claude" },
    "model/changed",
    "model",
  ),
  of(
    "a name, which is of the fingerprint too",
    { fingerprint: "0a" },
    { fingerprint: "0b", name: "tale" },
    "agent/renamed",
    "",
  ),
  of("a decorated name", {}, { name: "tale" }, "agent/renamed", ""),
];
