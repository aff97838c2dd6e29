import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declarationOf, type Declaration } from "../../src/dsl/declaration.js";
import { isTool } from "../../src/dsl/define-tool.js";
import { isHostedTool } from "../../src/dsl/hosted-tools.js";
import { readDuration, type Duration } from "../../src/internal/duration.js";
import type { AgentSpec, Manifest, ToolSpec } from "../../src/manifest/manifest.js";
import { fingerprintSchema } from "../../src/schema/zod/fingerprint-schema.js";
import { toJsonSchema } from "../../src/schema/zod/to-json-schema.js";
import { toToolSchema } from "../../src/schema/zod/to-tool-schema.js";
import { cliProject, type CliProject } from "../cli/cli-project.js";
import { galleryFiles } from "./emit/gallery.js";

/** An agent's class as an application has it. */
type LiveAgent = new () => Record<string, unknown>;

const forms = { standard: false, legacy: true } as const;
const timeout = 120_000;
const model = "openai/gpt-4o";

let project: CliProject;
const manifests: Partial<Record<keyof typeof forms, Manifest>> = {};

beforeAll(async () => {
  project = cliProject({ ...galleryFiles(), "package.json": `{ "type": "module" }` });
  for (const [form, experimentalDecorators] of Object.entries(forms)) {
    const compilerOptions = { target: "es2022", module: "nodenext", experimentalDecorators };
    project.write({ "tsconfig.json": JSON.stringify({ compilerOptions }) });
    const { code, stderr } = await project.agents(["build"]);
    expect(code, stderr).toBe(0);
    const text = readFileSync(join(project.root, "generated/manifest.json"), "utf8");
    manifests[form as keyof typeof forms] = JSON.parse(text) as Manifest;
  }
}, timeout);
afterAll(() => project?.remove());

/** The modules that declare agents and schemas, as an application runs them: by path from the root. */
async function loadLive(
  files: readonly string[],
  experimentalDecorators: boolean,
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const folder = join(project.root, `out-${String(experimentalDecorators)}`);
  const { metafile } = await bundle({
    absWorkingDir: project.root,
    entryPoints: [...files],
    outdir: folder,
    outbase: project.root,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What two modules share stays one.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    packages: "external",
    metafile: true,
    tsconfigRaw: { compilerOptions: { experimentalDecorators } },
  });
  const built = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
  const loaded = built.map(async ([file, { entryPoint = "" }]) => {
    const url = pathToFileURL(join(project.root, file)).href;
    return [entryPoint, (await import(/* @vite-ignore */ url)) as Record<string, unknown>] as const;
  });
  return new Map(await Promise.all(loaded));
}

describe.each(Object.entries(forms))(
  "with decorators in the %s form, the manifest",
  (form, experimentalDecorators) => {
    let manifest: Manifest;
    let specs: readonly AgentSpec[];
    let modules: Awaited<ReturnType<typeof loadLive>>;
    const classOf = ({ source, className }: AgentSpec) =>
      modules.get(source)?.[className] as LiveAgent;

    beforeAll(async () => {
      manifest = manifests[form as keyof typeof forms] ?? { version: 1, agents: {} };
      specs = Object.values(manifest.agents);
      const files = specs.flatMap(({ source, output }) => [source, output?.source ?? source]);
      modules = await loadLive([...new Set(files)], experimentalDecorators);
    }, timeout);

    it("has every example and fixture", () => {
      expect(specs.length).toBeGreaterThan(19);
      for (const spec of specs) expect(classOf(spec), spec.name).toBeTypeOf("function");
    });

    it("says what the decorators of each class recorded", () => {
      for (const spec of specs) {
        const said = factsOfSpec(spec);
        expect(said, spec.name).toEqual(factsOfClass(spec, declarationOf(classOf(spec))));
      }
    });

    it("has the fields' own values as defaults, and no others", () => {
      for (const spec of specs) {
        const instance = new (classOf(spec))();
        const values = spec.params.map(({ name }) => [name, instance[name]]);
        const defaults = spec.params.map((param) => [param.name, param.default]);
        expect(defaults, spec.name).toEqual(values);
      }
    });

    it("has the live schemas as JSON Schema, by the names that export them", async () => {
      for (const spec of specs) {
        const live = declarationOf(classOf(spec)).schema;
        expect(Boolean(spec.output), spec.name).toBe(Boolean(live));
        if (!live || !spec.output) continue;
        const { exportName, source, schema, fingerprint } = spec.output;
        expect(modules.get(source)?.[exportName], spec.name).toBe(live);
        expect(schema, spec.name).toEqual((await toJsonSchema(live)).input);
        expect(fingerprint, spec.name).toBe(fingerprintSchema(live));
      }
    });

    it("has the tools that are recorded, in their order", async () => {
      for (const spec of specs) {
        const recorded = declarationOf(classOf(spec));
        const { toolMethods = {} } = recorded;
        const methods = Object.entries(toolMethods).map(([method, said]) => ({
          name: said.name ?? method,
          ...(said.description !== undefined && { description: said.description }),
          ...(said.timeout !== undefined && { timeoutMs: toMs(said.timeout) }),
          run: { kind: "method", method },
        }));
        const own = (recorded.tools ?? []).filter((tool) => !isHostedTool(tool));
        const listed = own.map(async (tool) => {
          if (!isTool(tool)) return { run: { kind: "agent" } };
          const { name, description } = tool;
          return {
            name,
            description,
            ...(tool.timeout !== undefined && { timeoutMs: toMs(tool.timeout) }),
            run: { kind: "defined", fingerprint: fingerprintSchema(tool.input) },
            schema: await toToolSchema(tool.input),
          };
        });
        const expected = [...methods, ...(await Promise.all(listed))];
        const said: readonly ToolSpec[] = spec.tools ?? [];
        expect(said, spec.name).toMatchObject(expected);
        const timed = said.filter(({ timeoutMs }) => timeoutMs !== undefined).length;
        expect(timed, spec.name).toBe(expected.filter((tool) => "timeoutMs" in tool).length);
      }
    });
  },
);

it("the manifest is the same in both forms of decorators", () => {
  expect(manifests.legacy).toEqual(manifests.standard);
});

/** What of a spec decorators decide. */
function factsOfSpec(spec: AgentSpec): unknown {
  const { tools: _, output: __, version: ___, className: ____, source: _____, ...others } = spec;
  const { fingerprint: ______, ...facts } = others;
  return {
    ...facts,
    params: spec.params.map(({ name, constraints, zod }) => ({
      name,
      constraints: constraints ?? {},
      zod: zod ?? false,
    })),
  };
}

/** The same as an application's own class says it, under a config that has nothing but a model. */
function factsOfClass(spec: AgentSpec, recorded: Declaration): unknown {
  const { cache, timeout: limits = {}, retry, fallback, streamedSteps } = recorded;
  const hosted = (recorded.tools ?? []).filter(isHostedTool);
  const stem = spec.className.replace(/(?<=.)Agent$/, "");
  // A doc comment is in no class; the compiler's own tests have it.
  const description = recorded.description ?? spec.description;
  return defined({
    name: recorded.name ?? stem.charAt(0).toLowerCase() + stem.slice(1),
    description,
    model: recorded.model ?? model,
    streaming: recorded.streaming ?? false,
    streamedSteps: streamedSteps === "final" ? "final" : undefined,
    cache: cache && defined({ ttlMs: toMs(cache.ttl), key: cache.key }),
    timeout:
      Object.keys(limits).length === 0
        ? undefined
        : defined({
            totalMs: limits.total && toMs(limits.total),
            firstTokenMs: limits.firstToken && toMs(limits.firstToken),
            idleMs: limits.idle && toMs(limits.idle),
          }),
    // As `RetryOptions` documents its defaults.
    retry: retry && { maxAttempts: 3, initialDelayMs: 500, maxDelayMs: 30_000, ...retry },
    fallback,
    temperature: recorded.temperature,
    maxTokens: recorded.maxTokens,
    maxSteps: recorded.maxSteps,
    hostedTools: hosted.length > 0 ? hosted : undefined,
    promptCache: recorded.promptCache,
    providerOptions: recorded.providerOptions,
    params: Object.entries(recorded.params).map(([name, { constraints, schema }]) => ({
      name,
      constraints: constraints ?? {},
      zod: schema !== undefined,
    })),
  });
}

function defined(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function toMs(duration: Duration): number | undefined {
  return readDuration(duration);
}
