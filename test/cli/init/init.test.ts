import { execFileSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { cliProject, type CliProject } from "../cli-project.js";

describe("agents init", () => {
  it("begins a project that builds and runs", { timeout: 60_000 }, async () => {
    const project = temporary({
      "package.json": `{\n\t"name": "shop",\n\t"type": "module"\n}\n`,
      "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "types": ["node"] } }`,
    });
    const { code, stdout } = await project.agents(["init"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /created +agents\.config\.ts\ncreated +agents\/greeter\.agent\.ts\nchanged +package\.json/,
    );
    expect(stdout).not.toContain("tsconfig.json:");
    expect(stdout).not.toContain("Install:");
    expect(read(project, "package.json")).toBe(
      `{\n\t"name": "shop",\n\t"type": "module",\n\t"scripts": {\n\t\t"agents:build": "agents build"\n\t}\n}\n`,
    );
    const build = await project.agents(["build"]);
    expect(build, build.stderr).toMatchObject({ code: 0 });
    const run = await project.agents([
      "run",
      "greeter",
      "--name",
      "Ada",
      "--fake",
      "--no-stream",
      "--json",
    ]);
    expect(Object.keys(JSON.parse(run.stdout))).toEqual(["greeting", "question"]);
  });

  it(
    "begins an application where there is no code yet, which streams without a key",
    { timeout: 60_000 },
    async () => {
      // As `npm init -y` leaves it.
      const project = temporary({
        "package.json": `{\n  "name": "shop",\n  "main": "index.js",\n  "type": "commonjs"\n}\n`,
      });
      const { stdout } = await project.agents(["init"]);
      expect(stdout).toMatch(
        /created +app\.ts\ncreated +tsconfig\.json\nchanged +package\.json: "type": "module"\n/,
      );
      expect(stdout).not.toContain("In package.json:");
      expect(stdout).not.toContain("In tsconfig.json:");
      const build = await project.agents(["build"]);
      expect(build, build.stderr).toMatchObject({ code: 0 });
      const run = (command: string, ...args: string[]) =>
        execFileSync(
          fileURLToPath(new URL(`../../../node_modules/.bin/${command}`, import.meta.url)),
          args,
          {
            cwd: project.root,
            encoding: "utf8",
            env: { PATH: process.env["PATH"] },
          },
        );
      run("tsc");
      const [raw = "", said = ""] = run("tsx", "app.ts").split("\n");
      const { greeting, question } = JSON.parse(raw) as { greeting: string; question: string };
      expect(said).toBe(`${greeting} ${question}`);
      const before = read(project, "package.json");
      expect((await project.agents(["init"])).stdout).not.toContain("app.ts");
      expect(read(project, "package.json")).toBe(before);
    },
  );

  it.each(["index.js", "src/server.ts", "tsconfig.json"])(
    "begins no application beside code, and leaves its kind of modules as it is: %s",
    async (file) => {
      const project = temporary({ "package.json": "{}", [file]: "{}" });
      const { stdout } = await project.agents(["init"]);
      expect(stdout).not.toContain(`"type"`);
      expect(existsSync(join(project.root, "app.ts"))).toBe(false);
      expect(read(project, "package.json")).not.toContain("module");
    },
  );

  it(
    "puts all into src where the code is there, since tsc writes the other modules beside it",
    { timeout: 60_000 },
    async () => {
      const project = temporary({
        "package.json": "{}",
        "tsconfig.json": JSON.stringify({
          compilerOptions: { module: "nodenext", target: "es2022", types: ["node"], noEmit: true },
        }),
        "src/main.ts": "export {};",
      });
      const { stdout } = await project.agents(["init"]);
      expect(stdout).toContain("created  src/agents.config.ts\n");
      expect(stdout).toContain("created  src/agents/greeter.agent.ts\n");
      expect(stdout).toContain(
        `In a module in src/:\n  import { greeter } from "./generated/index";`,
      );
      for (const args of [["build"], ["list"], ["build", "--check"]]) {
        const { code, stderr } = await project.agents(args);
        expect(code, stderr).toBe(0);
      }
      expect(existsSync(join(project.root, "src/generated/index.ts"))).toBe(true);
      const again = await project.agents(["init"]);
      expect(again.stdout).toContain("src/agents.config.ts already exists");
      expect(again.stdout).not.toMatch(/^(?:created|changed)/m);
    },
  );

  it("says what a bundler needs that leaves decorators in place", async () => {
    // As `npm create vite` leaves it.
    const vite = {
      "package.json": `{ "type": "module", "devDependencies": { "vite": "8" } }`,
      "tsconfig.json": `{ "compilerOptions": { "moduleResolution": "bundler", "types": ["vite/client"], "noEmit": true } }`,
      "src/main.ts": "export {};",
    };
    const advice = `to compile decorators:
  import { agents } from "troupe/vite";
  `;
    const project = temporary(vite);
    rmSync(join(project.root, "node_modules/esbuild"));
    const { stdout } = await project.agents(["init"]);
    expect(stdout).toContain("\n  npm install -D esbuild\n");
    expect(stdout).toContain(`\n  "types": ["vite/client", "node"], with @types/node installed`);
    expect(stdout).toContain(
      `In a new file vite.config.ts, ${advice}export default { plugins: [agents()] };\n`,
    );
    const configured = temporary({ ...vite, "vite.config.ts": "export default {};" });
    expect((await configured.agents(["init"])).stdout).toContain(
      `In vite.config.ts, ${advice}plugins: [agents()]\n`,
    );
    const legacy = temporary({
      ...vite,
      "tsconfig.json": `{ "compilerOptions": { "experimentalDecorators": true } }`,
    });
    expect((await legacy.agents(["init"])).stdout).not.toContain("to compile decorators");
  });

  it("keeps Git and formatters off what is generated", async () => {
    const project = temporary({
      "package.json": `{ "devDependencies": { "prettier": "3" } }`,
      ".git/HEAD": "ref: refs/heads/main",
      ".gitattributes": "*.png binary",
    });
    await project.agents(["init"]);
    expect(read(project, ".gitattributes")).toBe(
      "*.png binary\ngenerated/** linguist-generated text eol=lf\n",
    );
    expect(read(project, ".prettierignore")).toBe("generated/\n");
    await project.agents(["init"]);
    expect(read(project, ".prettierignore")).toBe("generated/\n");
  });

  it("overwrites nothing, and changes nothing the second time", async () => {
    const project = temporary({
      "package.json": `{}`,
      "agents.config.ts": 'defineConfig({ agents: "agents/*.ts" }) // mine',
    });
    const first = await project.agents(["init"]);
    expect(first.stdout).toContain("agents.config.ts already exists");
    const files = ["package.json", "agents.config.ts", "agents/greeter.ts"];
    const before = files.map((file) => read(project, file));
    const second = await project.agents(["init"]);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/(skipped.*\n){3}/);
    expect(files.map((file) => read(project, file))).toEqual(before);
    expect(before[1]).toContain("mine");
    expect(second.stdout).toContain("npx troupe run greeter --name Ada --fake");
  });

  describe("where a config is", () => {
    const configure = (body: string) =>
      `import { defineConfig } from "troupe";\nexport default defineConfig({ ${body} });\n`;
    const init = async (files: Readonly<Record<string, string>>) => {
      const project = temporary({ "package.json": `{ "type": "module" }`, ...files });
      const { code, stdout } = await project.agents(["init"]);
      expect(code).toBe(0);
      const exclude = ["node_modules", "*.config.ts"];
      const agents = globSync("**/*.{ts,mts}", { cwd: project.root, exclude });
      return { project, stdout, agents };
    };

    it.each([
      [`agents: "src/agents/**/*.agent.ts"`, "src/agents/greeter.agent.ts"],
      [
        `agents: ["!old/**", './src/*/agents/*.mts'], output: "out"`,
        "src/greeter/agents/greeter.mts",
      ],
      [`"agents": [\n "lib/*-agent.{ts,tsx}",\n ]`, "lib/greeter-agent.ts"],
    ])("puts the agent where it looks: %s", { timeout: 60_000 }, async (body, file) => {
      const { project, stdout, agents } = await init({ "agents.config.ts": configure(body) });
      expect(agents).toEqual([file]);
      expect(stdout).toContain(`created  ${file}`);
      expect(stdout).toContain("npx troupe run greeter");
      const build = await project.agents(["build"]);
      expect(build, build.stderr).toMatchObject({ code: 0 });
    });

    it("adds no agent to those that it finds", async () => {
      const files = { "src/a.agent.ts": "export {};", "src/b.agent.ts": "export {};" };
      const { stdout, agents } = await init({
        "agents.config.ts": configure(`agents: "src/**/*.agent.ts"`),
        ...files,
      });
      expect(agents.sort()).toEqual(Object.keys(files));
      expect(stdout).toContain(
        "skipped  no agent was added: agents.config.ts finds src/a.agent.ts and 1 more",
      );
      expect(stdout).not.toContain("greeter");
      expect(stdout).toContain("npx troupe list");
    });

    it.each([
      "agents: globs",
      'agents: [...globs, "a/*.ts"]',
      'agents: "src/story.ts"',
      "...shared",
    ])("adds no agent where it cannot tell the place: %s", async (body) => {
      const { stdout, agents } = await init({ "agents.config.ts": configure(body) });
      expect(agents).toEqual([]);
      expect(stdout).toContain("the agents globs in agents.config.ts are not literals");
      expect(stdout).not.toContain("greeter");
    });
  });

  it("says so where there is no package.json, and scaffolds the rest", async () => {
    const project = temporary({});
    const { code, stdout } = await project.agents(["init"]);
    expect(stdout).toContain("no package.json here");
    expect(existsSync(join(project.root, "package.json"))).toBe(false);
    expect(existsSync(join(project.root, "agents/greeter.agent.ts"))).toBe(true);
    expect(code).toBe(0);
  });

  it("advises on what it finds: the tsconfig, the package and what is not installed", async () => {
    const project = temporary({
      "package.json": `{}`,
      "tsconfig.json": `{ "compilerOptions": { "moduleResolution": "node10", "target": "esnext", "types": ["node"] } }`,
    });
    const { stdout } = await project.agents(["init"]);
    expect(stdout).not.toContain(`"type"`);
    expect(stdout).toMatch(
      /In tsconfig\.json:\n +"module": "nodenext"[^\n]*\n +"target": "es2022"/,
    );
    const bare = mkdtempSync(join(tmpdir(), "troupe-bare-"));
    onTestFinished(() => rmSync(bare, { recursive: true }));
    writeFileSync(join(bare, "pnpm-lock.yaml"), "");
    expect((await project.agents(["init", "--cwd", bare])).stdout).toMatch(
      /Install:\n +pnpm add troupe zod\n +pnpm add -D ts-morph tsx typescript @types\/node\n/,
    );
    for (const name of ["tsx", "@types/node"]) {
      mkdirSync(join(bare, "node_modules", name), { recursive: true });
      writeFileSync(join(bare, "node_modules", name, "package.json"), "{}");
    }
    expect((await project.agents(["init", "--cwd", bare])).stdout).toMatch(
      /\n +pnpm add -D ts-morph typescript\n/,
    );
  });
});

function temporary(files: Readonly<Record<string, string>>): CliProject {
  const project = cliProject(files);
  onTestFinished(() => project.remove());
  return project;
}

function read(project: CliProject, file: string): string {
  return readFileSync(join(project.root, file), "utf8");
}
