import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { sumOfText } from "./sum.js";

/** Names by which a module may be found, or that say how others are read. */
const matters = /\.[cm]?[jt]sx?$|^(?:package|tsconfig)\.json$/;

/** What is in a folder, as far as it matters. */
interface FolderContent {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * A hash of the names in a folder that an import could mean, by which a build knows that none has come
 * and none has gone. `null` when there is no such folder.
 *
 * @param output - the output folder, absolute; it and what it is in are left out, because the first
 *   build makes them, after it has looked
 */
export function sumFolder(folder: string, output: string): string | null {
  const content = readFolder(folder);
  if (content === undefined) return null;
  const isKept = (name: string) => !`${output}${path.sep}`.startsWith(`${name}${path.sep}`);
  const folders = content.folders.filter((name) => isKept(path.join(folder, name)));
  return sumOfText(JSON.stringify([folders, content.files]));
}

/**
 * A hash of all names in a folder, or of those below it as well but for packages: of what code saw that
 * listed them. `null` when there is no such folder.
 *
 * @param output - the output folder, absolute; it and what it is in are left out
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
 * A hash of the files in a folder and below it: of what a glob may match.
 *
 * @param output - the output folder, absolute; what is in it is left out
 */
export function sumTree(folder: string, output: string): string {
  const isLeftOut = (name: string) => name === "node_modules" || name === ".git";
  return sumOfText(listTree(folder, { output, isLeftOut }).join("\n"));
}

/**
 * A hash of the files in folders and below them that end in one of some ways. None is looked for where
 * there is no ending: then the folders may be those of a whole project.
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
  // As a tsconfig leaves them out.
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
    // A link may lead back up.
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
