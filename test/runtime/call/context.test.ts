import { describe, expect, test } from "vitest";
import { Agent, complete, defineConfig, defineTool, type ToolContext } from "troupe";
import {
  createStreamingContextCaller,
  type AgentBinding,
  type StreamingContextCaller,
} from "troupe/runtime";
import { z } from "zod";
import type { ContextSpec } from "../../../src/manifest/manifest.js";
import { createPushProvider } from "../../support/push-provider.js";
import { bindToolAgent, toldOf, type MethodTool } from "../../support/tool-callers.js";

const canary = "canary-7b1f";

/** A live object: it holds what JSON has no form for, and something that nobody may see. */
class Session {
  readonly secret = canary;
  readonly user = "Ada";
  toJSON(): never {
    throw new Error(`${canary} was written as JSON`);
  }
}

interface Context {
  session: Session;
  trace?: { note(text: string): void };
}

class SessionAgent extends Agent {
  session!: Session;
  trace?: Context["trace"];
  override user() {
    this.trace?.note("rendered");
    return `Greet ${this.session.user}.`;
  }
}

type SessionCaller = StreamingContextCaller<Record<string, never>, string, Context, string>;

const fields = [
  { name: "session", required: true },
  { name: "trace", required: false },
] as const;

function sessionAgent(
  provider = createPushProvider(),
  tools: readonly MethodTool[] = [],
  binding: Partial<AgentBinding> = {},
  spec: Partial<AgentBinding["spec"]> = {},
): { readonly provider: typeof provider; readonly greet: SessionCaller } {
  class ToolSessionAgent extends SessionAgent {}
  for (const { name, run } of tools) {
    Object.defineProperty(ToolSessionAgent.prototype, name, { value: run });
  }
  const bound = bindToolAgent(provider, tools, {
    spec: { name: "greet", context: fields, ...spec },
    binding: { agent: ToolSessionAgent, ...binding },
  });
  return { provider, greet: createStreamingContextCaller(bound) };
}

describe("the context of a call", () => {
  test("is in the agent's fields when its prompt is rendered", async () => {
    const { provider, greet } = sessionAgent();
    const notes: string[] = [];
    const trace = { note: (text: string) => notes.push(text) };
    const execution = greet({}, { context: { session: new Session(), trace } });
    const { call } = await provider.request(0);
    expect(call.messages).toEqual([{ role: "user", content: "Greet Ada." }]);
    expect(notes).toEqual(["rendered"]);
    execution.cancel();
  });

  test("is the very object that was passed, also for tools of either kind", async () => {
    const session = new Session();
    const seen: unknown[] = [];
    const look: MethodTool = {
      name: "look",
      run(this: Agent, _input: never, { context }: ToolContext) {
        seen.push((this as SessionAgent).session, context["session"]);
      },
    };
    const find = defineTool({
      name: "find",
      description: "",
      input: z.object({}),
      run: (_input, { context }: ToolContext<{ session: Session }>) => {
        seen.push(context.session);
      },
    });
    const { provider, greet } = sessionAgent(undefined, [look], { tools: [find] });
    const findSpec = {
      name: "find",
      description: "",
      schema: {},
      run: { kind: "defined" },
    } as const;
    const { greet: both } = sessionAgent(
      provider,
      [look],
      { tools: [find] },
      {
        tools: [...(greet.spec.tools ?? []), findSpec],
      },
    );
    const execution = both({}, { context: { session } });
    (await provider.request(0)).ask(["c1", "look", "{}"], ["c2", "find", "{}"]);
    await toldOf(provider);
    expect(seen).toEqual([session, session, session]);
    expect(seen.every((one) => one === session)).toBe(true);
    execution.cancel();
  });

  test("leaves a default alone that it does not replace", async () => {
    class Defaulted extends Agent {
      session = { user: "nobody" };
      override user() {
        return `Greet ${this.session.user}.`;
      }
    }
    const { provider, greet } = sessionAgent(
      undefined,
      [],
      { agent: Defaulted },
      {
        context: [{ name: "session", required: false, hasDefault: true }],
      },
    );
    const execution = greet({}, { context: {} as never });
    expect((await provider.request(0)).call.messages).toMatchObject([{ content: "Greet nobody." }]);
    execution.cancel();
  });

  test.each<[string, object, string]>([
    ["nothing", {}, "context.session: expected a value, because it is required"],
    ["undefined", { context: { session: undefined } }, "context.session: expected a value"],
    ["null for all", { context: null }, "context: expected an object, by the names of the agent's"],
    [
      "something else as well",
      { context: { session: new Session(), sesion: new Session() } },
      "context.sesion: unknown context. The agent's @context fields are session, trace.",
    ],
  ])("is refused before anything is sent: %s", async (_what, options, says) => {
    const { provider, greet } = sessionAgent();
    const execution = greet({}, options as never);
    const error: unknown = await execution.then(undefined, (reason: unknown) => reason);
    expect(error).toMatchObject({ code: "invalid_params", message: expect.stringContaining(says) });
    expect(provider.answers).toHaveLength(0);
  });

  test("is refused by an agent that has none", async () => {
    const { provider, greet } = sessionAgent(undefined, [], {}, { context: [] });
    await expect(greet({}, { context: { session: new Session() } })).rejects.toMatchObject({
      code: "invalid_params",
      message: expect.stringContaining(
        "context.session: unknown context. The agent has no @context",
      ),
    });
    expect(provider.answers).toHaveLength(0);
  });

  test("is each turn's own in a conversation, and in nothing that is stored of it", async () => {
    const { provider, greet } = sessionAgent();
    const conversation = greet.conversation();
    const first = conversation.ask({}, { context: { session: new Session() } });
    const answer = await provider.request(0);
    answer.text("Hello.");
    answer.finish();
    await first;
    expect(JSON.stringify(conversation)).not.toContain(canary);
    await expect(conversation.ask({}, {} as never)).rejects.toMatchObject({
      code: "invalid_params",
    });
  });
});

describe("agents that are called as tools", () => {
  function family(childContext: readonly ContextSpec[]) {
    const provider = createPushProvider();
    const inner = createPushProvider();
    const { greet: child } = sessionAgent(inner, [], {}, { name: "child", context: childContext });
    const { greet: parent } = sessionAgent(
      provider,
      [],
      {
        toolAgents: { child: () => child },
      },
      {
        tools: [
          { name: "child", description: "", schema: {}, run: { kind: "agent", agent: "child" } },
        ],
      },
    );
    return { provider, inner, parent };
  }

  test("get what they declare of the context of the one that calls them", async () => {
    const { provider, inner, parent } = family([{ name: "session", required: true }]);
    const execution = parent({}, { context: { session: new Session(), trace: { note() {} } } });
    (await provider.request(0)).ask(["c1", "child", "{}"]);
    expect((await inner.request(0)).call.messages).toMatchObject([{ content: "Greet Ada." }]);
    execution.cancel();
  });

  test("fail with what they need and do not get, without showing anything", async () => {
    const { provider, inner, parent } = family([{ name: "database", required: true }]);
    const execution = parent({}, { context: { session: new Session() } });
    (await provider.request(0)).ask(["c1", "child", "{}"]);
    const [told] = await toldOf(provider);
    expect(JSON.stringify(told)).toContain("context.database");
    expect(inner.answers).toHaveLength(0);
    execution.cancel();
  });
});

describe("a plain call", () => {
  test("gives its context to its tools", async () => {
    const provider = createPushProvider();
    const session = new Session();
    const seen: unknown[] = [];
    const find = defineTool({
      name: "find",
      description: "",
      input: z.object({}),
      run: (_input, { context }) => void seen.push(context),
    });
    const execution = complete({
      model: "test/model-1",
      messages: [{ role: "user", content: "Go." }],
      config: defineConfig({ agents: [], providers: { test: provider } }),
      tools: [find],
      context: { session },
    });
    (await provider.request(0)).ask(["c1", "find", "{}"]);
    await toldOf(provider);
    expect(seen).toEqual([{ session }]);
    execution.cancel();
    expect(JSON.stringify(await execution.record)).not.toContain(canary);
  });
});

describe("nothing that leaves an execution has its context", () => {
  test.each(["success", "failure"])("%s", async (end) => {
    const provider = createPushProvider();
    const reported: unknown[] = [];
    const observed: unknown[] = [];
    const events: unknown[] = [];
    const kept: unknown[] = [];
    const config = defineConfig({
      agents: [],
      providers: { test: provider },
      cache: {
        get: async (key) => void kept.push(key),
        set: async (...all) => void kept.push(all),
      },
      onSubscriberError: (error) => void reported.push(error),
      observers: [
        {
          start: (started) => {
            observed.push(started);
            return {
              event: (event) => void observed.push(event),
              end: (end) => void observed.push(end),
            };
          },
        },
      ],
    });
    const break_: MethodTool = {
      name: "break",
      run(this: Agent) {
        throw new TypeError("The tool broke.", { cause: (this as SessionAgent).session });
      },
    };
    const { greet } = sessionAgent(
      provider,
      [break_],
      { config },
      {
        cache: { ttlMs: 1000 },
        streaming: false,
      },
    );
    const execution = greet({}, {
      context: { session: new Session() },
      metadata: { user: "u1" },
      onEvent: (event: unknown) => {
        events.push(event);
        throw new Error("A subscriber broke.");
      },
    } as never);
    (await provider.request(0)).ask(["c1", "break", "{}"]);
    const second = await provider.request(1);
    if (end === "success") second.text("Done.");
    second.finish(end === "success" ? "stop" : "refusal");
    const error: unknown = await execution.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error === undefined).toBe(end === "success");
    const record = await execution.record;
    expect(record.toolCalls).toMatchObject([{ outcome: "failed", output: "The tool broke." }]);
    expect(kept.length).toBeGreaterThan(0);
    const sent = provider.answers.map(({ call: { signal: _signal, ...call } }) => call);
    const all = [events, observed, record, sent, greet.spec, kept];
    expect(JSON.stringify(all)).not.toContain(canary);
    for (const thrown of [error, ...reported]) {
      expect(String(thrown)).not.toContain(canary);
      expect(JSON.stringify(thrown) ?? "").not.toContain(canary);
    }
  });
});
