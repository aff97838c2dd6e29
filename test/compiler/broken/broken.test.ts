import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonDiagnostic } from "../../../src/compiler/diagnostics/format-diagnostics.js";
import { cliProject, type CliProject } from "../../cli/cli-project.js";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** What one of them imports a schema from. */
const foreignPackage = {
  "agents/node_modules/@acme/schemas/package.json":
    '{ "name": "@acme/schemas", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }',
  "agents/node_modules/@acme/schemas/index.js":
    'import { z } from "zod";\nexport const Invoice = z.object({ total: z.number() });\n',
  "agents/node_modules/@acme/schemas/index.d.ts":
    'import { z } from "zod";\nexport declare const Invoice: z.ZodObject<{ total: z.ZodNumber }>;\n',
};

// Through the command: Vitest hides the source maps that a thrown error is located with.
describe("a folder of broken agents", () => {
  const files = Object.fromEntries(
    readdirSync(fixtures, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file, readFileSync(path.join(fixtures, file), "utf8")]),
  );
  let project: CliProject;
  let found: readonly JsonDiagnostic[];

  beforeAll(async () => {
    const compilerOptions = { target: "es2022", module: "nodenext", types: ["node"], strict: true };
    project = cliProject({
      ...files,
      "package.json": '{ "type": "module" }',
      "tsconfig.json": JSON.stringify({ compilerOptions }),
      ...foreignPackage,
    });
    const { stdout } = await project.agentsAlone(["build", "--format", "json"]);
    found = JSON.parse(stdout) as JsonDiagnostic[];
  }, 180_000);

  afterAll(() => project.remove());

  // After a change that is meant: npx vitest run test/compiler/broken -u, and read what has changed.
  test("is reported whole, in each format", { timeout: 180_000 }, async () => {
    const text = await project.agents(["build"]);
    const github = await project.agents(["build", "--format", "github"]);
    const withoutTime = text.stderr.replace(/ in [\d.]+ m?s\n$/, "\n");
    await expect(withoutTime).toMatchFileSnapshot("golden/text.txt");
    await expect(github.stdout).toMatchFileSnapshot("golden/github.txt");
    await expect(JSON.stringify(found, undefined, 2)).toMatchFileSnapshot("golden/json.json");
    expect([text.code, github.code]).toEqual([1, 1]);
  });

  test("is reported by file, then line, then column", () => {
    const places = found.map(({ file, line, column }) => [file, line, column]);
    const byPlace = places.toSorted(
      ([a, b, c], [x, y, z]) =>
        Number(String(a) > String(x)) - Number(String(a) < String(x)) ||
        Number(b) - Number(y) ||
        Number(c) - Number(z),
    );
    expect(places).toEqual(byPlace);
  });

  test.each(Object.keys(files).filter((file) => file.startsWith("agents/")))(
    "says what is wrong with %s",
    (file) => {
      // Of two files that clash, one is named in what is said of the other.
      const said = found.filter((one) => one.file === file || one.message.includes(file));
      expect(said).not.toEqual([]);
    },
  );

  test("is not built, nor in part", () => {
    expect(existsSync(path.join(project.root, "generated"))).toBe(false);
  });
});
