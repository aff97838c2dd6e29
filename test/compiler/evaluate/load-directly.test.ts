import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as zod from "zod";
import { loadsDirectly } from "../../../src/compiler/evaluate/load-directly.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { writeProject } from "./temp-project.js";

/** tsx lowers a module with one of these itself, since it rewrites what it gives. */
const late = `export const late = () => import("node:fs");`;

const agent = `
  import { z } from "zod";
  enum Tone { Plain, Grand }
  const note = (...given: unknown[]): void => { given.length; };
  interface Erased { name: string }
  export class Story {
    @note topic!: string;
    @note words = 3;
    plain: Erased | undefined;
    declare gone: number;
    constructor(private readonly tone: Tone = Tone.Grand) {}
    @note tell(): string { return \`\${this.topic} \${this.tone} \${z.string().safeParse(1).success}\`; }
  }
  export function keys(): string[] { return Object.keys(new Story()); }
  export const name = (() => class {})().name;
`;

describe.runIf(loadsDirectly)("what tsx is not needed for", () => {
  it.each<[what: string, settings: object]>([
    ["no settings", {}],
    ["legacy decorators", { compilerOptions: { experimentalDecorators: true, target: "es2022" } }],
    ["fields that are assigned", { compilerOptions: { useDefineForClassFields: false } }],
    ["an old target", { compilerOptions: { target: "es2017" } }],
    ["a tsconfig for other files", { include: ["lib"], compilerOptions: { target: "es5" } }],
    ["a tsconfig that extends another", { extends: "./base.json" }],
  ])("is lowered as tsx does it, with %s", async (_, settings) => {
    const root = await writeProject({
      "tsconfig.json": JSON.stringify(settings),
      "base.json": JSON.stringify({ compilerOptions: { experimentalDecorators: true } }),
      "ahead.ts": agent,
      "by-tsx.ts": agent + late,
    });
    const loader = createModuleLoader({ root });
    loader.expect([join(root, "ahead.ts"), join(root, "by-tsx.ts")]);
    const ahead = await loader.load(join(root, "ahead.ts"));
    const byTsx = await loader.load(join(root, "by-tsx.ts"));
    expect(String(ahead["Story"])).toBe(String(byTsx["Story"]));
    expect(ahead["name"]).toBe(byTsx["name"]);
    const keysOf = (module: Record<string, unknown>) => (module["keys"] as () => string[])();
    expect(keysOf(ahead)).toEqual(keysOf(byTsx));
  });

  it("is a package's JavaScript, which is loaded as it is and apart from other loaders", async () => {
    const root = await writeProject({
      "a.ts": `export { late, stamp } from "./vendor/index.js"; export const own = "a" as string;`,
      "vendor/index.js": `export { stamp } from "./stamp.js"; ${late}`,
      // What Node does not find as it stands, tsx does.
      "vendor/stamp.ts": `export const stamp: object = {};`,
    });
    const load = () => createModuleLoader({ root }).load(join(root, "a.ts"));
    const [one, other] = [await load(), await load()];
    expect(String(one["late"])).toBe(`() => import("node:fs")`);
    expect(one["stamp"]).not.toBe(other["stamp"]);
    expect(one["own"]).toBe("a");
  });

  it("has JSON as tsx loads it, with attributes and without", async () => {
    const root = await writeProject({
      "data.json": `{ "a": 1 }`,
      "bare.js": `export { default as bare } from "./data.json";`,
      "typed.js": `export { default as typed } from "./data.json" with { type: "json" };`,
      "index.ts": `export * from "./bare.js"; export * from "./typed.js";`,
    });
    const loaded = await createModuleLoader({ root }).load(join(root, "index.ts"));
    expect(loaded).toMatchObject({ bare: { a: 1 }, typed: { a: 1 } });
  });

  it("says of all that it loads that it did", async () => {
    const root = await writeProject({
      "a.ts": `import "./b.js"; import "./vendor/index.js"; import { z } from "zod"; export { z };`,
      "b.ts": "export const b: number = 1;",
      "vendor/index.js": `import "./stamp.js";`,
      "vendor/stamp.js": "",
    });
    const loader = createModuleLoader({ root });
    loader.expect([join(root, "b.ts")]);
    await loader.load(join(root, "a.ts"));
    const loaded = loader.loaded().map((file) => file.replace(`${root}/`, ""));
    expect(loaded).toEqual(
      expect.arrayContaining(["a.ts", "b.ts", "vendor/index.js", "vendor/stamp.js"]),
    );
    expect(loaded.filter((file) => /node_modules\/zod\//.test(file))).not.toEqual([]);
  });

  it("is the Zod that this package has itself", async () => {
    const root = await writeProject({ "a.ts": `import { z } from "zod"; export { z };` });
    const { z } = await createModuleLoader({ root }).load(join(root, "a.ts"));
    expect(z).toBe(zod.z);
  });

  it("is not what does not parse, nor what is not there: tsx says what is wrong", async () => {
    const root = await writeProject({ "a.ts": "export const = 1;" });
    const loader = createModuleLoader({ root });
    loader.expect([join(root, "a.ts"), join(root, "none.ts")]);
    await expect(loader.load(join(root, "a.ts"))).rejects.toMatchObject({
      file: "a.ts",
      line: 1,
      column: 14,
    });
    await expect(loader.load(join(root, "none.ts"))).rejects.toThrow("none.ts");
  });
});
