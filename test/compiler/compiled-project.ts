import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { build, type BuildOptions, type BuildResult } from "../../src/compiler/build.js";
import { linkDependencies } from "../support/link-dependencies.js";
import type { Diagnostic } from "../../src/compiler/diagnostics/diagnostic.js";

/** The compiler options of a project in a test. */
export const compilerOptions = {
  target: "es2022",
  module: "nodenext",
  moduleResolution: "nodenext",
  types: ["node"],
  lib: ["es2023", "esnext.disposable", "esnext.decorators", "dom"],
  strict: true,
  noEmit: true,
};

const config = `import { defineConfig } from "troupe";
export default defineConfig({ agents: "agents/**/*.ts", defaults: { model: "openai/gpt-4o" } });
`;

/**
 * A project on disk, whose `troupe` is this package as it was built before the tests: its source would be
 * loaded module by module for each build, which takes three times as long as all the rest.
 */
export interface TestProject {
  readonly root: string;
  /** Writes files; `undefined` removes one. */
  write(files: Readonly<Record<string, string | undefined>>): void;
  read(file: string): string;
  build(options?: Omit<BuildOptions, "root">): Promise<BuildResult>;
  remove(): void;
}

/**
 * Makes a project in a temporary folder with the given files, and a config and a tsconfig where they
 * are not among them. `undefined` leaves one of those out.
 */
export function createProject(
  files: Readonly<Record<string, string | undefined>> = {},
): TestProject {
  const root = mkdtempSync(path.join(tmpdir(), "troupe-compiler-"));
  linkDependencies(path.join(root, "node_modules"));
  const project: TestProject = {
    root,
    write(changed) {
      for (const [name, text] of Object.entries(changed)) {
        const file = path.join(root, name);
        mkdirSync(path.dirname(file), { recursive: true });
        if (text === undefined) rmSync(file, { force: true });
        else writeFileSync(file, text);
      }
    },
    read: (file) => readFileSync(path.join(root, file), "utf8"),
    build: (options) => build({ root, ...options }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  project.write({
    "package.json": `{ "type": "module" }`,
    "agents.config.ts": config,
    "tsconfig.json": JSON.stringify({ compilerOptions }),
    ...files,
  });
  return project;
}

/** A project that is removed when the test ends. */
export function useProject(files?: Readonly<Record<string, string | undefined>>): TestProject {
  const project = createProject(files);
  onTestFinished(() => project.remove());
  return project;
}

/** The text of an agent's module, from what is between the braces of its class. */
export function agentModule(
  members: string,
  options: { readonly before?: string; readonly decorators?: string; readonly name?: string } = {},
): string {
  const { before = "", decorators = "", name = "StoryAgent" } = options;
  return `import * as troupe from "troupe";
import { Agent, agent, cache, description, fallback, maxTokens, model, param, retry, schema, streaming, temperature, timeout } from "troupe";
import { z } from "zod";
${before}
${decorators}
export class ${name} extends Agent {
${members}
  override user() { return JSON.stringify(this); }
}
`;
}

/** What a diagnostic points at. */
export function pointedAt({ span }: Diagnostic): string | undefined {
  return span?.text.slice(span.start, span.end);
}
