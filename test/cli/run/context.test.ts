import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cliProject, type CliProject } from "../cli-project.js";

let project: CliProject;

beforeAll(async () => {
  project = cliProject({
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
    "agents.config.ts": `
      import { defineConfig, fake, openai } from "troupe";
      export default defineConfig({ agents: "agents/**/*.agent.ts", providers: {
        echo: fake({ script: ({ messages }) => String(messages.at(-1)?.content) }),
        openai: openai({ apiKey: "sk-test-1234567" }),
      } });`,
    "agents/greet.agent.ts": `
      import { Agent, context, model, streaming } from "troupe";
      /** Greets. */
      @model("echo/x") @streaming()
      export class GreetAgent extends Agent {
        /** Who is greeted. */
        @context() session!: { user(): string };
        @context() mood?: string;
        override user() { return \`Hello, \${this.session.user()}\${this.mood ?? "."}\`; }
      }`,
    "live.ts": `export default async () => ({ session: { user: () => "Ada" } });`,
    "plain.ts": `export default { session: { user: () => "Bo" }, mood: "!" };`,
    "wrong.ts": `export default "session";`,
    "lacking.ts": `export default {};`,
  });
  const built = await project.agents(["build"]);
  expect(built).toMatchObject({ code: 0 });
});
afterAll(() => project.remove());

describe.each(["run", "render"])("agents %s of an agent with context", (command) => {
  const model = command === "render" ? ["--model", "openai/gpt-4o"] : [];
  const call = (...args: string[]) => project.agents([command, "greet", ...model, ...args]);

  it("takes it from a module, or from what the module's function returns", async () => {
    const live = await call("--context-from", "live.ts");
    expect(live.stdout).toContain("Hello, Ada.");
    expect(live.code).toBe(0);
    expect((await call("--context-from", "plain.ts")).stdout).toContain("Hello, Bo!");
  });

  it.each([
    [[], "greet needs the context session: pass --context-from <file>"],
    [["--context-from", "wrong.ts"], "its default export must be an object, or a function"],
    [["--context-from", "lacking.ts"], "context.session: expected a value, because it is required"],
    [["--context-from", "missing.ts"], "missing.ts"],
  ])("says what it needs: %j", async (args, says) => {
    const { code, stderr, stdout } = await call(...args);
    expect(stderr + stdout).toContain(says);
    expect(code).not.toBe(0);
  });
});

it("is listed by agents list", async () => {
  const { stdout } = await project.agents(["list", "greet"]);
  expect(stdout).toContain("context\n  session: Who is greeted.\n  mood?\n");
});
