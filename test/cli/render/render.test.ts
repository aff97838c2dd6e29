import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/internal/json.js";
import { jsonReply, startWireServer, type WireServer } from "../../support/wire-server.js";
import { cliProject, type CliProject } from "../cli-project.js";
import { theatre } from "../theatre.js";

/** A picture of one pixel. */
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

let project: CliProject;
let server: WireServer;

beforeAll(async () => {
  server = await startWireServer();
  project = cliProject({
    ...theatre,
    "agents.config.ts": `
      import { aiSdk, anthropic, defineConfig, fake, openai } from "troupe";

      const broken = { get: fail, set: fail };
      function fail() { throw new Error("The cache was asked."); }
      const baseURL = "${server.url}/v1";
      const vault = () => { throw new Error("The vault was asked."); };

      export default defineConfig({
        agents: "agents/**/*.agent.ts",
        cache: broken as never,
        defaults: { retry: { maxAttempts: 3 } },
        providers: {
          echo: fake(),
          server: openai({ baseURL, apiKey: "sk-server-1234567" }),
          locked: anthropic({ apiKey: vault }),
          sdk: aiSdk((() => { throw new Error("The SDK was asked."); }) as never),
          own: { kind: "own", async *stream() { throw new Error("It was asked."); } },
        },
      });
    `,
    "agents/desk.agent.ts": `
      import { Agent, cache, fallback, model, param, streaming, timeout, tool } from "troupe";

      /** Answers from the archive. */
      @model("server/desk-1")
      @fallback("openai/gpt-4o")
      @streaming({ steps: "final" })
      @timeout("1ms")
      export class DeskAgent extends Agent {
        @param() question!: string;
        /** Finds a paper. */
        @tool() find(_: { title: string }) { return ""; }
        override async user() {
          await new Promise((resolve) => setTimeout(resolve, 20));
          if (this.question === "fail") throw new Error("The archive burns.");
          return this.question;
        }
      }

      @model("server/cached-1")
      @cache("1h")
      export class CachedAgent extends Agent {
        override user() { return "Hello"; }
      }
    `,
  });
  const { code, stderr } = await project.agents(["build"]);
  expect(code, stderr).toBe(0);
}, 60_000);

afterAll(async () => {
  project?.remove();
  await server?.close();
});

/** Runs `agents render … --json` and gives the body. */
async function render(...args: string[]): Promise<JsonObject> {
  const { code, stdout, stderr } = await project.agents(["render", ...args, "--json"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as JsonObject;
}

describe("agents render", () => {
  const topic = ["--topic", "AI"];

  it("shows the method, the URL, the headers without their secrets, and the body", async () => {
    const { code, stdout, stderr } = await project.agents([
      "render",
      "story",
      ...topic,
      "--model",
      "openai/gpt-4o",
    ]);
    expect(stderr).toBe("");
    const [head = "", body = ""] = stdout.split("\n\n");
    expect(head).toMatch(/^POST https:\/\/api\.openai\.com\/v1\/responses\n/);
    expect(head).toContain("authorization: (not shown)\ncontent-type: application/json\n");
    expect(JSON.parse(body)).toMatchObject({
      model: "gpt-4o",
      stream: true,
      input: [{ role: "user", content: "Write about AI in a warm tone." }],
      text: { format: { name: "story", strict: true } },
    });
    expect(code).toBe(0);
  });

  it("gives the body that a call sends, and sends nothing itself", async () => {
    server.reply = jsonReply({});
    const args = ["desk", "--question", "Grüße, 世界"];
    const body = await render(...args);
    expect(server.requests).toHaveLength(0);
    await project.agents(["run", ...args, "--timeout", "10s", "--model", "server/desk-1"]);
    expect(server.requests[0]?.body).toEqual(body);
    // The first of several steps, of which the last alone streams.
    expect(body).toMatchObject({ stream: false, tools: [{ function: { name: "find" } }] });
  });

  it("takes the params as agents run does: as options, as JSON, from a file and from stdin", async () => {
    project.write({ "params.json": `{ "topic": "tea", "tone": "dry" }` });
    const said = async (...args: string[]) => {
      const body = await render("story", "--model", "server/x", ...args);
      return JSON.stringify(body["messages"]);
    };
    expect(await said("--topic", "tea", "--tone=dry")).toContain("about tea in a dry tone");
    expect(await said("--params", `{"topic":"tea"}`)).toContain("about tea in a warm tone");
    expect(await said("--params", "@params.json", "--topic", "milk")).toContain(
      "about milk in a dry",
    );
  });

  it("renders for another model, streaming or not, with a key or without", async () => {
    const model = ["--model", "locked/claude-sonnet-4-5"];
    const messages = { model: "claude-sonnet-4-5", output_config: {} };
    expect(await render("story", ...topic, ...model)).toMatchObject({ ...messages, stream: true });
    expect(await render("story", ...topic, ...model, "--no-stream")).toMatchObject({
      stream: false,
    });
    expect(await render("story", ...topic, ...model, "--no-stream")).toMatchObject({
      stream: false,
    });
    expect(await render("cached", "--stream")).toMatchObject({ stream: true });
  });

  it("asks no cache, waits for the prompt whatever the agent's limits, and tries no fallback", async () => {
    expect(await render("cached")).toMatchObject({ model: "cached-1", stream: false });
    expect(await render("desk", "--question", "Who?")).toMatchObject({ model: "desk-1" });
  });

  it("sends files along, from before and behind the agent's name", async () => {
    project.write({ "note.txt": "A note." });
    const image = `data:image/png;base64,${pixel}`;
    const args = ["--attach", "note.txt", "story", ...topic, "--attach", image];
    const body = await render(...args, "--model", "anthropic/claude-sonnet-4-5");
    expect(body["messages"]).toMatchObject([
      {
        content: [
          { type: "text", text: "Write about AI in a warm tone." },
          { type: "document", title: "note.txt" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: pixel } },
        ],
      },
    ]);
  });

  it.each<[what: string, args: string[], message: RegExp, code: number]>([
    [
      "a provider that sends nothing",
      ["note"],
      /provider fake cannot render[^]*makes no request/,
      2,
    ],
    ["a provider of the AI SDK", ["note", "--model", "sdk/x"], /package of the AI SDK/, 2],
    ["a provider of the project's own", ["note", "--model", "own/x"], /no method render/, 2],
    [
      "a provider that is not there",
      ["note", "--model", "none/x"],
      /the model "none\/x" has no provider/i,
      2,
    ],
    ["a bad model", ["note", "--model", "x"], /--model takes "provider\/model"/, 2],
    ["a param that is missing", ["story"], /missing: --topic <text>/, 2],
    [
      "a param that breaks a constraint",
      ["story", "--topic", "x".repeat(21)],
      /params of story are invalid:\n {2}topic: /,
      2,
    ],
    ["an agent that is not there", ["stroy"], /no agent "stroy"\. Did you mean story\?/, 2],
    ["an option of agents run", ["story", ...topic, "--fake"], /unknown option '--fake'/, 2],
    ["a file that is not there", ["story", ...topic, "--attach", "none.png"], /none\.png/, 1],
    [
      "a file that the provider does not take",
      ["desk", "--question", "x", "--attach", "data:video/mp4;base64,AAAA", "--model", "locked/x"],
      /video\/mp4/,
      1,
    ],
    [
      "a prompt that throws",
      ["desk", "--question", "fail"],
      /caused by Error: The archive burns\./,
      1,
    ],
  ])("says what is wrong with %s", async (_, args, message, code) => {
    const outcome = await project.agents(["render", ...args]);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toMatch(/^ +at /m);
    expect(outcome.stdout).toBe("");
    expect(outcome.code).toBe(code);
  });

  it("describes the agent's params with --help", async () => {
    const { code, stdout } = await project.agents(["render", "story", "--help"]);
    expect(stdout).toContain("Usage: agents render story");
    expect(stdout).toContain("--topic <text>");
    expect(stdout).toContain("no key is needed");
    expect(code).toBe(0);
  });
});
