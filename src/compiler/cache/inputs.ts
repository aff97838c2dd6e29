import { readFileSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Outskirts } from "../analyze/find-outside.js";
import { readBuildId } from "./build-id.js";
import { type Reads } from "./record-reads.js";
import { sumFolder, sumOutskirts, sumTree } from "./sum-folder.js";
import { sumOf, sumOfText } from "./sum.js";

/**
 * Everything that the result of a build was made from, by hashes of content. Paths are absolute; a
 * hash of what is not there is `null`.
 */
export interface BuildInputs {
  /** Of the compiler and the process. */
  readonly setting: string;
  /** The output folder. */
  readonly output: string;
  readonly files: Readonly<Record<string, string | null>>;
  /** Of the names in folders that modules are in, or were looked for in. */
  readonly folders: Readonly<Record<string, string | null>>;
  /** Of the names in folders that a glob begins with, and below. */
  readonly trees: Readonly<Record<string, string>>;
  /** Of the names of files that end as modules of agents do, in folders of the tsconfig and below. */
  readonly outskirts: Omit<Outskirts, "files"> & { readonly sum: string };
  /** Which package a name means to a folder: by `"<name> <folder>"`. */
  readonly packages: Readonly<Record<string, string | null>>;
  readonly env: { readonly names: readonly string[] | "all"; readonly sum: string };
}

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
  /** Hashes of what the build took for unchanged, by its file. */
  readonly unchanged?: BuildInputs["files"];
}

/** Packages that the compiler works with, wherever the project's own come from. */
const tools = ["ts-morph", "tsx", "esbuild", "zod", "zod-to-json-schema", "tinyglobby"];

/** Where tsx keeps what it made of modules, by their content. */
const loweredFiles = path.join(tmpdir(), "tsx-");

const inPackage = /^(?<folder>.*[\\/]node_modules[\\/](?<name>(?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;

/**
 * Takes the hashes of what a build has noted. A package counts by its `package.json` and its place,
 * since nobody edits one under its version. `undefined` when something changed while the build ran:
 * then nobody can tell what it has read.
 */
export function takeInputs(noted: NotedInputs): BuildInputs | undefined {
  const { root, output, reads } = noted;
  const files = new Set<string>();
  const names = new Set<string>();
  const folders = new Set<string>();
  const addFile = (file: string): void => {
    const { folder, name } = inPackage.exec(file)?.groups ?? {};
    if (folder === undefined || name === undefined) files.add(file);
    else {
      files.add(path.join(folder, "package.json"));
      names.add(name.replaceAll("\\", "/"));
    }
  };
  for (const file of noted.files) {
    addFile(file);
    if (inPackage.test(file)) continue;
    for (const folder of foldersUpTo(root, path.dirname(file))) folders.add(folder);
  }
  for (const file of [...reads.files, ...envFiles(root), ...rootFiles(root)]) {
    if (!file.startsWith(loweredFiles)) addFile(file);
  }
  for (const folder of noted.folders) folders.add(nearestFolder(folder));
  const envNames = reads.listedEnv ? "all" : [...reads.env].sort();
  const outskirts = { folders: noted.outskirts.folders, endings: noted.outskirts.endings };
  const inputs = {
    setting: sumSetting(),
    output,
    files: sums([...files].sort(), sumOf),
    folders: sums([...folders].sort(), (folder) => sumFolder(folder, output)),
    trees: sums(treesOf(noted.globs, root), (folder) => sumTree(folder, output)),
    outskirts: { ...outskirts, sum: sumOutskirts(outskirts, output) },
    packages: sums(
      [
        // Which Zod generated code imports goes by the project's own, used or not.
        ...[...names.add("zod")].map((name) => `${name} ${root}`),
        ...tools.map((name) => `${name} ${import.meta.dirname}`),
      ],
      sumPackage,
    ),
    env: { names: envNames, sum: sumEnv(envNames, noted.env) },
  } satisfies BuildInputs;
  const isStill = [...files, ...folders].every((place) => changedAt(place) < noted.startedAtMs + 1);
  const { unchanged = {} } = noted;
  const isKnown = [...files].every(
    (file) => (unchanged[file] ?? inputs.files[file]) === inputs.files[file],
  );
  return isStill && isKnown ? inputs : undefined;
}

/**
 * What a build would read otherwise than then: the files, where only content has changed; `"all"` where
 * more has, so that it may read others; nothing where it would read the same.
 */
export function findChanges(inputs: BuildInputs): readonly string[] | "all" {
  const { output, setting, env, files, folders, trees, outskirts, packages } = inputs;
  const isOther =
    setting !== sumSetting() ||
    env.sum !== sumEnv(env.names, process.env) ||
    differing(folders, (folder) => sumFolder(folder, output)).length > 0 ||
    differing(trees, (folder) => sumTree(folder, output)).length > 0 ||
    outskirts.sum !== sumOutskirts(outskirts, output) ||
    differing(packages, sumPackage).length > 0;
  return isOther ? "all" : differing(files, sumOf);
}

function sums<Sum>(keys: readonly string[], sum: (key: string) => Sum): Record<string, Sum> {
  return Object.fromEntries(keys.map((key) => [key, sum(key)]));
}

function differing<Sum>(
  known: Readonly<Record<string, Sum>>,
  sum: (key: string) => Sum,
): readonly string[] {
  return Object.keys(known).filter((key) => known[key] !== sum(key));
}

let ownSetting: string | undefined;

function sumSetting(): string {
  ownSetting ??= readBuildId();
  const { version, platform, arch, execArgv } = process;
  return sumOfText(JSON.stringify([ownSetting, version, platform, arch, execArgv, process.cwd()]));
}

/** One hash for all: the values may be secrets, and are not to be told apart. */
function sumEnv(names: readonly string[] | "all", env: NodeJS.ProcessEnv): string {
  const all = names === "all" ? Object.keys(env).sort() : names;
  return sumOfText(JSON.stringify(all.map((name) => [name, env[name] ?? null])));
}

/** The real place and the `package.json` of what a name means in a folder. */
function sumPackage(key: string): string | null {
  const [name = "", ...rest] = key.split(" ");
  for (let folder = rest.join(" "); ; folder = path.dirname(folder)) {
    const file = path.join(folder, "node_modules", name, "package.json");
    try {
      const content = readFileSync(file, "utf8");
      return sumOfText(`${realpathSync.native(file)}\n${content}`);
    } catch {
      if (folder === path.dirname(folder)) return null;
    }
  }
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

/**
 * When content or name of a place last changed; 0 when it is not there. Not the time of modification,
 * which anybody can set. It is asked only whether to keep a result, never whether one is fresh.
 */
function changedAt(place: string): number {
  return statSync(place, { throwIfNoEntry: false })?.ctimeMs ?? 0;
}
