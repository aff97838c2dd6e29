import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { AgentError, complete, defineConfig, isAgentError, stream, type Provider } from "troupe";
import { streamingText, wholeStory } from "../../support/callers.js";
import { collect } from "../../support/collect.js";

const here = fileURLToPath(import.meta.url);

const failing: Provider = {
  kind: "failing",
  // oxlint-disable-next-line require-yield -- it fails before there is anything.
  async *stream() {
    await Promise.resolve();
    throw new AgentError("authentication", "The key is wrong.");
  },
};

const config = defineConfig({ agents: "none", providers: { test: failing } });
const plain = {
  model: "test/model-1",
  messages: [{ role: "user", content: "Hi" }],
  config,
} as const;
const caller = streamingText(failing);
const whole = wholeStory(failing);

/** The function that makes the call: its name is in the trace that must have it. */
type MakeCall = () => Promise<unknown>;

const ways: Readonly<Record<string, MakeCall>> = {
  awaited: async () => await whole({ topic: "AI" }),
  "awaited, after other awaits": async () => {
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 1));
    return await whole({ topic: "AI" });
  },
  "read in a loop": async () => {
    for await (const _ of caller({ topic: "AI" }));
  },
  "read in a loop that begins later": async () => {
    const execution = caller({ topic: "AI" });
    await execution.record;
    for await (const _ of execution.sentences());
  },
  "read as text": async () => await caller({ topic: "AI" }).text,
  "read as partials": async () => {
    for await (const _ of caller({ topic: "AI" }).partials());
  },
  "read as deltas": async () => {
    for await (const _ of caller({ topic: "AI" }).deltas());
  },
  "made with params that are refused": async () => await whole({ topic: "" }),
  "a turn of a conversation": async () => await caller.conversation().ask({ topic: "AI" }),
  plain: async () => await complete(plain),
  "plain and streaming": async () => {
    for await (const _ of stream(plain));
  },
};

describe("the stack of an error", () => {
  test.each(Object.keys(ways))(
    "has the line of the call that is %s, first and once",
    async (name) => {
      const { stack = "", message } = await errorOf(ways[name] as MakeCall);
      expect(stack.startsWith(`AgentError: ${message}\n    at `)).toBe(true);
      const line = stack.split("\n").find((one) => one.includes(here)) ?? "";
      expect(line).not.toMatch(/errorOf|\.stream/);
      expect(stack.split(line)).toHaveLength(2);
      // Before what is this library's; what is refused at once has its caller already.
      if (!name.includes("refused")) expect(stack.split("\n")[1]).toBe(line);
    },
  );

  test("is the same for everybody who waits", async () => {
    const execution = caller({ topic: "AI" });
    const { error } = await collect(execution);
    await expect(execution.output).rejects.toBe(error);
    await expect(execution.text).rejects.toBe(error);
  });

  test("is as long as Error.stackTraceLimit allows, and may be switched off", async () => {
    const limit = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = 0;
      const { stack = "" } = await errorOf(async () => await whole({ topic: "AI" }));
      expect(stack).toBe("AgentError: The key is wrong.");
    } finally {
      Error.stackTraceLimit = limit;
    }
  });
});

async function errorOf(call: MakeCall): Promise<AgentError> {
  const error: unknown = await call().catch((reason: unknown) => reason);
  if (!isAgentError(error)) throw new Error("expected an AgentError", { cause: error });
  return error;
}
