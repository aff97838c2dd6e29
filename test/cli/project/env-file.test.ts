import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jsonReply, startWireServer, type WireServer } from "../../support/wire-server.js";
import { cliProject, type CliProject } from "../cli-project.js";

const key = "sk-of-the-env-file-0123456789";

let project: CliProject;
let server: WireServer;

beforeAll(async () => {
  server = await startWireServer();
  server.reply = jsonReply({
    choices: [{ message: { role: "assistant", content: "Noon." }, finish_reason: "stop" }],
  });
  project = cliProject({
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "types": ["node"] } }`,
    // As projects do that check their environment when they begin.
    "agents.config.ts": `
      import { defineConfig, openai } from "troupe";
      const model = process.env["DESK_MODEL"];
      if (!model) throw new Error("DESK_MODEL is not set");
      export default defineConfig({
        agents: "agents/**/*.agent.ts",
        defaults: { model: \`desk/\${model}\` },
        providers: {
          desk: openai({ baseURL: "${server.url}/v1", apiKey: () => process.env["DESK_KEY"] }),
        },
      });
    `,
    "agents/desk.agent.ts": `
      import { Agent } from "troupe";
      export class DeskAgent extends Agent {
        override user() { return "What time is it?"; }
      }
    `,
  });
});

afterAll(async () => {
  project?.remove();
  await server?.close();
});

beforeEach(() => {
  rmSync(join(project.root, ".env"), { recursive: true, force: true });
  project.write({ ".env": `# Never printed\nexport DESK_KEY="${key}"\nDESK_MODEL=one\n` });
});

/** The key that the last request came with. */
const sentKey = () => server.requests.at(-1)?.headers["authorization"];

describe("a .env file in the project's folder", () => {
  it("has the key with which agents run asks, and none of it is printed", async () => {
    const built = await project.agents(["build"]);
    expect(built, built.stderr).toMatchObject({ code: 0 });
    const ran = await project.agents(["run", "desk", "--no-stream"]);
    expect(ran, ran.stderr).toMatchObject({ code: 0, stdout: "Noon." });
    expect(sentKey()).toBe(`Bearer ${key}`);
    const rendered = await project.agents(["render", "desk"]);
    expect(rendered.stdout).toContain('"model": "one"');
    const doctor = await project.agents(["doctor", "--online"]);
    expect(doctor.stdout).toMatch(/ok +\.env: loaded/);
    expect(doctor.stdout).toMatch(/ok +desk: no key is missing/);
    expect(doctor.stdout).toMatch(/ok +generated\/: up to date/);
    const said = [built, ran, rendered, doctor].flatMap(({ stdout, stderr }) => stdout + stderr);
    expect(said.join("")).not.toContain(key);
  }, 60_000);

  it("gives way to the environment, an empty variable included", async () => {
    const env = { DESK_KEY: "sk-of-the-environment" };
    expect(await project.agents(["run", "desk"], { env })).toMatchObject({ code: 0 });
    expect(sentKey()).toBe("Bearer sk-of-the-environment");
    const without = await project.agents(["run", "desk"], { env: { DESK_MODEL: "" } });
    expect(without.stderr).toContain("DESK_MODEL is not set");
  });

  it.each<[what: string, make: (file: string) => void, message: string]>([
    ["a folder", (file) => mkdirSync(file), ".env cannot be read: EISDIR"],
    [
      "in UTF-16",
      (file) => writeFileSync(file, `\uFEFFDESK_KEY=${key}\n`, "utf16le"),
      ".env is not UTF-8 text",
    ],
  ])(
    "says why it cannot be read where it is %s",
    async (_, make, message) => {
      rmSync(join(project.root, ".env"));
      make(join(project.root, ".env"));
      for (const command of [["run", "desk"], ["render", "desk"], ["build"], ["list"]]) {
        const { code, stdout, stderr } = await project.agents(command);
        expect(stderr).toContain(`error: ${message}`);
        expect(stdout + stderr).not.toContain(key);
        expect(code).toBe(2);
      }
      const doctor = await project.agents(["doctor"]);
      expect(doctor.stdout).toMatch(new RegExp(`error +${message}`));
      expect(doctor.code).toBe(1);
    },
    60_000,
  );
});
