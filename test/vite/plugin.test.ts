import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { viteProject } from "./vite-project.js";

/** Records what it decorates, in either form of decorators. */
const decorators = `
  export const seen: string[] = [];
  export function mark(label: string) {
    return (_target: unknown, context?: unknown): any => {
      const form = typeof context === "object" && context !== null ? "standard" : "legacy";
      const name = typeof context === "object" && context !== null ? (context as { name: string }).name : context;
      seen.push(\`\${form} \${label} \${String(name)}\`);
    };
  }
`;

const decorated = `
  import { mark, seen } from "./decorators.js";
  @mark("class")
  export class Story {
    @mark("field") topic!: string;
    @mark("field") tone: "warm" | "dry" = "warm";
    @mark("method") user() { return this.tone; }
  }
  export { seen };
  export const told = new Story().user();
`;

const standard = [
  "standard class Story",
  "standard field tone",
  "standard field topic",
  "standard method user",
];
const legacy = [
  "legacy class undefined",
  "legacy field tone",
  "legacy field topic",
  "legacy method user",
];

const tsconfig = (compilerOptions: Record<string, unknown>) => JSON.stringify({ compilerOptions });

describe("troupe/vite", () => {
  it.each([
    ["fields are defined", { target: "es2022" }],
    ["fields are assigned", { target: "es2022", useDefineForClassFields: false }],
    ["the target is an old one", { target: "es2020" }],
    ["the target is esnext", { target: "esnext" }],
    ["nothing is said", {}],
  ])("lowers standard decorators where %s", async (_, options) => {
    const project = viteProject({
      "tsconfig.json": tsconfig(options),
      "decorators.ts": decorators,
      "story.ts": decorated,
    });
    const { seen, told } = await project.load("story.ts");
    expect((seen as string[]).toSorted()).toEqual(standard);
    expect(told).toBe("warm");
  });

  it("assigns fields where the tsconfig says so, and defines them where it does not", async () => {
    const files = {
      "decorators.ts": decorators,
      "story.ts": `
        import { mark } from "./decorators.js";
        class Parent { set topic(_: string) { calls.push("set"); } }
        export const calls: string[] = [];
        @mark("class") class Story extends Parent { override topic = "AI"; }
        new Story();
      `,
    };
    const assigned = viteProject({ ...files, "tsconfig.json": tsconfig({ target: "es2020" }) });
    expect(await assigned.load("story.ts")).toMatchObject({ calls: ["set"] });
    const defined = viteProject({ ...files, "tsconfig.json": tsconfig({ target: "es2022" }) });
    expect(await defined.load("story.ts")).toMatchObject({ calls: [] });
  });

  it("leaves experimentalDecorators to Vite, with the metadata of emitDecoratorMetadata", async () => {
    const project = viteProject({
      "base.json": tsconfig({ experimentalDecorators: true, emitDecoratorMetadata: true }),
      "tsconfig.json": `{ "extends": "./base.json" }`,
      "decorators.ts": decorators,
      "story.ts": `
        export const types: unknown[] = [];
        Reflect.metadata = (key, value) => () => { types.push([key, value]); };
        ${decorated.replace('import { mark, seen } from "./decorators.js";', "")}
        import { mark, seen } from "./decorators.js";
      `,
    });
    const { seen, types } = await project.load("story.ts");
    expect((seen as string[]).toSorted()).toEqual(legacy);
    expect(types).toContainEqual(["design:type", String]);
  });

  it("follows the tsconfig that is nearest to each file", async () => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "story.ts": decorated,
      "decorators.ts": decorators,
      "old/tsconfig.json": tsconfig({ experimentalDecorators: true }),
      "old/story.ts": decorated,
      "old/decorators.ts": decorators,
    });
    expect((await project.load("story.ts"))["seen"]).toEqual(expect.arrayContaining(standard));
    expect((await project.load("old/story.ts"))["seen"]).toEqual(expect.arrayContaining(legacy));
  });

  it("leaves a file without decorators alone, to the byte", async () => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "plain.ts": `/**\n * @param x\n */\n// @see y\nexport const mail: string = "ada@example.com"; // @ts-check\n`,
    });
    expect(await project.transform("plain.ts")).toBe(
      await project.transform("plain.ts", { plugin: false }),
    );
  });

  it.each([
    "/** Doc. */ @mark('a')",
    "/**\n * Doc.\n */ @mark('a')",
    "export @mark('a')",
    "const a = 1; @mark('a')",
  ])("finds the decorator in %j", async (beginning) => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "decorators.ts": decorators,
      "story.ts": `import { mark, seen } from "./decorators.js"; export { seen };\n${beginning} class Story {}`,
    });
    expect(await project.load("story.ts")).toMatchObject({ seen: ["standard a Story"] });
  });

  it("leaves JSX to Vite, as the tsconfig wants it", async () => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022", jsx: "react", jsxFactory: "h" }),
      "decorators.ts": decorators,
      "view.tsx": `
        import { mark } from "./decorators.js";
        const h = (tag: string) => \`<\${tag}>\`;
        @mark("class") export class View { render() { return <main />; } }
        export const rendered = new View().render();
      `,
    });
    expect(await project.load("view.tsx")).toMatchObject({ rendered: "<main>" });
  });

  it("lets Vite drop imports that only served as types", async () => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "decorators.ts": decorators,
      "types.ts": `export interface Topic { name: string }`,
      "story.ts": `import { Topic } from "./types.js";\n${decorated.replace("topic!: string", "topic!: Topic")}`,
    });
    expect(await project.load("story.ts")).toMatchObject({ told: "warm" });
  });

  it("keeps stack traces on the lines of the source", async () => {
    const source = `import { mark } from "./decorators.js";

@mark("class")
export class Story {
  @mark("field") topic!: string;

  user(): never {
    throw new Error("line 8");
  }
}

new Story().user();
`;
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "decorators.ts": decorators,
      "story.ts": source,
    });
    const error: Error = await project.load("story.ts").then(
      () => expect.unreachable(),
      (error: Error) => error,
    );
    expect(error.stack).toMatch(/story\.ts:8:11/);
  });

  it("reports a syntax error with its file and place", async () => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "story.ts": `@mark()\nexport class Story {\n  user( { return 1; }\n}\n`,
    });
    await expect(project.load("story.ts")).rejects.toMatchObject({
      message: expect.stringContaining("story.ts:3:"),
      loc: { file: `${project.root}/story.ts`, line: 3 },
      frame: expect.stringContaining("user( { return 1; }"),
    });
  });

  it("lowers decorators in a production build, whose bundle Node runs", async () => {
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "decorators.ts": decorators,
      "story.ts": decorated,
    });
    const bundle = await project.build("story.ts");
    expect(readFileSync(bundle, "utf8")).not.toMatch(/^\s*@/m);
    const script = `import(${JSON.stringify(pathToFileURL(bundle).href)}).then((m) => console.log(m.seen.length))`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script]);
    expect(stdout).toBe("4\n");
  });

  it("says what to install where there is no esbuild", async () => {
    const plugin = new URL("../../src/vite/plugin.ts", import.meta.url).href;
    const project = viteProject({
      "tsconfig.json": tsconfig({ target: "es2022" }),
      "story.ts": "@mark() class Story {}",
      "run.ts": `
        import { registerHooks } from "node:module";
        import { createServer } from "vite";
        import { agents } from ${JSON.stringify(plugin)};
        registerHooks({
          resolve(specifier, context, next) {
            if (specifier === "esbuild") throw new Error("not found");
            return next(specifier, context);
          },
        });
        const server = await createServer({ configFile: false, logLevel: "silent", plugins: [agents()], server: { middlewareMode: true, ws: false, watch: null } });
        await server.ssrLoadModule("/story.ts").catch((error) => console.log(error.message));
        process.exit();
      `,
    });
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "run.ts"], {
      cwd: project.root,
    });
    expect(stdout).toContain("npm install -D esbuild");
  });
});
