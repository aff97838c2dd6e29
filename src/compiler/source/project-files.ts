import { existsSync } from "node:fs";
import path from "node:path";
import { ts } from "./typescript.js";

/** The files that a tsconfig includes. Paths are absolute, with `/`. */
export interface ProjectFiles {
  /** Modules below the root. */
  readonly files: readonly string[];
  /** Folders that it searches for them, with subfolders. */
  readonly folders: readonly string[];
}

/**
 * The modules of a project by its tsconfig. None without a readable tsconfig. Lists folders, and opens no
 * module.
 *
 * @param file the tsconfig, absolute
 */
export function listProjectFiles(root: string, file: string | undefined): ProjectFiles {
  const text = file && ts.sys.readFile(file);
  if (file === undefined || text === undefined) return { files: [], folders: [] };
  const source = ts.readJsonConfigFile(file, () => text);
  const folder = path.posix.dirname(file);
  const parsed = ts.parseJsonSourceFileConfigFileContent(source, ts.sys, folder, undefined, file);
  const isModule = (name: string) =>
    name.startsWith(`${root}/`) && /\.[cm]?tsx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name);
  return {
    files: parsed.fileNames.filter(isModule),
    folders: Object.keys(parsed.wildcardDirectories ?? {}),
  };
}

/**
 * Whether a file belongs to another project: there is another config of this name between it and the root.
 * `known` keeps the answers, so that each folder is read only once.
 */
export function isOfOtherProject(
  file: string,
  project: { readonly root: string; readonly configFile: string },
  known: Map<string, boolean>,
): boolean {
  const folder = path.posix.dirname(file);
  if (folder.length <= project.root.length) return false;
  let answer = known.get(folder);
  if (answer === undefined) {
    const own = path.posix.join(project.root, project.configFile);
    const config = path.posix.join(folder, path.posix.basename(own));
    const isOther = config !== own && existsSync(config);
    answer = isOther || isOfOtherProject(folder, project, known);
    known.set(folder, answer);
  }
  return answer;
}
