import { existsSync } from "node:fs";
import path from "node:path";
import { ts } from "./typescript.js";

/**
 * The modules of a project by its tsconfig: absolute, with `/`. None without a tsconfig, or where it
 * cannot be read. Lists folders, and opens no module.
 */
export function listProjectFiles(root: string): readonly string[] {
  const file = `${root}/tsconfig.json`;
  const text = ts.sys.readFile(file);
  if (text === undefined) return [];
  const source = ts.readJsonConfigFile(file, () => text);
  const parsed = ts.parseJsonSourceFileConfigFileContent(source, ts.sys, root, undefined, file);
  return parsed.fileNames.filter(
    (name) =>
      name.startsWith(`${root}/`) && /\.[cm]?tsx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name),
  );
}

/**
 * Whether a file is of another project: between it and the root stands another config of this name.
 * Folders are looked at once for each answer that is kept in `known`.
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
    const config = path.posix.join(folder, path.posix.basename(project.configFile));
    answer = existsSync(config) || isOfOtherProject(folder, project, known);
    known.set(folder, answer);
  }
  return answer;
}
