import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { sumOfText } from "./sum.js";

/** Names of possible modules, and of files that decide how modules are read. */
const matters = /\.[cm]?[jt]sx?$|^(?:package|tsconfig)\.json$/;

/** The relevant content of a folder. */
interface FolderContent {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * A hash of the names in a folder that an import could resolve to, so that a build notices new and removed
 * ones. `null` if the folder does not exist.
 *
 * @param output - the output folder, absolute; it and its parents are left out, because the first build
 *   makes them after the hash is taken
 */
export function sumFolder(folder: string, output: string): string | null {
  const content = readFolder(folder);
  if (content === undefined) return null;
  const isKept = (name: string) => !`${output}${path.sep}`.startsWith(`${name}${path.sep}`);
  const folders = content.folders.filter((name) => isKept(path.join(folder, name)));
  return sumOfText(JSON.stringify([folders, content.files]));
}

/**
 * A hash of all names in a folder, and if `isDeep` in its subfolders except packages: what code saw that
 * listed them. `null` if the folder does not exist.
 *
 * @param output - the output folder, absolute; it and its parents are left out
 */
export function sumNames(folder: string, isDeep: boolean, output: string): string | null {
  const names: string[] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const place = path.join(at, entry.name);
      if (`${output}${path.sep}`.startsWith(`${place}${path.sep}`)) continue;
      names.push(place);
      const isOfOthers = entry.name === "node_modules" || entry.name === ".git";
      if (isDeep && entry.isDirectory() && !isOfOthers) visit(place);
    }
  };
  try {
    visit(folder);
  } catch {
    return null;
  }
  return sumOfText(JSON.stringify(names.sort()));
}

/**
 * A hash of the names of files in a folder and below it, which a glob may match.
 *
 * @param output - the output folder, absolute; what is in it is left out
 */
export function sumTree(folder: string, output: string): string {
  const isLeftOut = (name: string) => name === "node_modules" || name === ".git";
  return sumOfText(listTree(folder, { output, isLeftOut }).join("\n"));
}

/**
 * A hash of the names of files with certain endings, in folders and below them. Without endings nothing is
 * searched, because the folders may then be a whole project's.
 *
 * @param output - the output folder, absolute; what is in it is left out
 */
export function sumOutskirts(
  {
    folders,
    endings,
  }: { readonly folders: readonly string[]; readonly endings: readonly string[] },
  output: string,
): string {
  if (endings.length === 0) return "";
  // A tsconfig leaves them out too.
  const isLeftOut = (name: string) => name === "node_modules" || name.startsWith(".");
  const files = folders.flatMap((folder) => listTree(folder, { output, isLeftOut }));
  return sumOfText(files.filter((file) => endings.some((end) => file.endsWith(end))).join("\n"));
}

function listTree(
  folder: string,
  { output, isLeftOut }: { readonly output: string; isLeftOut(name: string): boolean },
): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (at: string): void => {
    const content = readFolder(at);
    if (content === undefined || at === output) return;
    // A link may lead back to a parent.
    const real = realpathSync.native(at);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of content.files) found.push(path.join(at, name));
    for (const name of content.folders) {
      if (!isLeftOut(name)) visit(path.join(at, name));
    }
  };
  visit(path.normalize(folder));
  return found;
}

function readFolder(folder: string): FolderContent | undefined {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
  const [folders, files]: [string[], string[]] = [[], []];
  for (const entry of entries) {
    if (isFolder(entry, folder)) folders.push(entry.name);
    else if (matters.test(entry.name)) files.push(entry.name);
  }
  return { folders: folders.sort(), files: files.sort() };
}

function isFolder(entry: Dirent, folder: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = statSync(path.join(folder, entry.name), { throwIfNoEntry: false });
  return target?.isDirectory() ?? false;
}
