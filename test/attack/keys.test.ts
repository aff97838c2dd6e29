import { inspect } from "node:util";
import { createOpenAI } from "@ai-sdk/openai";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aiSdk, anthropic, isAgentError, openai, type AgentError, type Provider } from "troupe";
import { jsonReply, sseReply, startWireServer, type WireReply } from "../support/wire-server.js";
import { faultWires } from "../support/fault-wires.js";
import { streamingText } from "../support/callers.js";
import { redact } from "../../src/errors/redact/redact.js";

const key = "Zq7-Xw93kLmPv20RtYb8";
const headerKey = "gateway_Hj5nQ81sVd";
const queryKey = "qk9TzR4wLx2m";

/** Every way in which a server may say a key. */
const forms: Readonly<Record<string, (key: string) => string>> = {
  "as it is": (key) => key,
  "in capitals": (key) => key.toUpperCase(),
  "in small letters": (key) => key.toLowerCase(),
  "percent-encoded": (key) => encodeURIComponent(key).replaceAll("-", "%2D"),
  "percent-encoded, every byte": (key) =>
    bytesOf(key)
      .map((byte) => `%${hex(byte)}`)
      .join(""),
  "percent-encoded twice": (key) =>
    bytesOf(key)
      .map((byte) => `%25${hex(byte)}`)
      .join(""),
  "in base64": (key) => btoa(key),
  "in base64 for URLs": (key) =>
    btoa(key).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
  "in base64 after a user's name": (key) => `Basic ${btoa(`user:${key}`)}`,
  "in base64 of the header": (key) => btoa(`Bearer ${key}`),
  "in base64 within a longer text": (key) => btoa(`${key}, and more`),
  "in base64, in lines": (key) => btoa(key).replaceAll(/(.{8})/g, "$1\r\n"),
  "in hex": (key) => bytesOf(key).map(hex).join(""),
  "in hex with colons": (key) =>
    bytesOf(key)
      .map((byte) => hex(byte).toUpperCase())
      .join(":"),
  "as a list of bytes": (key) => JSON.stringify(bytesOf(key)),
  "escaped for JSON": (key) => escapeUnits(key, "\\u"),
  "escaped for JSON twice": (key) => escapeUnits(key, "\\\\u"),
  "escaped for HTML": (key) =>
    bytesOf(key)
      .map((byte) => `&#${byte};`)
      .join(""),
  "escaped for HTML in hex": (key) =>
    bytesOf(key)
      .map((byte) => `&#x${hex(byte)};`)
      .join(""),
  backwards: (key) => [...key].toReversed().join(""),
  "with spaces": (key) => [...key].join(" "),
  "over several lines": (key) => key.replaceAll(/(.{5})/g, "$1\n  "),
  "over lines that are escaped": (key) => key.replaceAll(/(.{5})/g, "$1\\n"),
  "with marks that nobody sees": (key) => [...key].join("\u200b"),
  "in colours": (key) => key.replaceAll(/(.{5})/g, "$1\x1b[31m"),
  "between tags": (key) => key.replaceAll(/(.{5})/g, "$1<wbr>"),
  "cut at its end": (key) => (key.length > 16 ? `${key.slice(0, -3)}…` : key),
  "in quotes and brackets": (key) => `["${key}"]`,
};

function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function escapeUnits(text: string, mark: string): string {
  return [...text].map((unit) => `${mark}00${hex(unit.charCodeAt(0))}`).join("");
}

describe("a known key", () => {
  it.each(Object.entries(forms))("is taken out of a text %s", (_, write) => {
    for (const secret of [key, headerKey, queryKey]) {
      const said = write(secret);
      const clean = redact(`before ${said} after`, [key, headerKey, queryKey]);
      expect(clean).toMatch(/^before .*\[redacted\].* after$/s);
      expect(lengthOfRest(clean)).toBeLessThan(16);
    }
  });

  it("is taken out where it has few letters and digits", () => {
    const secret = `a"b&<c>!?#+=`;
    for (const said of [
      secret,
      secret.toUpperCase(),
      encodeURIComponent(secret),
      JSON.stringify(secret),
    ]) {
      expect(redact(`before ${said} after`, [secret])).toMatch(/^before .*\[redacted\].* after$/);
    }
  });

  it("leaves words alone that have something in common with it", () => {
    const text =
      "The model gpt-4o-2024-08-06 is not known to this gateway; see https://example.com/v1.";
    expect(redact(text, [key, headerKey, queryKey])).toBe(text);
  });
});

/** What is left beside the words of the tests and the marks. */
function lengthOfRest(clean: string): number {
  const rest = clean.replaceAll(/^before | after$|\[redacted\]|Basic/g, "");
  return rest.replaceAll(/[^A-Za-z0-9]/g, "").length;
}

/** Everything that is shown of a failure. */
function show(error: AgentError): string {
  return inspect(error, { depth: 12, showHidden: true, getters: true, maxStringLength: null });
}

const chat = (url: string): Provider => openai(optionsOf(url));

const providers: Readonly<Record<string, (url: string) => Provider>> = {
  chat,
  responses: (url) => openai({ ...optionsOf(url), api: "responses" }),
  anthropic: (url) => anthropic(optionsOf(url)),
  "the AI SDK": (url) => aiSdk(createOpenAI({ ...optionsOf(url), baseURL: `${url}/v1` }).chat),
};

function optionsOf(url: string) {
  const baseURL = `${url}/v1?key=${queryKey}`;
  return { baseURL, apiKey: key, headers: { "x-gateway": headerKey } };
}

async function failWith(create: (url: string) => Provider, reply: WireReply) {
  await using server = await startWireServer(reply);
  const execution = streamingText(create(server.url), { retry: false })({ topic: "owls" });
  const events: unknown[] = [];
  const watched = (async () => {
    for await (const event of execution.events()) events.push(event);
  })().catch(() => {});
  const error: unknown = await execution.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await watched;
  const record = await execution.record;
  return {
    error,
    shown: isAgentError(error) ? show(error) : "",
    told: JSON.stringify([events, record]),
  };
}

describe.each(Object.entries(providers))("a key that a server says back, %s", (_, create) => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each(Object.entries(forms))("%s, is in no error, event or record", async (_, write) => {
    const message = `No: ${write(key)} and ${write(headerKey)}`;
    const headers = {
      "x-request-id": safeHeader(write(key)),
      "request-id": safeHeader(write(key)),
    };
    const {
      status,
      body,
      headers: more = {},
    } = jsonReply({ error: { type: "bad", message } }, 400);
    const reply = { status, body, headers: { ...more, ...headers } } as WireReply;
    const { error, shown, told } = await failWith(create, reply);
    expect(isAgentError(error)).toBe(true);
    for (const text of [shown, told]) {
      expect(text).not.toContain(write(key).slice(0, 12));
      expect(text).not.toContain(JSON.stringify(write(key)).slice(1, 13));
      expect(text).not.toContain(safeHeader(write(key)).slice(0, 14));
    }
  });
});

function safeHeader(text: string): string {
  return text.replaceAll("\x1b[31m", ".").replaceAll(/[^\x21-\x7e]+/g, ".");
}

describe("a refusal, a tool's name and id, and a warning", () => {
  it.each(faultWires.map((wire) => [wire.name, wire] as const))(
    "of %s hold no key",
    async (_, wire) => {
      const reply = sseReply([
        wire.opening(true) +
          wire.refusal(`I will not say sk-test-1234567890 or ${btoa("sk-test-1234567890")}.`),
      ]);
      const { shown, told } = await failWith((url) => wire.create(url), reply);
      for (const text of [shown, told]) {
        expect(text).toContain("I will not say [redacted]");
        expect(text).not.toMatch(/1234567890|c2stdGVzdC0xMjM0/);
      }
    },
  );

  it("of a chat completion hold no key", async () => {
    const call = {
      index: 0,
      id: `call_${key}`,
      type: "function",
      function: { name: key.toUpperCase(), arguments: "{}" },
    };
    const frames = [
      { id: `id-${key}`, choices: [{ index: 0, delta: { tool_calls: [call] } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: `odd ${headerKey}` }] },
    ];
    const body = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`);
    const { told, shown } = await failWith(chat, sseReply([...body, "data: [DONE]\n\n"]));
    for (const text of [shown, told]) expect(text).not.toMatch(/Xw93kLmPv20|Hj5nQ81sVd/i);
    expect(told).toContain("unknown_finish_reason");
  });
});

describe("what a fetch of the options throws", () => {
  const create = (thrown: unknown) => (url: string) =>
    openai({ ...optionsOf(url), fetch: () => Promise.reject(thrown) });

  it.each([
    [
      "an error with the request",
      Object.assign(new Error("failed"), {
        config: { headers: { authorization: `Bearer ${key}` } },
        requestBodyValues: { prompt: "about owls" },
      }),
    ],
    [
      "an error with a cause",
      new Error("outer", { cause: Object.assign(new Error(`inner ${key}`), { request: { key } }) }),
    ],
    [
      "several errors",
      new AggregateError(
        [
          new Error(`one ${key}`),
          Object.assign(new Error("two"), { url: `https://x/?key=${queryKey}` }),
        ],
        `all ${btoa(key)}`,
      ),
    ],
    ["an error whose name is a key", Object.assign(new Error("x"), { name: key })],
    ["an error with a cause that is not one", new Error("x", { cause: { headers: { key } } })],
    ["a string", `text ${key}`],
    [
      "an error with a getter that throws",
      Object.defineProperty(new Error("x"), "message", {
        get() {
          throw new Error(key);
        },
      }),
    ],
    [
      "an error that quotes the prompt at length",
      new Error(`Write about owls. ${"word ".repeat(1_000)} ${key}`),
    ],
  ])("shows no key: %s", async (_, thrown) => {
    const { error, shown, told } = await failWith(create(thrown), {});
    expect(error).toMatchObject({ code: "provider_unavailable" });
    for (const text of [shown, told]) {
      expect(text).not.toMatch(/Xw93kLmPv20|qk9TzR4wLx2m|WnE3LVh3OTNr|about owls"/);
    }
    expect(shown.length).toBeLessThan(12_000);
  });

  it("keeps what an error of the system says", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), {
      code: "ECONNREFUSED",
      port: 9,
    });
    const { error } = await failWith(create(new TypeError("fetch failed", { cause })), {});
    expect(error).toMatchObject({ cause });
  });
});

describe("the content policy", () => {
  it.each(Object.entries(providers))(
    "keeps a provider's own words out of errors, %s",
    async (_, create) => {
      await using server = await startWireServer(
        jsonReply({ error: { message: "You said: Write about owls." } }, 400),
      );
      const config = { content: { providerMessages: false } };
      const caller = streamingText(create(server.url), { retry: false }, config);
      const error: unknown = await caller({ topic: "owls" }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: "provider_rejected", httpStatus: 400 });
      expect(inspect(error)).toContain("answered 400.");
      expect(inspect(error)).not.toContain("You said");
    },
  );

  it("lets them in otherwise, in no more than 300 characters", async () => {
    const { error } = await failWith(
      chat,
      jsonReply({ error: { message: "You said: owls. ".repeat(100) } }, 400),
    );
    expect((error as AgentError).message).toContain("You said");
    expect((error as AgentError).message.length).toBeLessThan(400);
  });

  it("keeps out what a fetch of the options throws", async () => {
    const provider = openai({
      baseURL: "http://127.0.0.1:9",
      fetch: () => Promise.reject(new Error("body: Write about owls.")),
    });
    const caller = streamingText(
      provider,
      { retry: false },
      { content: { providerMessages: false } },
    );
    const error: unknown = await caller({ topic: "owls" }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "provider_unavailable" });
    expect((error as AgentError).cause).toBeUndefined();
    expect(inspect(error)).not.toContain("about owls");
  });
});

describe("a text without an end", () => {
  it.each([
    "%",
    "%25",
    "&amp;",
    "&",
    "\\",
    "<b",
    "\x1b[",
    "Bearer ",
    "eyJ-",
    "//",
    "a",
    "sk-",
    "?key=",
    "api_key=",
    " ",
    "Zq7",
  ])(
    "of nothing but %j is read in time",
    (piece) => {
      const text = piece.repeat(Math.ceil(500_000 / piece.length));
      expect(redact(text, [key, "a".repeat(40)]).length).toBeGreaterThan(0);
    },
    20_000,
  );
});
