import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declareSchema } from "../../../src/compiler/emit/schema-text.js";
import { heldParams } from "../../../src/compiler/emit/held-params.js";
import { watchTools } from "../../../src/compiler/emit/tools-text.js";
import { TypeTexts } from "../../../src/compiler/emit/type-text.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";
import type { AgentSpec } from "../../../src/manifest/manifest.js";
import type { TypeNode } from "../../../src/manifest/type-node.js";
import { freshOutputs, prelude, staleOutputs } from "./fresh-cases.js";
import { freshFields, staleFields } from "./fresh-fields.js";
import { createTypedProject, type TypedProject, type TypeProblem } from "./type-check.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** The text of a guard on an output that was generated from the schema of one name, of a schema of another. */
async function guardOutput(
  exports: Record<string, unknown>,
  before: string,
  now: string,
): Promise<string> {
  const { output } = await toJsonSchema(exports[before]);
  if (!output) throw new Error(`the output of ${before} was not converted`);
  const types = declareSchema({ schema: output, name: "Output", comment: "", partial: false });
  return [
    `import type { Fresh } from "troupe/runtime";`,
    `import type { ${now} } from "./schemas.js";`,
    `declare class TestAgent {}`,
    ...types.map(({ text }) => text),
    `true satisfies Fresh<"generated/${now}.ts", { agent: TestAgent; output: Output; schema: typeof ${now} }>;`,
  ].join("\n");
}

function schemasModule(): string {
  const stale = Object.entries(staleOutputs).flatMap(([name, [before, after]]) => [
    `export const ${name}Before = ${before};`,
    `export const ${name}After = ${after};`,
  ]);
  const fresh = Object.entries(freshOutputs).map(
    ([name, text]) => `export const ${name} = ${text};`,
  );
  return [prelude, ...fresh, ...stale].join("\n");
}

let project: TypedProject;
let problems: { readonly 6: readonly TypeProblem[]; readonly 7: readonly TypeProblem[] };

beforeAll(async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "troupe-fresh-")));
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "schemas.ts"), schemasModule());
  const exports = await createModuleLoader({ root: folder }).load(join(folder, "schemas.ts"));
  await rm(folder, { recursive: true });

  const files = new Map([["schemas.ts", schemasModule()]]);
  for (const name of Object.keys(freshOutputs)) {
    files.set(`${name}.ts`, await guardOutput(exports, name, name));
  }
  for (const name of Object.keys(staleOutputs)) {
    files.set(`${name}.ts`, await guardOutput(exports, `${name}Before`, `${name}After`));
  }
  for (const [name, fields] of Object.entries({ ...freshFields, ...staleFields })) {
    files.set(`${name}.ts`, guardFields(name, fields));
  }
  project = await createTypedProject(files);
  problems = { 6: project.checkWith6(), 7: await project.checkWith7() };
}, 120_000);

afterAll(() => project.remove());

function guardFields(name: string, fields: (typeof freshFields)[string]): string {
  const { params, members, known, defaults, tools } = fields;
  const types = new TypeTexts("Params", "given");
  const declared = Object.entries(params).map(([param, { type, optional }]) => {
    const text = types.text(type);
    return optional ? `${param}?: ${text} | undefined;` : `${param}: ${text};`;
  });
  const specs = Object.entries(params).map(([param, { type, converts }]) => {
    return { name: param, type, required: true, ...(converts && { converts }) };
  });
  const held = heldParams({ params: specs } as unknown as AgentSpec, "Held");
  const heldTypes = [...held.types].map(([key, text = `TestAgent["${key}"]`]) => `${key}: ${text}`);
  const watchedTools = watchTools(toInputs(tools ?? {}), "Tools");
  const watched = [
    "agent: TestAgent",
    ...(declared.length > 0 ? ["params: Params"] : []),
    ...(known ? [`fields: ${known}`] : []),
    ...(defaults ? [`defaults: ${defaults}`] : []),
    ...(heldTypes.length > 0 ? [`held: { ${heldTypes.join("; ")} }`] : []),
    ...(watchedTools.text === undefined ? [] : [`tools: ${watchedTools.text}`]),
  ];
  return [
    `import type { Fresh } from "troupe/runtime";`,
    `export enum Tone { Warm = "warm", Dry = "dry" }`,
    `export enum Level { Low, High = 10 }`,
    `export interface Point { readonly x: number; y?: number }`,
    `export type Slug = string & { readonly slug: unique symbol };`,
    `export declare class TestAgent { ${members} }`,
    ...[...types.declared, ...held.declared, ...watchedTools.declared].map(({ text }) => text),
    `export interface Trunk { value: string; at?: string; readonly children: readonly Trunk[] }`,
    `export interface Tree { value: string; at?: Date; readonly children: readonly Tree[] }`,
    `export interface Params { ${declared.join(" ")} }`,
    `true satisfies Fresh<"generated/${name}.ts", { ${watched.join("; ")} }>;`,
  ].join("\n");
}

function toInputs(tools: Readonly<Record<string, TypeNode>>) {
  return Object.entries(tools).map(([method, input]) => ({ tool: method, method, input }));
}

function said(version: 6 | 7, name: string): string[] {
  return problems[version]
    .filter(({ file, message }) => file === `${name}.ts` && !message.startsWith("TS1294"))
    .map(({ message }) => message);
}

describe.each([6, 7] as const)("the staleness guard in TypeScript %i", (version) => {
  it.each(Object.keys(freshOutputs))("is silent for an output that did not change: %s", (name) => {
    expect(said(version, name)).toEqual([]);
  });

  it.each(Object.keys(staleOutputs))("fires for an output that changed: %s", (name) => {
    expect(said(version, name)).toEqual([
      expect.stringContaining(
        `"generated/${name}After.ts is stale - run: agents build (output changed)"`,
      ),
    ]);
  });

  it.each(Object.keys(freshFields))("is silent for params that did not change: %s", (name) => {
    expect(said(version, name)).toEqual([]);
  });

  it.each(Object.entries(staleFields))("fires for params that changed: %s", (name, { changed }) => {
    expect(said(version, name)).toEqual([
      expect.stringContaining(
        `"generated/${name}.ts is stale - run: agents build (${changed} changed)"`,
      ),
    ]);
  });
});
