import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/manifest/manifest.js";
import { createProject, type TestProject } from "../compiled-project.js";
import { createTypedProject } from "../emit/type-check.js";

const config = `import { defineConfig } from "troupe";
  export default defineConfig({
    agents: "agents/**/*.ts", agentsMd: "AGENTS.md", defaults: { model: "fake/any" } });`;

const session = `export class Session { readonly #id = 1; get user() { return "u" + this.#id; } }\n`;

const weather = (fields: string) => `import { Agent, context, param } from "troupe";
import type { Session } from "../session.js";
export interface Clock { now(): number }
/** Says how the weather is. */
export class WeatherAgent extends Agent {
  @param() city!: string;
  ${fields}
  override user() { return this.city; }
}
`;
const weatherFields = "@context() session!: Session;";

const desk = (fields: string) => `import { Agent, context, streaming, tools } from "troupe";
import type { Session } from "../session.js";
import { WeatherAgent } from "./weather.js";
/** Answers. */
@streaming() @tools(WeatherAgent)
export class DeskAgent extends Agent {
  ${fields}
  override user() { return this.session.user; }
}
`;
const deskFields = `/** Whose question it is. */
  @context() session!: Session;
  @context() trace?: (line: string) => void;
  @context() clock: { now(): number } = Date;`;

const application = `import { desk, weather } from "./generated/index.js";
import { Session } from "./session.js";
export const context = { session: new Session(), trace: (line: string) => void line };
export const answer = desk({}, { context });
for await (const chunk of desk(undefined, { context })) chunk.at(0);
export const said: string = await weather({ city: "Oslo" }, { context: { session: context.session } });
// @ts-expect-error the session is required
desk({}, { context: {} });
// @ts-expect-error the context is required
weather({ city: "Oslo" });
`;

const files = {
  "agents.config.ts": config,
  "session.ts": session,
  "agents/weather.ts": weather(weatherFields),
  "agents/desk.ts": desk(deskFields),
};

let project: TestProject;
beforeAll(() => {
  project = createProject(files);
});
afterAll(() => project.remove());

async function check(changed: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const names = ["weather.ts", "desk.ts", "index.ts"].map((name) => `generated/${name}`);
  const generated = names.map((name): [string, string] => [name, project.read(name)]);
  const all = new Map([
    ...Object.entries({ ...files, "app.ts": application, ...changed }),
    ...generated,
  ]);
  const typed = await createTypedProject(all);
  try {
    const problems = await typed.checkWith7();
    expect(typed.checkWith6().map(({ file, line }) => [file, line])).toEqual(
      problems.map(({ file, line }) => [file, line]),
    );
    return problems.map(({ file, message }) => `${file}: ${message}`);
  } finally {
    await typed.remove();
  }
}

describe("agents with live context", () => {
  it("have its names in the manifest, and their own types in their callers", async () => {
    const { diagnostics } = await project.build();
    expect(diagnostics.filter(({ code }) => code !== "param/unread")).toEqual([]);
    const { agents } = JSON.parse(project.read("generated/manifest.json")) as Manifest;
    expect(agents["desk"]?.context).toEqual([
      { name: "session", required: true, description: "Whose question it is." },
      { name: "trace", required: false },
      { name: "clock", required: false, hasDefault: true },
    ]);
    expect(project.read("generated/desk.ts")).toContain(
      `export interface DeskContext {
  /** Whose question it is. */
  session: DeskAgent["session"];
  trace?: DeskAgent["trace"] | undefined;
  clock?: DeskAgent["clock"] | undefined;
}`,
    );
    expect(project.read("AGENTS.md")).toContain(
      'function desk(params?: DeskParams, options: { context: { session: DeskAgent["session"]; ',
    );
    expect(await check({})).toEqual([]);
  }, 60_000);

  it.each([
    ["one is new", deskFields + "\n  @context() more!: string;", "(more changed)"],
    ["one may be left out", deskFields.replace("session!", "session?"), "(session changed)"],
    ["one must be given", deskFields.replace("trace?", "trace!"), "(trace changed)"],
  ])(
    "are stale when %s",
    async (_what, fields, says) => {
      await project.build();
      const text = desk(fields).replace("this.session.user", '""');
      const problems = await check({ "agents/desk.ts": text, "app.ts": "" });
      expect(problems.join("\n")).toContain(
        `generated/desk.ts is stale - run: agents build ${says}`,
      );
    },
    60_000,
  );

  it("are compared by tsc with the agents that they call as tools", async () => {
    await project.build();
    const problems = await check({
      "agents/weather.ts": weather("@context() session!: { id: number };"),
      "app.ts": "",
    });
    expect(problems.join("\n")).toContain(
      "The context of desk is not what its tool weather needs: session",
    );
  }, 60_000);
});
