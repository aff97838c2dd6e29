import { describe, expect, test } from "vitest";
import {
  Agent,
  defineConfig,
  model as modelOf,
  schema as schemaOf,
  timeout as timeoutOf,
  type AgentError,
  type Content,
} from "troupe";
import { createCaller, type AgentBinding } from "troupe/runtime";
import { z } from "zod";
import { fingerprintSchema } from "../../../src/schema/zod/fingerprint-schema.js";
import { streamingText } from "../../support/callers.js";
import { settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";

function bind(agent: AgentBinding["agent"], provider = createPushProvider()) {
  const caller = createCaller<{ topic?: string }, string>({
    spec: {
      version: 1,
      name: "sample",
      className: "SampleAgent",
      source: "agents/sample.agent.ts",
      model: "test/model-1",
      streaming: false,
      params: [{ name: "topic", type: { kind: "string" }, required: false, default: "tea" }],
    },
    agent,
    params: () => z.strictObject({ topic: z.string().default("tea") }),
    // The class is not decorated: without this the call would say so.
    tools: [],
    config: defineConfig({ agents: "none", providers: { test: provider } }),
  });
  return { caller, provider };
}

test("params are fields of the instance like any other, which a prompt may list", async () => {
  class ListingAgent extends Agent {
    topic!: string;
    override user() {
      return Object.keys({ ...this }).join(", ");
    }
  }
  const { caller, provider } = bind(ListingAgent);
  const execution = caller({});
  const answer = await provider.request();
  expect(answer.call.messages).toEqual([{ role: "user", content: "topic" }]);
  answer.finish();
  await execution;
});

describe("params", () => {
  test("every issue is reported at once, and no request is made", async () => {
    const provider = createPushProvider();
    const params = { topic: 5, tpoic: "AI" } as unknown as { topic: string };
    const error = await streamingText(provider)(params).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "invalid_params", retryable: false });
    const { issues, message } = error as AgentError;
    expect(issues).toHaveLength(2);
    expect(message).toContain("topic: ");
    expect(message).toContain("tpoic");
    await settle();
    expect(provider.answers).toHaveLength(0);
  });

  test("missing params are an issue each, and not a crash", async () => {
    const none = undefined as unknown as { topic: string };
    await expect(streamingText(createPushProvider())(none)).rejects.toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["topic"] }],
    });
  });

  test("an agent with messages() needs no user()", async () => {
    class SampleAgent extends Agent {
      override messages() {
        return [{ role: "user", content: "Hello" }] as const;
      }
    }
    const { caller, provider } = bind(SampleAgent);
    const execution = caller();
    expect((await provider.request()).call.messages).toEqual([{ role: "user", content: "Hello" }]);
    execution.cancel();
  });

  test("an agent with neither says so", async () => {
    class SampleAgent extends Agent {}
    const { caller } = bind(SampleAgent);
    await expect(caller()).rejects.toMatchObject({
      code: "prompt_failed",
      cause: { message: "SampleAgent has neither user() nor messages() of its own." },
    });
  });

  test("a default fills in for what is left out", async () => {
    class SampleAgent extends Agent {
      topic = "coffee";
      override user() {
        return `About ${this.topic}.`;
      }
    }
    const { caller, provider } = bind(SampleAgent);
    const execution = caller();
    const answer = await provider.request();
    expect(answer.call.messages).toEqual([{ role: "user", content: "About tea." }]);
    execution.cancel();
  });
});

test("params are what they were when the call was made", async () => {
  const provider = createPushProvider();
  const caller = streamingText(provider);
  const params = { topic: "one" };
  const first = caller(params);
  params.topic = "two";
  const second = caller(params);
  params.topic = "three";
  const prompts = [await provider.request(0), await provider.request(1)].map(
    ({ call }) => call.messages[0]?.content,
  );
  expect(prompts).toEqual(["Write about one.", "Write about two."]);
  first.cancel();
  second.cancel();
});

describe("the prompt", () => {
  test("system, user and assistant come in this order, each possibly async, as text or parts", async () => {
    class SampleAgent extends Agent {
      topic = "";
      override system(): Content {
        return [{ type: "text", text: "Be brief." }];
      }
      override async user() {
        return `About ${this.topic}.`;
      }
      override assistant() {
        return "Well,";
      }
    }
    const { caller, provider } = bind(SampleAgent);
    const execution = caller({ topic: "AI" });
    expect((await provider.request()).call.messages).toEqual([
      { role: "system", content: [{ type: "text", text: "Be brief." }] },
      { role: "user", content: "About AI." },
      { role: "assistant", content: "Well," },
    ]);
    execution.cancel();
  });

  test("messages() has full control", async () => {
    class SampleAgent extends Agent {
      override user() {
        return "unused";
      }
      override messages() {
        return [{ role: "user", content: "Hello." } as const];
      }
    }
    const { caller, provider } = bind(SampleAgent);
    const execution = caller();
    expect((await provider.request()).call.messages).toEqual([{ role: "user", content: "Hello." }]);
    execution.cancel();
  });

  test("a prompt method that throws is prompt_failed with its cause", async () => {
    const cause = new RangeError("no such order");
    class SampleAgent extends Agent {
      override user(): string {
        throw cause;
      }
    }
    await expect(bind(SampleAgent).caller()).rejects.toMatchObject({
      code: "prompt_failed",
      cause,
    });
  });

  test("one that never comes ends with the total limit, and nothing is sent", async () => {
    class SampleAgent extends Agent {
      override user() {
        return new Promise<string>(() => {});
      }
    }
    const { caller, provider } = bind(SampleAgent);
    await expect(caller({}, { timeout: "20ms" })).rejects.toMatchObject({ limit: "total" });
    expect(provider.answers).toHaveLength(0);
  });

  test("what is no content is refused before it is sent", async () => {
    class SampleAgent extends Agent {
      override user(): string {
        return undefined as unknown as string;
      }
    }
    const { caller, provider } = bind(SampleAgent);
    await expect(caller()).rejects.toMatchObject({ code: "prompt_failed" });
    expect(provider.answers).toHaveLength(0);
  });
});

describe("the binding", () => {
  test("an unknown provider is config_invalid and names the known ones", async () => {
    const execution = streamingText(createPushProvider())(
      { topic: "AI" },
      { model: "grok/grok-4" },
    );
    const error = await execution.catch((reason: unknown) => reason as AgentError);
    expect(error).toMatchObject({ code: "config_invalid" });
    expect((error as AgentError).message).toMatch(/"grok\/grok-4".*anthropic, fake, openai, test/);
  });

  test("a module that says another model than its class is stale, and says so", async () => {
    @modelOf("test/model-2")
    class SampleAgent extends Agent {
      override user() {
        return "Hello.";
      }
    }
    const error = await bind(SampleAgent)
      .caller()
      .catch((reason: unknown) => reason as AgentError);
    expect(error).toMatchObject({ code: "config_invalid" });
    expect((error as AgentError).message).toMatch(/test\/model-2.*test\/model-1.*agents build/);
  });

  test.each(["total", "firstToken", "idle"] as const)(
    "a module without the limit %s that its class says is stale, and says so",
    async (limit) => {
      @modelOf("test/model-1")
      @timeoutOf({ [limit]: "7s" })
      class SampleAgent extends Agent {
        override user() {
          return "Hello.";
        }
      }
      await expect(bind(SampleAgent).caller()).rejects.toThrow(
        `has @timeout ${limit} (ms) 7000, but the module has nothing`,
      );
    },
  );

  test("a cache that the class no longer has makes its module stale", async () => {
    @modelOf("test/model-1")
    class SampleAgent extends Agent {
      override user() {
        return "Hello.";
      }
    }
    const provider = createPushProvider();
    const caller = createCaller<Record<string, never>, string>({
      spec: {
        version: 1,
        name: "sample",
        className: "SampleAgent",
        source: "agents/sample.agent.ts",
        model: "test/model-1",
        streaming: false,
        params: [],
        cache: { ttlMs: 1_000 },
      },
      agent: SampleAgent,
      params: () => z.strictObject({}),
      config: defineConfig({ agents: "none", providers: { test: provider } }),
    });
    await expect(caller()).rejects.toMatchObject({ code: "config_invalid" });
  });

  test("a schema that changed its shape makes the module stale, before anything is sent", async () => {
    const Note = z.object({ title: z.string(), more: z.number() });
    @modelOf("test/model-1")
    @schemaOf(Note)
    class SampleAgent extends Agent {
      override user() {
        return "Hello.";
      }
    }
    const { caller, provider } = bind(SampleAgent);
    const before = fingerprintSchema(z.object({ title: z.string() }));
    const stale = createCaller<Record<string, never>, z.output<typeof Note>>({
      spec: {
        ...caller.spec,
        params: [],
        output: {
          exportName: "Note",
          source: "agents/sample.agent.ts",
          schema: { type: "object" },
          fingerprint: before,
        },
      },
      agent: SampleAgent,
      params: () => z.strictObject({}),
      output: Note,
      config: defineConfig({ agents: "none", providers: { test: provider } }),
    });
    const error = await stale().catch((reason: unknown) => reason as AgentError);
    expect(error).toMatchObject({ code: "config_invalid" });
    expect((error as AgentError).message).toMatch(/another shape of @schema.*agents build/);
    expect(provider.answers).toHaveLength(0);
  });
});
