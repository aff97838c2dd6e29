import path from "node:path";
import { findOutside, openOutside, type Outskirts } from "../analyze/classes/find-outside.js";
import { readDirectives } from "../analyze/syntax/read-directives.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import type { Program } from "../program/program.js";

/** What is known about a project when its agents are linked. */
export interface SurroundedProject extends Pick<Program, "configFile" | "output" | "imports"> {
  readonly configText: string;
  /** The globs of the config. */
  readonly globs: readonly string[];
  /** The modules that are searched for agents. Absolute. */
  readonly files: readonly string[];
}

/**
 * What rules need from the files of a project, in addition to its agents, and the comments that turn
 * warnings off.
 */
export type Surroundings = Pick<Program, "texts" | "outside" | "directives">;

/**
 * Reads what rules need from the files of a project, in addition to its agents, and the comments that turn
 * warnings off. Call it after everything else that reads sources, because the type checker does not see
 * what is opened here. A file is parsed only if its text gives a reason, because an earlier build may have
 * analysed it.
 */
export function readSurroundings(
  { configFile, configText, globs, output, files, imports }: SurroundedProject,
  sources: Sources,
): { readonly surroundings: Surroundings; readonly outskirts: Outskirts } {
  const { root, tsconfig } = sources;
  const modules = [...files, ...[...imports.keys()].map((file) => path.posix.join(root, file))];
  const texts = new Map([[configFile, configText]]);
  for (const name of new Set(modules)) {
    const text = sources.read(name);
    if (text !== undefined) texts.set(path.posix.relative(root, name), text);
  }
  const imported = imports.keys();
  const searched = { configFile, globs, output, searched: files, imported };
  const { modules: outside, outskirts } = openOutside(searched, sources);
  const said = new Map([
    ...texts,
    ...outside.map((file) => [sources.pathOf(file), file.text] as const),
    ...readText(tsconfig, sources),
  ]);
  const directives = [...said].flatMap(([name, text]) =>
    text.includes("troupe-ignore") ? readDirectives(parse(name, text), name) : [],
  );
  return { surroundings: { texts, outside: findOutside(outside, sources), directives }, outskirts };
}

function readText(file: string | undefined, { root, read }: Sources): [string, string][] {
  return file === undefined ? [] : [[path.posix.relative(root, file), read(file) ?? ""]];
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ESNext);
}
