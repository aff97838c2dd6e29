import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EvaluationError } from "../../../src/compiler/evaluate/evaluation-error.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { writeProject } from "./temp-project.js";

// Vitest formats stacks itself and knows nothing of the source maps that Node has of these modules.
const { prepareStackTrace } = Error;
beforeEach(() => {
  Reflect.deleteProperty(Error, "prepareStackTrace");
});
afterEach(() => {
  if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
});

const shared = `
import { z } from "zod";
export interface Erased { name: string;
  more: string }
export const Shared = z.object({ a: z.string() });
export const stamp = Math.random();
`;

describe("a module loader", () => {
  it.each(["module", "commonjs"])("loads what two %s modules share once", async (type) => {
    const root = await writeProject({
      "package.json": JSON.stringify({ type }),
      "lib/shared.ts": shared,
      "a.ts": `import { Shared, stamp } from "./lib/shared.js"; import { z } from "zod"; export { Shared, stamp, z };`,
      "b.ts": `import { Shared, stamp } from "@/shared.js"; import { z } from "zod"; import { Agent } from "troupe"; export { Shared, stamp, z, Agent };`,
      "c.ts": `import { Agent } from "troupe"; export class C extends Agent { user() { return ""; } }`,
    });
    const loader = createModuleLoader({ root });
    const a = await loader.load(join(root, "a.ts"));
    const b = await loader.load(join(root, "b.ts"));
    const c = await loader.load(join(root, "c.ts"));
    expect(a["Shared"]).toBe(b["Shared"]);
    expect(a["stamp"]).toBe(b["stamp"]);
    expect(a["z"]).toBe(b["z"]);
    expect((c["C"] as { prototype: object }).prototype).toBeInstanceOf(b["Agent"]);
    expect(await loader.load(join(root, "a.ts"))).toEqual(a);
  });

  it("sees a file, and what it imports, as it is when the loader is new", async () => {
    const root = await writeProject({
      "a.ts": `export { value } from "./b.js";`,
      "b.ts": `export const value: number = 1;`,
    });
    const first = createModuleLoader({ root });
    expect(await first.load(join(root, "a.ts"))).toMatchObject({ value: 1 });
    await writeFile(join(root, "b.ts"), `export const value: number = 2;`);
    expect(await first.load(join(root, "a.ts"))).toMatchObject({ value: 1 });
    const second = createModuleLoader({ root });
    expect(await second.load(join(root, "a.ts"))).toMatchObject({ value: 2 });
  });

  it.each([true, false])("lowers decorators, with experimentalDecorators %s", async (legacy) => {
    const root = await writeProject({
      "tsconfig.json": JSON.stringify({
        compilerOptions: { target: "es2022", experimentalDecorators: legacy },
      }),
      "a.ts": `
        export let form = "";
        function say(_: unknown, place: unknown) { form = typeof place === "string" ? "legacy" : "standard"; }
        export class A { @say x = 1; }
      `,
    });
    const { form } = await createModuleLoader({ root }).load(join(root, "a.ts"));
    expect(form).toBe(legacy ? "legacy" : "standard");
  });

  it("loads a project without a tsconfig, and one in a folder with odd signs", async () => {
    const root = await writeProject({
      "(app) ü/[id]/a b.ts": `export const value: string = "x";`,
      "tsconfig.json": "{}",
    });
    const loader = createModuleLoader({ root });
    const loaded = await loader.load(join(root, "(app) ü/[id]/a b.ts"));
    expect(loaded).toMatchObject({ value: "x" });
  });

  it("gives the exports of CommonJS that Node cannot see", async () => {
    const root = await writeProject({
      "package.json": "{}",
      "a.ts": `const all = { one: 1 }; export const { one } = all; export default "x";`,
    });
    const exports = await createModuleLoader({ root }).load(join(root, "a.ts"));
    expect(exports).toMatchObject({ one: 1, default: "x" });
  });
});

async function fail(
  files: Readonly<Record<string, string>>,
  file = "agents/a.ts",
): Promise<EvaluationError> {
  const root = await writeProject(files);
  const loader = createModuleLoader({ root });
  const error: unknown = await loader.load(join(root, file)).catch((error: unknown) => error);
  if (!(error instanceof EvaluationError)) throw new Error("it did not fail", { cause: error });
  expect(error.message).not.toContain(root);
  expect(error.message).not.toContain("namespace");
  return error;
}

describe("a module that cannot be loaded", () => {
  it("is reported where it throws", async () => {
    const error = await fail({
      "agents/a.ts": `interface Erased {\n  a: string;\n}\nexport const value: Erased | undefined = undefined;\nfunction f(): never {\n  throw new TypeError("no");\n}\nf();\n`,
    });
    expect(error).toMatchObject({
      module: "agents/a.ts",
      file: "agents/a.ts",
      line: 6,
      message: "TypeError: no",
    });
    expect(error.column).toBe(9);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("is reported in the file that it imports, when that one throws", async () => {
    const error = await fail({
      "agents/a.ts": `import "../lib/(odd) b.js";`,
      "lib/(odd) b.ts": `\n\nthrow new Error("broken");`,
    });
    expect(error).toMatchObject({
      module: "agents/a.ts",
      file: "lib/(odd) b.ts",
      line: 3,
      message: "broken",
    });
  });

  it("is reported at the first frame of the project, when a package throws", async () => {
    const error = await fail({
      "agents/a.ts": `import { z } from "zod";\nexport const schema = z.string().parse(1);`,
    });
    expect(error).toMatchObject({ file: "agents/a.ts", line: 2 });
    expect(error.message).toContain("ZodError");
  });

  it("is reported where it does not parse", async () => {
    const error = await fail({ "agents/a.ts": `export const a = 1;\nexport class {\n` });
    expect(error).toMatchObject({
      file: "agents/a.ts",
      line: 2,
      column: 14,
      message: `Expected identifier but found "{"`,
    });
  });

  it("is reported in the file that it imports, when that one does not parse", async () => {
    const error = await fail({ "agents/a.ts": `import "./b.js";`, "agents/b.ts": `let = ;` });
    expect(error).toMatchObject({ module: "agents/a.ts", file: "agents/b.ts", line: 1 });
  });

  it.each(["module", "commonjs"])(
    "is reported at an import that is not there (%s)",
    async (type) => {
      const error = await fail({
        "package.json": JSON.stringify({ type }),
        "agents/a.ts": `const text: string = "./nope.js";\nimport { q } from "./nope.js";\nexport { q, text };`,
      });
      expect(error).toMatchObject({
        file: "agents/a.ts",
        line: 2,
        column: 19,
        message: `cannot find module "./nope.js"`,
      });
    },
  );

  it.each(["module", "commonjs"])(
    "is reported at a package that is not there (%s)",
    async (type) => {
      const error = await fail({
        "package.json": JSON.stringify({ type }),
        "agents/a.ts": `import q from "no-such-package/sub";\nexport { q };`,
      });
      expect(error).toMatchObject({
        file: "agents/a.ts",
        line: 1,
        column: 15,
        message: `cannot find module "no-such-package/sub": is it installed?`,
      });
    },
  );

  it("is reported at an export that is not there", async () => {
    const error = await fail({
      "agents/a.ts": `import { z } from "zod";\nimport { nope } from "../lib/b.js";\nexport { nope, z };`,
      "lib/b.ts": `export const yes = 1;`,
    });
    expect(error).toMatchObject({
      file: "agents/a.ts",
      line: 2,
      column: 10,
      message: `"../lib/b.js" does not export "nope"`,
    });
  });

  it("is told of a name that is near the one that is not there", async () => {
    const error = await fail({
      "agents/a.ts": `import { Sotry } from "../lib/b.js"; Sotry;`,
      "lib/b.ts": "export const Story = 1; export function tell() {}",
    });
    expect(error.message).toBe('"../lib/b.js" does not export "Sotry": did you mean "Story"?');
  });

  it.each([
    ["const b = a;\nconst a = 1;", "it is declared further down; move the declaration up"],
    [
      "const use = (value: unknown) => (target: unknown) => {};\n@use(A)\nexport class A {}",
      "a class is not yet defined when its own decorators run",
    ],
    [
      'import { b } from "../lib/b.js";\nexport const a = 1;\nexport { b };',
      "it is imported from a module that imports this one",
    ],
  ])("is told why a name has no value yet: %j", async (text, reason) => {
    const error = await fail({
      "agents/a.ts": text,
      "lib/b.ts": 'import { a } from "../agents/a.js"; export const b = a;',
    });
    expect(error.message).toMatch(/^ReferenceError: Cannot access '\w+' before initialization: /);
    expect(error.message).toContain(reason);
  });

  it("is reported when it throws what is no error, or rejects", async () => {
    const thrown = await fail({ "agents/a.ts": `throw "a text";` });
    expect(thrown).toMatchObject({
      file: "agents/a.ts",
      message: "the module threw 'a text', which is not an Error",
      line: undefined,
    });
    const rejected = await fail({
      "agents/a.ts": `\nexport default await Promise.reject(new Error("later"));`,
    });
    expect(rejected).toMatchObject({ file: "agents/a.ts", line: 2, message: "later" });
  });

  it("is reported when it does not exist", async () => {
    const error = await fail({}, "agents/none.ts");
    expect(error).toMatchObject({ module: "agents/none.ts" });
    expect(error.message).toContain("agents/none.ts");
  });

  it("is reported from the real root, when the root is a link", async () => {
    const root = await writeProject({ "real/a.ts": `throw new Error("x");` });
    await symlink(join(root, "real"), join(root, "link"), "dir");
    const loader = createModuleLoader({ root: join(root, "link") });
    await expect(loader.load(join(root, "link/a.ts"))).rejects.toMatchObject({
      module: "a.ts",
      file: "a.ts",
      line: 1,
    });
  });
});
