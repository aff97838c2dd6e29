import { describe, expect, it } from "vitest";
import { startWireServer, type WireReply } from "../../support/wire-server.js";
import { agentOf, configOf, examine, sickProject, type Diagnosis } from "./sick-project.js";

const timeout = 60_000;
/** What must appear nowhere. */
const key = "planted-key-5e1f0c";

async function findingsOf(
  check: string,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
) {
  const { findings, output, code } = await examine(sickProject(files), env, args);
  expect(output).not.toContain(key);
  const found = findings.filter((finding) => finding.check === check);
  return { code, found, lines: found.map(({ level, message }) => `${level} ${message}`) };
}

const asksOpenAI = {
  "agents.config.ts": configOf(""),
  "agents/note.agent.ts": agentOf("openai/gpt-4o"),
};

describe("agents doctor on the config", () => {
  it.each([
    ["is missing", "", /^error There is no agents\.config\.ts here\./, "npx troupe init"],
    [
      "does not parse",
      "\nexport default (;",
      /^error agents\.config\.ts:2:\d+: agents\.config\.ts cannot be loaded/,
      "Fix agents.config.ts",
    ],
    [
      "throws, with a key in its message",
      `throw new Error("no luck with " + process.env.MY_SECRET + " and sk-proj-abcdefghij");`,
      /^error .*no luck with \[redacted\] and \[redacted\]/,
      "Fix agents.config.ts",
    ],
    [
      "has a property that there is none of",
      configOf(`provders: {}`),
      /^error agents\.config\.ts:\d+:\d+: The config has no option "provders"\. Did you mean "providers"\?/,
      expect.anything(),
    ],
  ])("says that it %s", { timeout }, async (_, text, message, remedy) => {
    const files = { "agents.config.ts": text };
    const { code, found, lines } = await findingsOf("config", files, { MY_SECRET: key });
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(found[0]?.remedy?.text).toEqual(remedy);
    expect(code).toBe(1);
  });

  it("says that it never finishes", { timeout }, async () => {
    const text = "await new Promise(() => {}); export default {};";
    // Alone: what it waits for is waited for until its process ends.
    const args = ["doctor", "--json"];
    const { stdout, code } = await sickProject({ "agents.config.ts": text }).agentsAlone(args);
    const { findings } = JSON.parse(stdout) as Diagnosis;
    expect(findings.filter(({ check }) => check === "config")).toMatchObject([
      {
        level: "error",
        message: expect.stringMatching(/has not finished after 10 s$/),
        remedy: { text: "Fix agents.config.ts" },
      },
    ]);
    expect(code).toBe(1);
  });

  it("gives its document whatever a config prints", { timeout }, async () => {
    const noisy = `console.log("hello from the config");${configOf("")}`;
    const { lines } = await findingsOf("config", { "agents.config.ts": noisy });
    expect(lines).toEqual([
      "ok agents.config.ts: loads, with the providers openai, anthropic, fake",
    ]);
  });

  it("says that tsx is missing to load it", { timeout }, async () => {
    const withoutTsx = `
      import { registerHooks } from "node:module";
      registerHooks({
        resolve(specifier, context, next) {
          if (!specifier.startsWith("tsx")) return next(specifier, context);
          const message = "Cannot find package 'tsx' imported from loader.js";
          throw Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });
        },
      });
    `;
    const { stdout, code } = await sickProject().agentsAlone(["doctor"], {
      node: ["--import", `data:text/javascript,${encodeURIComponent(withoutTsx)}`],
    });
    expect(stdout).toMatch(/needs the package "tsx"[^\n]*\n +run: npm install --save-dev tsx/);
    expect(code).toBe(1);
  });
});

describe("agents doctor on keys", () => {
  it(
    "asks for the key of a provider that an agent asks, and notes the others",
    { timeout },
    async () => {
      const { found, lines, code } = await findingsOf("keys", asksOpenAI);
      expect(lines).toEqual([
        "warning openai: There is no API key for OpenAI; note uses it.",
        "note anthropic: There is no API key for Anthropic; no agent uses it.",
      ]);
      expect(found[0]?.remedy?.text).toMatch(
        /^Set OPENAI_API_KEY, or set the key in agents\.config/,
      );
      expect(found[1]?.remedy?.text).toMatch(/^Set ANTHROPIC_API_KEY/);
      // Never built, which is another matter.
      expect(code).toBe(1);
    },
  );

  it("finds each key where its provider does, and shows none", { timeout }, async () => {
    const config = configOf(`
      defaults: { model: "theirs/x" },
      providers: {
        mine: openai({ baseURL: "https://api.example.com/v1", apiKey: () => process.env.MY_KEY }),
        theirs: openai({ baseURL: "https://api.example.org/v1", apiKey: () => process.env.UNSET }),
        local: openai({ baseURL: "http://127.0.0.1:9/v1" }),
        odd: openai({ apiKey: "with a space ${key}" }),
        nowhere: openai({ baseURL: "nowhere" }),
      },
    `);
    const env = { MY_KEY: key, OPENAI_API_KEY: key };
    const { lines } = await findingsOf("keys", { "agents.config.ts": config }, env);
    expect(lines).toEqual([
      "ok openai: no key is missing",
      expect.stringMatching(/^note anthropic: There is no API key/),
      "ok mine: no key is missing",
      "warning theirs: There is no API key for api.example.org; it is the default provider.",
      "ok local: no key is missing",
      "note odd: The API key for OpenAI contains an invalid character; no agent uses it.",
      expect.stringMatching(/^note nowhere: The baseURL for OpenAI is not an http or https URL/),
    ]);
  });

  it("sends nothing to find out", { timeout }, async () => {
    await using server = await startWireServer();
    const env = {
      OPENAI_API_KEY: key,
      OPENAI_BASE_URL: server.url,
      ANTHROPIC_API_KEY: key,
      ANTHROPIC_BASE_URL: server.url,
    };
    const { lines } = await findingsOf("keys", asksOpenAI, env);
    expect(lines).toEqual(["ok openai: no key is missing", "ok anthropic: no key is missing"]);
    expect({ connections: server.connections, requests: server.requests }).toEqual({
      connections: 0,
      requests: [],
    });
  });
});

describe("agents doctor --online", () => {
  const online = async (reply: WireReply | undefined) => {
    await using server = await startWireServer(reply);
    const url = reply ? server.url : "http://127.0.0.1:9";
    const env = { OPENAI_API_KEY: key, OPENAI_BASE_URL: url };
    const outcome = await findingsOf("answers", asksOpenAI, env, ["--online"]);
    return { ...outcome, requests: server.requests };
  };

  it("sends one small request to each provider that an agent asks", { timeout }, async () => {
    const headers = { "content-type": "text/event-stream", "x-request-id": "r1" };
    const { lines, requests } = await online({ headers, then: "hang", body: [": hello\n\n"] });
    expect(lines).toEqual(["ok openai: answered a request for gpt-4o"]);
    expect(requests.map(({ body }) => body)).toEqual([
      expect.objectContaining({ model: "gpt-4o", stream: true }),
    ]);
  });

  it.each([
    [401, "authentication", /^Use a valid key/],
    [404, "provider_rejected", /^Check the name of the model/],
    [429, "rate_limited", /the credit of the account$/],
    [503, "provider_unavailable", /^Check the network/],
  ])(
    "says what an answer of %i means, and nothing of its body",
    { timeout },
    async (status, reason, remedy) => {
      const body = JSON.stringify({ error: { message: `Incorrect API key ${key}: go away` } });
      const headers = { "content-type": "application/json" };
      const { lines, found, code } = await online({ status, headers, body: [body] });
      expect(lines).toEqual([
        `error openai: rejected a request for gpt-4o (${reason}, HTTP ${status}).`,
      ]);
      expect(found[0]?.remedy?.text).toMatch(remedy);
      expect(code).toBe(1);
    },
  );

  it("says that nobody is there", { timeout }, async () => {
    const { lines } = await online(undefined);
    expect(lines).toEqual(["error openai: rejected a request for gpt-4o (provider_unavailable)."]);
  });
});
