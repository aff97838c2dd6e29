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
  /** Where modules of the project were looked for in vain. They need not be there. */
  readonly folders: Iterable<string>;
  readonly outskirts: Outskirts;
  readonly reads: Reads;
  /** The environment before any module of the project was loaded, which may change it. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** In milliseconds since 1970: when the build began. */
  readonly startedAtMs: number;
  /** Places of an earlier build that are this one's too, as {@link findInputPlaces} gave them. */
  readonly earlier?: Pick<InputPlaces, "files" | "folders" | "listed" | "packages">;
  /** Hashes of what the build took for unchanged, by its file. */
  readonly unchanged?: Readonly<Record<string, string | null>>;
}

/** Where a build looks. Paths are absolute, sorted. */
export interface InputPlaces {
  /** The output folder. */
  readonly output: string;
  readonly files: readonly string[];
  /** Folders whose names say which module an import means. */
  readonly folders: readonly string[];
  /** Folders in which, and below, agents are looked for. */
  readonly trees: readonly string[];
  /** Folders of which code listed the names; those with `/` at their end with all below them. */
  readonly listed: readonly string[];
  readonly outskirts: Omit<Outskirts, "files">;
  /** `"<name> <folder>"`: what a package's name means to a folder. */
  readonly packages: readonly string[];
}

/** Packages that the compiler works with, wherever the project's own come from. */
const tools = ["ts-morph", "tsx", "esbuild", "zod", "zod-to-json-schema", "tinyglobby"];

/** Where tsx keeps what it made of modules, by their content. */
const loweredFiles = path.join(tmpdir(), "tsx-");

const inPackage = /^(?<folder>.*[\\/]node_modules[\\/](?<name>(?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;

/**
 * The places of what a build has noted. A package counts by its `package.json` and its place, since
 * nobody edits one under its version.
 */
export function findInputPlaces(noted: NotedInputs): InputPlaces {
  const { root, output, reads, outskirts } = noted;
  const files = new Set<string>();
  // Which Zod generated code imports goes by the project's own, used or not.
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
  /** Not of builds themselves: another one may run in this process. */
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

/** The folders that a glob's files can be in: what is before its first pattern. */
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

/** Read by what looks for them from the root, also where there is none yet. */
function rootFiles(root: string): string[] {
  const files = ["package.json", "tsconfig.json"].map((name) => path.join(root, name));
  // The nearest one above says of which kind modules are.
  for (let at = path.dirname(root); at !== path.dirname(at); at = path.dirname(at)) {
    files.push(path.join(at, "package.json"));
  }
  return files;
}

/** Which `process.loadEnvFile` and packages like it read; the names are in the hashes of folders. */
function envFiles(root: string): string[] {
  return [...new Set([root, process.cwd()])].flatMap((folder) =>
    [".env", ".env.local", ".env.development", ".env.production"].map((name) =>
      path.join(folder, name),
    ),
  );
}

/** The folder of a file and those above it, to the root; only the folder for what is outside. */
function foldersUpTo(root: string, folder: string): string[] {
  const folders = [folder];
  if (!`${folder}${path.sep}`.startsWith(root + path.sep)) return folders;
  for (let at = folder; at.length > root.length;) folders.push((at = path.dirname(at)));
  return folders;
}

/** A folder that is there: what comes first of one that is not is seen in the one above it. */
function nearestFolder(folder: string): string {
  let at = folder;
  while (changedAt(at) === 0 && at !== path.dirname(at)) at = path.dirname(at);
  return at;
}
