import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  AgentError,
  anthropic,
  openai,
  type CallConnection,
  type CachedAnswer,
  type CallOptions,
  type Provider,
} from "troupe";
import { createStreamingCaller } from "troupe/runtime";
import { streamingText, wholeStory } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { faultWires, type FaultWire } from "../../support/fault-wires.js";
import { createPushProvider } from "../../support/push-provider.js";
import { bindToolAgent } from "../../support/tool-callers.js";
import { jsonReply, sseReply, startWireServer, type WireReply } from "../../support/wire-server.js";

const house = { apiKey: "house-Kq83jsPw0Lx2", headers: { "x-gateway": "house-gate-77Qx9" } };
const guest = { apiKey: "guest-Zt51mvRb6Hc4", headers: { "x-caller": "guest-head-33Wk5" } };

const wires = [
  { create: (more: object) => openai({ ...house, api: "chat", ...more }), wire: faultWires[0] },
  {
    create: (more: object) => openai({ ...house, api: "responses", ...more }),
    wire: faultWires[1],
  },
  { create: (more: object) => anthropic({ ...house, ...more }), wire: faultWires[2] },
].map(({ create, wire }) => {
  if (!wire) throw new Error("there is no wire");
  return { name: wire.name, create, wire };
});

type UndecidedOptions = Omit<CallOptions, "streaming">;

function say(wire: FaultWire, text: string): WireReply {
  return sseReply([wire.opening(true), wire.text(text), wire.end("stop", true)]);
}

function ask(provider: Provider, options: UndecidedOptions, changes = {}) {
  return streamingText(provider, { retry: false, ...changes })({ topic: "AI" }, options);
}

afterEach(() => void vi.unstubAllEnvs());

describe.each(wires)("a call's own connection, over $name", ({ create, wire }) => {
  test("leads to its server, with its key and headers and nothing of the config's", async () => {
    await using ours = await startWireServer(say(wire, "no"));
    await using theirs = await startWireServer(say(wire, "yes"));
    const provider = create({ baseURL: ours.url });
    const text = await ask(provider, { connection: { ...guest, baseURL: theirs.url } });
    expect(text).toBe("yes");
    expect(ours.requests).toHaveLength(0);
    const sent = JSON.stringify(theirs.requests[0]?.headers);
    expect(sent).toContain(guest.apiKey);
    expect(sent).toContain(guest.headers["x-caller"]);
    expect(sent).not.toContain("house");
    // And the next call is the config's again.
    await ask(provider, {});
    expect(JSON.stringify(ours.requests[0]?.headers)).not.toContain("guest");
  });

  test("with a key alone, leads to the config's server, without any of its credentials", async () => {
    await using server = await startWireServer(say(wire, "yes"));
    vi.stubEnv(
      "OPENAI_CUSTOM_HEADERS",
      "Authorization: Bearer house-env-1\nX-Api-Key: house-env-2",
    );
    vi.stubEnv("ANTHROPIC_CUSTOM_HEADERS", "X-Api-Key: house-env-3\nAuthorization: house-env-4");
    vi.stubEnv("OPENAI_BASE_URL", server.url);
    vi.stubEnv("ANTHROPIC_BASE_URL", server.url);
    const headers = { ...house.headers, "API-Key": "house-8", authorization: "Bearer house-9" };
    const account =
      wire.name === "anthropic" ? {} : { organization: "house-o", project: "house-p" };
    const provider = create({ headers, ...account });
    await ask(provider, { connection: { apiKey: guest.apiKey } });
    const sent = server.requests[0]?.headers ?? {};
    expect(JSON.stringify(sent)).toContain(guest.apiKey);
    // What is no credential is part of how the server is reached.
    expect(sent["x-gateway"]).toBe(house.headers["x-gateway"]);
    const { "x-gateway": _way, ...others } = sent;
    expect(JSON.stringify(others)).not.toContain("house");
  });

  test("to another server without a key, does not take the config's key along", async () => {
    await using theirs = await startWireServer(say(wire, "yes"));
    const provider = create({ baseURL: "https://house.example/v1" });
    await ask(provider, { connection: { baseURL: theirs.url } });
    expect(JSON.stringify(theirs.requests[0]?.headers)).not.toContain("house");
  });

  test.each([
    [
      "a refused key",
      jsonReply({ error: { type: "bad", message: "no: guest-Zt51mvRb6Hc4" } }, 401),
    ],
    ["a server that fails", jsonReply({ error: { message: "guest-head-33Wk5" } }, 500)],
    ["a connection that is cut", { then: "cut_before_headers" } as const],
  ])("is in nothing that is shown of %s", async (_, reply) => {
    await using theirs = await startWireServer(reply);
    const baseURL = `${theirs.url}/guest-path-9f8e7d6c5b4a?k=guest-query-5Tz`;
    const shown = await showFailure(create({}), { ...guest, baseURL });
    expect(shown).not.toContain("guest");
    expect(shown).not.toContain(new URL(theirs.url).host);
  });

  test("is in nothing that is shown of a server that is not there", async () => {
    const theirs = await startWireServer();
    await theirs.close();
    const shown = await showFailure(create({}), { ...guest, baseURL: theirs.url });
    expect(shown).not.toContain("guest");
    expect(shown).not.toContain(new URL(theirs.url).host);
    const unknown = { ...guest, baseURL: "http://guest-host.invalid/v1" };
    expect(await showFailure(create({}), unknown)).not.toContain("guest");
  });

  test("with an empty key is not made with that of the environment", async () => {
    await using server = await startWireServer(say(wire, "no"));
    for (const name of ["OPENAI", "ANTHROPIC"]) {
      vi.stubEnv(`${name}_BASE_URL`, server.url);
      vi.stubEnv(`${name}_API_KEY`, "house-env-key");
    }
    for (const apiKey of ["", " "]) {
      await expect(
        ask(create({ apiKey: undefined }), { connection: { apiKey } }),
      ).rejects.toMatchObject({
        code: "config_invalid",
        message: expect.stringContaining("The apiKey of the call's connection is empty"),
      });
    }
    expect(server.requests).toHaveLength(0);
  });

  test("does not take a token of the environment along", async () => {
    await using theirs = await startWireServer(say(wire, "yes"));
    vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "house-token");
    await ask(create({}), { connection: { ...guest, baseURL: theirs.url } });
    expect(JSON.stringify(theirs.requests[0]?.headers)).not.toContain("house");
  });

  test.each<[string, CallConnection]>([
    ["a key with a line break", { apiKey: "guest\nkey" }],
    ["a header with a line break", { ...guest, headers: { "x-caller": "guest\nhead" } }],
    ["an empty server", { ...guest, baseURL: " " }],
    ["a server that is not a URL", { ...guest, baseURL: "guest.example" }],
    ["a server with a password", { ...guest, baseURL: "https://u:guest@guest.example" }],
  ])("is refused with %s, in words that do not show it", async (_, connection) => {
    const execution = ask(create({}), { connection });
    await expect(execution).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("the call's connection"),
    });
    expect(await showFailure(create({}), connection)).not.toContain("guest");
  });
});

/** Everything that is shown of a call that fails. */
async function showFailure(provider: Provider, connection: CallConnection): Promise<string> {
  const execution = ask(provider, { connection });
  const { values: events } = await collect(execution.events());
  const error: unknown = await execution.then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  );
  const shown = inspect(error, { depth: 12, showHidden: true, getters: true });
  return shown + JSON.stringify([events, await execution.record]);
}

describe("a call's own connection", () => {
  test("holds for the provider of the model that is asked, and for no fallback of another", async () => {
    const [chat, , messages] = wires;
    if (!chat || !messages) throw new Error("there is no wire");
    await using theirs = await startWireServer(jsonReply({ error: { message: "no" } }, 500));
    await using ours = await startWireServer(say(messages.wire, "yes"));
    const providers = { test: chat.create({}), other: messages.create({ baseURL: ours.url }) };
    const caller = streamingText(providers.test, { retry: false }, { providers });
    const options = { fallback: ["other/model-2"], connection: { ...guest, baseURL: theirs.url } };
    expect(await caller({ topic: "AI" }, options)).toBe("yes");
    expect(JSON.stringify(ours.requests[0]?.headers)).not.toContain("guest");
  });

  test("holds for agents that are tools, as far as they ask the same provider", async () => {
    const [chat] = wires;
    if (!chat) throw new Error("there is no wire");
    await using server = await startWireServer();
    const inner = streamingText(chat.create({ baseURL: server.url }), { retry: false });
    const outer = createPushProvider();
    const tool = {
      name: "ask",
      description: "",
      schema: {},
      run: { kind: "agent", agent: "story" },
    };
    const binding = bindToolAgent({ ...outer, takesConnection: true }, [], {
      spec: { tools: [tool as never] },
      binding: { toolAgents: { ask: () => inner as never } },
    });
    server.reply = say(chat.wire, "inner");
    const execution = createStreamingCaller(binding)({}, { connection: { apiKey: guest.apiKey } });
    const first = await outer.request(0);
    expect(first.call.connection).toEqual({ apiKey: guest.apiKey });
    first.ask(["c1", "ask", '{"topic":"AI"}']);
    const second = await outer.request(1);
    second.text("done");
    second.finish();
    await execution;
    expect(JSON.stringify(server.requests[0]?.headers)).toContain(guest.apiKey);
  });

  test("is refused where the provider would not heed it", async () => {
    const provider = createPushProvider();
    await expect(ask(provider, { connection: guest })).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining('The provider "test" cannot be called with a connection'),
    });
    expect(provider.answers).toHaveLength(0);
  });

  test.each([
    [{ apiKey: 5 }, ["connection", "apiKey"]],
    [{ headers: { a: 1 } }, ["connection", "headers", "a"]],
    [{ key: "guest" }, ["connection", "key"]],
    ["guest", ["connection"]],
  ])("is invalid as %j", async (connection, path) => {
    const execution = ask(createPushProvider(), { connection: connection as CallConnection });
    await expect(execution).rejects.toMatchObject({ code: "invalid_params", issues: [{ path }] });
    expect(JSON.stringify(await execution.record)).not.toContain("guest");
  });

  test("is part of the cache's key, as a hash", async () => {
    const [chat] = wires;
    if (!chat) throw new Error("there is no wire");
    const story = JSON.stringify({ title: "A", content: "B" });
    const message = { role: "assistant", content: story };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    await using server = await startWireServer(jsonReply({ id: "1", model: "m", choices }));
    const entries = new Map<string, CachedAnswer>();
    const cache = {
      get: async (key: string) => entries.get(key),
      set: async (key: string, kept: CachedAnswer) => void entries.set(key, kept),
    };
    const provider = chat.create({ baseURL: server.url });
    const caller = wholeStory(provider, { cache: { ttlMs: 60_000 } }, { cache });
    const statuses: string[] = [];
    for (const connection of [
      undefined,
      { apiKey: "guest-1" },
      { apiKey: "guest-2" },
      { apiKey: "guest-1" },
    ]) {
      const { cacheStatus } = await caller({ topic: "AI" }, { connection }).record;
      statuses.push(cacheStatus);
    }
    expect(statuses).toEqual(["miss", "miss", "miss", "hit"]);
    expect(JSON.stringify([...entries])).not.toContain("guest");
  });
});

describe("the fallbacks of a call", () => {
  test("stand for those of the agent, and none can be had", async () => {
    const provider = createPushProvider();
    const caller = streamingText(provider, { fallback: ["test/model-2"] });
    for (const fallback of [["test/model-3"], []]) {
      const asked = provider.answers.length;
      const execution = caller({ topic: "AI" }, { fallback, retry: false });
      (await provider.request(asked)).fail(new AgentError("provider_rejected", "no"));
      if (fallback.length > 0) {
        const next = await provider.request(asked + 1);
        expect(next.call.model).toBe("model-3");
        next.text("a");
        next.finish();
        expect(await execution).toBe("a");
      } else await expect(execution).rejects.toMatchObject({ code: "provider_rejected" });
    }
  });
});
