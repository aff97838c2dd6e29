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
} from "./find-agents.js";

/** A class with decorators of this package in a module where agents are not looked for. */
export interface OutsideClass {
  /** By which {@link AgentDeclaration.ancestors} names it. */
  readonly id: string;
  readonly className: string;
  /** The class's name. */
  readonly span: Span;
}

/** Where agents are looked for, and where not. */
export interface SearchedProject {
  /** The globs of the config. */
  readonly globs: readonly string[];
  readonly configFile: string;
  /** From the root, with `/`. */
  readonly output: string;
  /** The modules in which agents are looked for: absolute. */
  readonly searched: readonly string[];
  /** Modules of the project that agents import, from the root. */
  readonly imported: Iterable<string>;
}

/** What {@link openOutside} has looked at. Paths are absolute. */
export interface Outskirts {
  /** Modules whose text it has read, or would have. */
  readonly files: readonly string[];
  /** Folders in which, and below, it looks for files that end in one of `endings`. */
  readonly folders: readonly string[];
  readonly endings: readonly string[];
}

// Reading a module is cheap, and parsing it is not.
const importsPackage = new RegExp(`from\\s*["']${packageName}["']`);

/**
 * The modules where somebody may have meant an agent to be found, and none is looked for: what agents
 * import, and of the tsconfig's files those in a folder of agents, or named as modules of agents are.
 * Tests and examples elsewhere have classes of their own. Only modules that import this package and use
 * a decorator.
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

/** The exported classes of such modules that say that they are agents, in the order of the modules. */
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

/** Whether a file, from the root, is in a folder of agents, or named as modules of agents are. */
function nearTo(globs: readonly string[], endings: readonly string[]): (file: string) => boolean {
  const folders = globs.map(folderOfGlob).map((folder) => (folder === "" ? "" : `${folder}/`));
  return (file) =>
    folders.some((folder) => file.startsWith(folder)) ||
    endings.some((ending) => file.endsWith(ending));
}

function mayDecorate(text = ""): boolean {
  return text.includes("@") && importsPackage.test(text);
}
