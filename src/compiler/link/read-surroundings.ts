import path from "node:path";
import { findOutside, openOutside } from "../analyze/find-outside.js";
import { readDirectives } from "../analyze/read-directives.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import type { Program } from "./program.js";

/** What is known of a project when its agents are linked. */
export interface SurroundedProject extends Pick<Program, "configFile" | "output" | "imports"> {
  readonly configText: string;
  /** The globs of the config. */
  readonly globs: readonly string[];
  /** The modules in which agents are looked for: absolute. */
  readonly files: readonly string[];
}

/**
 * Reads what rules and comments need of the files of a project, beside its agents. Last of all that
 * looks at sources: what is opened here need not be seen by the type checker.
 */
export function readSurroundings(
  { configFile, configText, globs, output, files, imports }: SurroundedProject,
  sources: Sources,
): Pick<Program, "texts" | "outside" | "directives"> {
  const { root } = sources;
  const modules = [...files, ...[...imports.keys()].map((file) => path.posix.join(root, file))];
  const read = [...new Set(modules)].flatMap((name) => sources.open(name) ?? []);
  const imported = imports.keys();
  const outside = openOutside({ configFile, globs, output, searched: files, imported }, sources);
  const settings = [
    parse(configFile, configText),
    parse("tsconfig.json", ts.sys.readFile(`${root}/tsconfig.json`) ?? ""),
  ];
  const said = new Map([...read, ...outside].map((file) => [sources.pathOf(file), file] as const));
  for (const file of settings) said.set(file.fileName, file);
  return {
    texts: new Map([
      [configFile, configText],
      ...read.map((file) => [sources.pathOf(file), file.text] as const),
    ]),
    outside: findOutside(outside, sources),
    directives: [...said].flatMap(([name, file]) => readDirectives(file, name)),
  };
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ESNext);
}
