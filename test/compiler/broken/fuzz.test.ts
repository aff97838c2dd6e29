import { existsSync, globSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import { formatDiagnostics } from "../../../src/compiler/diagnostics/format-diagnostics.js";
import { maskSecrets } from "../../../src/compiler/diagnostics/mask-secrets.js";
import { ts } from "../../../src/compiler/source/typescript.js";
import { createProject } from "../compiled-project.js";
import { anyMutation, mutate, type Mutation } from "./mutate.js";

/*
 * For longer, and from another beginning: FUZZ_SECONDS=600 FUZZ_SEED=7 npx vitest run test/compiler/broken/fuzz
 */
const seconds = Number(process.env["FUZZ_SECONDS"] ?? 15);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .sort()
    .map((file) => readFileSync(path.join(root, file), "utf8"));
const whole = [...read("agents/*.ts"), ...read("test/compiler/emit/fixtures/project/agents/*.ts")];
const broken = read("test/compiler/broken/fixtures/agents/*.ts");

/** What the sources import, as it is. */
const shared = Object.fromEntries(
  [
    "agents/application-agent.ts",
    "agents/convert-temperature.ts",
    "test/compiler/broken/fixtures/schemas/story.ts",
    "test/compiler/emit/fixtures/project/schemas/ticket.ts",
  ].map((file) => [
    file.replace(/^test.*(?=schemas)/, ""),
    readFileSync(path.join(root, file), "utf8"),
  ]),
);

const config = `import { defineConfig } from "troupe";
export default defineConfig({ agents: "agents/**/*.agent.ts", output: "generated", defaults: { model: "fake/x" } });
`;
const project = createProject({ ...shared, "agents.config.ts": config });
afterAll(() => project.remove());

interface Mutant {
  readonly source: string;
  readonly mutations: readonly Mutation[];
}

const anyMutant: fc.Arbitrary<Mutant> = fc.record({
  source: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...whole) },
    { weight: 1, arbitrary: fc.constantFrom(...broken) },
  ),
  mutations: fc.array(anyMutation, { minLength: 1, maxLength: 2 }),
});

const batchSize = seconds > 60 ? 100 : 30;
let mutants = 0;
let built = 0;

// Many modules a build: each loads the package anew, which takes longer than all of them.
test(
  "mutated sources give diagnostics or a good build, and nothing else",
  async () => {
    const batches = fc.asyncProperty(
      fc.array(anyMutant, { minLength: batchSize, maxLength: batchSize }),
      buildBatch,
    );
    const endsAt = performance.now() + seconds * 1_000;
    // One in any case, however busy the machine is; fast-check's own limit fails without any.
    for (let run = 0; run === 0 || performance.now() < endsAt; run++) {
      await fc.assert(batches, { seed: seed + run, numRuns: 1, endOnFailure: true });
    }
    // The counts say whether the mutations are too wild, or too tame, to find anything.
    console.log(`${mutants} mutants, ${built} agents of which were built`);
    expect(mutants).toBeGreaterThan(0);
  },
  (seconds + 180) * 1_000,
);

async function buildBatch(batch: readonly Mutant[]): Promise<void> {
  const modules = new Map(batch.map((mutant, index) => toModule(mutant, index)));
  const { diagnostics } = await buildOnly(modules);
  const faulty = new Set(
    diagnostics.filter(({ severity }) => severity === "error").map(({ span }) => span?.file),
  );
  const survivors = new Map([...modules].filter(([file]) => !faulty.has(file)));
  mutants += batch.length;
  if (survivors.size === 0) return;
  const { manifest } = await buildOnly(survivors);
  built += Object.keys(manifest?.agents ?? {}).length;
}

/** Under names of its own, so that what is left to say is not that all are called the same. */
function toModule({ source, mutations }: Mutant, index: number): readonly [string, string] {
  const text = mutate(source, mutations);
  const renamed = text.replaceAll(/\b([A-Z]\w*)Agent\b/g, (name, own: string) =>
    name === "ApplicationAgent" ? name : `${own}${index}Agent`,
  );
  return [`agents/m${index}.agent.ts`, renamed];
}

async function buildOnly(modules: ReadonlyMap<string, string>): Promise<BuildResult> {
  for (const folder of ["agents", "generated"]) {
    rmSync(path.join(project.root, folder), { recursive: true, force: true });
  }
  project.write({ ...shared, ...Object.fromEntries(modules) });
  const result = await project.build();
  expectReadable(result);
  const output = path.join(project.root, "generated");
  if (result.ok) expectWhole(output);
  else expect(existsSync(output)).toBe(false);
  return result;
}

/** Every place is one, and every format takes every message. */
function expectReadable({ diagnostics, ok }: BuildResult): void {
  expect(diagnostics.some(({ severity }) => severity === "error")).toBe(!ok);
  for (const { message, span } of diagnostics) {
    expect(message).not.toContain("the compiler failed");
    expect(message).not.toContain("undefined is no");
    if (span === undefined) continue;
    const onDisk = readFileSync(path.join(project.root, span.file), "utf8").replace(/^\uFEFF/, "");
    expect(span.text).toBe(maskSecrets(onDisk));
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(span.text.length);
  }
  formatDiagnostics(diagnostics, { format: "text", color: true });
  const github = formatDiagnostics(diagnostics, { format: "github", color: false });
  expect(github.split("\n").filter((line) => !/^::(?:error|warning) /.test(line))).toEqual(
    diagnostics.length === 0 ? [""] : [],
  );
  expect(JSON.parse(formatDiagnostics(diagnostics, { format: "json", color: false }))).toHaveLength(
    diagnostics.length,
  );
}

/** Every file is there and is TypeScript. */
function expectWhole(output: string): void {
  const files = readdirSync(output);
  expect(files).toEqual(expect.arrayContaining(["index.ts", "manifest.json"]));
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const text = readFileSync(path.join(output, file), "utf8");
    const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(
      diagnostics.map(({ messageText }) => messageText),
      text,
    ).toEqual([]);
  }
}
