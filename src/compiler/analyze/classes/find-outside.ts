import path from "node:path";
import type { Span } from "../../diagnostics/diagnostic.js";
import { packageName } from "../../source/find-origin.js";
import { folderOfGlob } from "../../source/folder-of-glob.js";
import { isOfOtherProject, listProjectFiles } from "../../source/project-files.js";
import type { Sources } from "../../source/sources.js";
import type { ts } from "../../source/typescript.js";
import { classIdOf } from "./class-id.js";
import {
  declaredNameOf,
  isAbstract,
  isDecorated,
  isExported,
  keywordOf,
  topLevelClasses,
} from "./find-callables.js";

/** A class with decorators of this package in a module that is not searched for agents. */
export interface OutsideClass {
  /** Its name in {@link AgentDeclaration.ancestors}. */
  readonly id: string;
  readonly className: string;
  /** The class's name. */
  readonly span: Span;
}

/** The parts of a project that are searched for agents, and others. */
export interface SearchedProject {
  /** The globs of the config. */
  readonly globs: readonly string[];
  readonly configFile: string;
  /** From the root, with `/`. */
  readonly output: string;
  /** The modules that are searched for agents. Absolute. */
  readonly searched: readonly string[];
  /** Modules of the project that agents import, from the root. */
  readonly imported: Iterable<string>;
}

/** What {@link openOutside} has read. Paths are absolute. */
export interface Outskirts {
  /** Modules whose text it has read, or would read if they existed. */
  readonly files: readonly string[];
  /** Folders that it searches, with subfolders, for files that end in one of `endings`. */
  readonly folders: readonly string[];
  readonly endings: readonly string[];
}

// Reading a module is cheap; parsing it is not.
const importsPackage = new RegExp(`from\\s*["']${packageName}["']`);

/**
 * Finds modules that are not searched for agents, but may contain classes that were meant to be agents:
 * modules that agents import, and files of the tsconfig that are in a folder of agents or named like a
 * module of an agent. Other folders may have tests and examples. Only modules that import this package and
 * use a decorator count.
 */
export function openOutside(
  project: SearchedProject,
  sources: Sources,
): { readonly modules: readonly ts.SourceFile[]; readonly outskirts: Outskirts } {
  const { root } = sources;
  const { searched, imported, globs, output, configFile } = project;
  const skipped = new Set([...searched, path.posix.join(root, configFile)]);
  const folders = new Map<string, boolean>();
  const absolute = [...imported].map((file) => path.posix.join(root, file));
  // `.agent.ts` of `agents/**/*.agent.ts`. An extension alone says nothing.
  const endings = globs.flatMap((glob) => /\*(\.[\w-]+\.[cm]?tsx?)$/.exec(glob)?.[1] ?? []);
  const isNear = nearTo(globs, endings);
  const listed = listProjectFiles(root, sources.tsconfig);
  const near = listed.files.filter((name) => isNear(name.slice(root.length + 1)));
  const isLookedAt = (name: string) =>
    !skipped.has(name) && !name.startsWith(`${path.posix.join(root, output)}/`);
  const files = [...new Set([...near, ...absolute])].filter(isLookedAt).sort();
  const modules = files.flatMap((name) => {
    if (!mayDecorate(sources.read(name))) return [];
    if (isOfOtherProject(name, { root, configFile }, folders)) return [];
    return sources.open(name) ?? [];
  });
  return { modules, outskirts: { files, folders: listed.folders, endings } };
}

/** The exported classes in such modules that look like agents, in the order of the modules. */
export function findOutside(
  modules: readonly ts.SourceFile[],
  sources: Sources,
): readonly OutsideClass[] {
  return modules.flatMap((file) =>
    topLevelClasses(file)
      .filter((node) => isExported(node) && !isAbstract(node) && isDecorated(node, sources))
      .map((node) => {
        const name = declaredNameOf(node);
        return {
          id: classIdOf(node, sources),
          className: name?.text ?? "default",
          span: sources.spanOf(name ?? keywordOf(node)),
        };
      }),
  );
}

/** Whether a file, from the root, is in a folder of agents, or named like a module of an agent. */
function nearTo(globs: readonly string[], endings: readonly string[]): (file: string) => boolean {
  const folders = globs.map(folderOfGlob).map((folder) => (folder === "" ? "" : `${folder}/`));
  return (file) =>
    folders.some((folder) => file.startsWith(folder)) ||
    endings.some((ending) => file.endsWith(ending));
}

function mayDecorate(text = ""): boolean {
  return text.includes("@") && importsPackage.test(text);
}
