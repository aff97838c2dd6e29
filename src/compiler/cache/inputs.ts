import { realpathSync } from "node:fs";
import path from "node:path";
import type { Outskirts } from "../analyze/classes/find-outside.js";
import { readFile } from "../disk/read-file.js";
import { readBuildId } from "./build-id.js";
import { changedAt } from "./changed-at.js";
import type { InputPlaces, NotedInputs } from "./input-places.js";
import { sumFolder, sumNames, sumOutskirts, sumTree } from "./sum-folder.js";
import { folderSum, sumOf, sumOfText } from "./sum.js";

/**
 * Everything that the result of a build was made from, by hashes of content. Paths are absolute; the hash
 * of a missing place is `null`.
 */
export interface BuildInputs {
  /** Of the compiler and the process. */
  readonly setting: string;
  /** The output folder. */
  readonly output: string;
  readonly files: Readonly<Record<string, string | null>>;
  /** Of the names in folders that contain modules, or were searched for them. */
  readonly folders: Readonly<Record<string, string | null>>;
  /** Of the names in folders that a glob begins with, and in their subfolders. */
  readonly trees: Readonly<Record<string, string>>;
  /** Of the names in folders that code listed; with a final `/`, including subfolders. */
  readonly listed: Readonly<Record<string, string | null>>;
  /** Of the names of files with the ending of agents' modules, in folders of the tsconfig and below. */
  readonly outskirts: Omit<Outskirts, "files"> & { readonly sum: string };
  /** The package that a folder finds under a name, by `"<name> <folder>"`. */
  readonly packages: Readonly<Record<string, string | null>>;
  readonly env: { readonly names: readonly string[] | "all"; readonly sum: string };
}

/**
 * Takes the hashes of what a build has noted. `undefined` if something changed while the build ran, because
 * it is then unknown what it has read.
 */
export function takeInputs(noted: NotedInputs, places: InputPlaces): BuildInputs | undefined {
  const { output, files, folders } = places;
  const outskirts = { ...places.outskirts, sum: sumOutskirts(places.outskirts, output) };
  const names = noted.reads.listedEnv ? "all" : [...noted.reads.env].sort();
  const inputs = {
    setting: sumSetting(),
    output,
    files: sums(files, sumOf),
    folders: sums(folders, (folder) => sumFolder(folder, output)),
    trees: sums(places.trees, (folder) => sumTree(folder, output)),
    listed: sums(places.listed, (folder) => sumListed(folder, output)),
    outskirts,
    packages: sums(places.packages, sumPackage),
    env: { names, sum: sumEnv(names, noted.env) },
  } satisfies BuildInputs;
  // If code asked about a folder, only its existence matters; others may write in it.
  const mayChange = (file: string) => inputs.files[file] === folderSum;
  const isStill = [...files.filter((file) => !mayChange(file)), ...folders].every(
    (place) => changedAt(place) < noted.startedAtMs + 1,
  );
  const { unchanged = {} } = noted;
  const isKnown = files.every(
    (file) => (unchanged[file] ?? inputs.files[file]) === inputs.files[file],
  );
  return isStill && isKnown ? inputs : undefined;
}

/**
 * What a build would read differently now: the files, if only contents have changed; `"all"` if more has
 * changed, so that it may read other files; nothing if it would read the same.
 */
export function findChanges(inputs: BuildInputs): readonly string[] | "all" {
  const { output, setting, env, files, folders, trees, listed, outskirts, packages } = inputs;
  const isOther =
    setting !== sumSetting() ||
    env.sum !== sumEnv(env.names, process.env) ||
    differing(folders, (folder) => sumFolder(folder, output)).length > 0 ||
    differing(trees, (folder) => sumTree(folder, output)).length > 0 ||
    differing(listed, (folder) => sumListed(folder, output)).length > 0 ||
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

function sumListed(folder: string, output: string): string | null {
  return sumNames(path.resolve(folder), folder.endsWith("/"), output);
}

let ownSetting: string | undefined;

function sumSetting(): string {
  ownSetting ??= readBuildId();
  const { version, platform, arch, execArgv } = process;
  return sumOfText(JSON.stringify([ownSetting, version, platform, arch, execArgv, process.cwd()]));
}

/** One hash for all variables, because the values may be secrets, which separate hashes could reveal. */
function sumEnv(names: readonly string[] | "all", env: NodeJS.ProcessEnv): string {
  const all = names === "all" ? Object.keys(env).sort() : names;
  return sumOfText(JSON.stringify(all.map((name) => [name, env[name] ?? null])));
}

/** The real place and the `package.json` of the package that a folder finds under a name. */
function sumPackage(key: string): string | null {
  const [name = "", ...rest] = key.split(" ");
  for (let folder = rest.join(" "); ; folder = path.dirname(folder)) {
    const file = path.join(folder, "node_modules", name, "package.json");
    try {
      const content = readFile(file).toString("utf8");
      return sumOfText(`${realpathSync.native(file)}\n${content}`);
    } catch {
      if (folder === path.dirname(folder)) return null;
    }
  }
}
