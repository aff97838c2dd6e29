import { tmpdir } from "node:os";
import path from "node:path";
import type { Outskirts } from "../analyze/classes/find-outside.js";
import { changedAt } from "./changed-at.js";
import type { Reads } from "./record-reads.js";

/** What a build has noted of its inputs. */
export interface NotedInputs {
  readonly root: string;
  readonly output: string;
  readonly globs: readonly string[];
  /** Modules and tsconfigs; also of packages. */
  readonly files: Iterable<string>;
  /** Where modules of the project were not found. They may not exist. */
  readonly folders: Iterable<string>;
  readonly outskirts: Outskirts;
  readonly reads: Reads;
  /** The environment before any module of the project was loaded, which may change it. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** In milliseconds since 1970: when the build began. */
  readonly startedAtMs: number;
  /** Places of an earlier build that are also this one's, from {@link findInputPlaces}. */
  readonly earlier?: Pick<InputPlaces, "files" | "folders" | "listed" | "packages">;
  /** Hashes of what the build took to be unchanged, by file. */
  readonly unchanged?: Readonly<Record<string, string | null>>;
}

/** The places that a build reads. Paths are absolute, sorted. */
export interface InputPlaces {
  /** The output folder. */
  readonly output: string;
  readonly files: readonly string[];
  /** Folders in which the names of files decide which module an import finds. */
  readonly folders: readonly string[];
  /** Folders that are searched for agents, with their subfolders. */
  readonly trees: readonly string[];
  /** Folders whose names code listed; with a final `/`, including their subfolders. */
  readonly listed: readonly string[];
  readonly outskirts: Omit<Outskirts, "files">;
  /** `"<name> <folder>"`: the package that a folder finds under a name. */
  readonly packages: readonly string[];
}

/** Packages that the compiler uses, wherever the project's own are. */
const tools = ["ts-morph", "tsx", "esbuild", "zod", "zod-to-json-schema", "tinyglobby"];

/** Where tsx caches transpiled modules, by content. */
const loweredFiles = path.join(tmpdir(), "tsx-");

const inPackage = /^(?<folder>.*[\\/]node_modules[\\/](?<name>(?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;

/**
 * The places of what a build has noted. A package is represented by its `package.json` and its place,
 * because its code does not change without its version.
 */
export function findInputPlaces(noted: NotedInputs): InputPlaces {
  const { root, output, reads, outskirts } = noted;
  const files = new Set<string>();
  // The project's Zod decides which one generated code imports, even if the project does not use it.
  const names = new Set(["zod"]);
  const folders = new Set<string>();
  const addFile = (file: string): void => {
    const { folder, name } = inPackage.exec(file)?.groups ?? {};
    if (folder === undefined || name === undefined) files.add(file);
    else {
      files.add(path.join(folder, "package.json"));
      names.add(name.replaceAll("\\", "/"));
    }
  };
  /** Leaves out files of builds themselves, because another build may run in this process. */
  const isOfOthers = (place: string): boolean =>
    !place.startsWith(loweredFiles) && !`${place}/`.startsWith(`${output}/`);
  for (const file of noted.files) {
    addFile(file);
    if (inPackage.test(file)) continue;
    for (const folder of foldersUpTo(root, path.dirname(file))) folders.add(folder);
  }
  for (const file of [...reads.files, ...envFiles(root), ...rootFiles(root)]) {
    if (isOfOthers(file)) addFile(file);
  }
  for (const folder of noted.folders) folders.add(nearestFolder(folder));
  for (const file of noted.earlier?.files ?? []) files.add(file);
  for (const folder of noted.earlier?.folders ?? []) folders.add(folder);
  const packages = new Set([
    ...[...names].map((name) => `${name} ${root}`),
    ...tools.map((name) => `${name} ${import.meta.dirname}`),
    ...(noted.earlier?.packages ?? []),
  ]);
  const listed = new Set([
    ...[...reads.listed].filter(isOfOthers),
    ...[...reads.trees].map((folder) => `${folder}/`),
    ...(noted.earlier?.listed ?? []),
  ]);
  return {
    output,
    files: [...files].sort(),
    folders: [...folders].sort(),
    trees: treesOf(noted.globs, root),
    listed: [...listed].sort(),
    outskirts: { folders: outskirts.folders, endings: outskirts.endings },
    packages: [...packages],
  };
}

/** The folders in which a glob can match: the part before its first pattern. */
function treesOf(globs: readonly string[], root: string): string[] {
  const folders = globs
    .filter((glob) => !glob.startsWith("!"))
    .map((glob) => {
      const steps = glob.split("/");
      const pattern = steps.findIndex((step) => /[*?[\]{}()!+@\\]/.test(step));
      return path.resolve(root, steps.slice(0, pattern === -1 ? -1 : pattern).join("/"));
    });
  return [...new Set(folders)].sort();
}

/** Files that are searched for from the root up, whether they exist or not. */
function rootFiles(root: string): string[] {
  const files = ["package.json", "tsconfig.json"].map((name) => path.join(root, name));
  // The nearest package.json above decides between CommonJS and ES modules.
  for (let at = path.dirname(root); at !== path.dirname(at); at = path.dirname(at)) {
    files.push(path.join(at, "package.json"));
  }
  return files;
}

/**
 * Files that `process.loadEnvFile` and similar packages read; the hashes of folders contain their names.
 */
function envFiles(root: string): string[] {
  return [...new Set([root, process.cwd()])].flatMap((folder) =>
    [".env", ".env.local", ".env.development", ".env.production"].map((name) =>
      path.join(folder, name),
    ),
  );
}

/** The folder of a file and its parents, up to the root. Outside the root, only the folder. */
function foldersUpTo(root: string, folder: string): string[] {
  const folders = [folder];
  if (!`${folder}${path.sep}`.startsWith(root + path.sep)) return folders;
  for (let at = folder; at.length > root.length;) folders.push((at = path.dirname(at)));
  return folders;
}

/** The nearest folder that exists: a missing folder first appears there. */
function nearestFolder(folder: string): string {
  let at = folder;
  while (changedAt(at) === 0 && at !== path.dirname(at)) at = path.dirname(at);
  return at;
}
