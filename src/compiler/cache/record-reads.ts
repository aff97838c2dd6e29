import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What code read in addition to its imports. */
export interface Reads {
  /** Absolute paths of files whose content was read or whose existence was checked. */
  readonly files: Set<string>;
  /** Absolute paths of folders whose names were listed. */
  readonly listed: Set<string>;
  /** Absolute paths of folders whose names were listed, including all subfolders. */
  readonly trees: Set<string>;
  /** Names of environment variables. */
  readonly env: Set<string>;
  /** Whether the names of all variables were listed. */
  listedEnv: boolean;
}

/** Nothing that was read. */
export function noReads(): Reads {
  return {
    files: new Set(),
    listed: new Set(),
    trees: new Set(),
    env: new Set(),
    listedEnv: false,
  };
}

const recorders = new Set<Reads>();
let restore: (() => void) | undefined;

/**
 * Runs a function and notes which environment variables and files the process reads meanwhile: a config may
 * take its model from `process.env`, an agent its description from a text file. Imports can be read from a
 * module's code, but what it reads while it is loaded can only be observed. Other sources (the network, the
 * clock, another process) are not noticed.
 *
 * Several recordings may run at the same time; each notes what all of them read.
 *
 * @param reads - receives what is read
 */
export async function recordReads<Value>(reads: Reads, run: () => Promise<Value>): Promise<Value> {
  recorders.add(reads);
  restore ??= look();
  try {
    return await run();
  } finally {
    recorders.delete(reads);
    if (recorders.size === 0) {
      restore();
      restore = undefined;
    }
  }
}

/** Runs a synchronous function of the compiler without noting what it reads. */
export function withoutRecording<Value>(run: () => Value): Value {
  const paused = [...recorders];
  recorders.clear();
  try {
    return run();
  } finally {
    for (const reads of paused) recorders.add(reads);
  }
}

function look(): () => void {
  const before = process.env;
  const env = new Proxy(before, envTraps);
  process.env = env;
  const restoreFiles = [...wrapAll(fs, ofFiles), ...wrapAll(fs.promises, ofFiles)];
  // For `import { readFileSync } from "node:fs"` and `import { env } from "node:process"`.
  syncBuiltinESMExports();
  return () => {
    if (process.env === env) process.env = before;
    for (const restoreFile of restoreFiles) restoreFile();
    syncBuiltinESMExports();
  };
}

const envTraps: ProxyHandler<NodeJS.ProcessEnv> = {
  get(env, name) {
    noteEnv(name);
    return Reflect.get(env, name) as unknown;
  },
  has(env, name) {
    noteEnv(name);
    return Reflect.has(env, name);
  },
  getOwnPropertyDescriptor(env, name) {
    noteEnv(name);
    return Reflect.getOwnPropertyDescriptor(env, name);
  },
  // Without a receiver, because the real object accepts no property from a proxy.
  set: (env, name, value) => Reflect.set(env, name, value),
  ownKeys(env) {
    for (const reads of recorders) reads.listedEnv = true;
    return Reflect.ownKeys(env);
  },
};

function noteEnv(name: string | symbol): void {
  if (typeof name !== "string") return;
  for (const reads of recorders) reads.env.add(name);
}

/** The functions of `node:fs` that read something about files, with what each notes. */
const ofFiles: Readonly<Record<string, (...args: readonly unknown[]) => void>> = {
  ...Object.fromEntries(
    ["readFile", "open", "stat", "lstat", "access"].flatMap((name) => [
      [name, noteFile],
      [`${name}Sync`, noteFile],
    ]),
  ),
  createReadStream: noteFile,
  existsSync: noteFile,
  readdir: noteFolder,
  readdirSync: noteFolder,
  opendir: noteFolder,
  opendirSync: noteFolder,
  glob: noteGlob,
  globSync: noteGlob,
};

type AnyFunction = (...args: unknown[]) => unknown;

/** Replaces the functions of an object that must be noted; returns functions that restore them. */
function wrapAll(owner: object, notes: typeof ofFiles): (() => void)[] {
  const functions = owner as Record<string, AnyFunction | undefined>;
  return Object.entries(notes).flatMap(([name, note]) => {
    const original = functions[name];
    return original === undefined ? [] : [wrap(functions, name, original, note)];
  });
}

/** Replaces a function by one that first notes its arguments; returns a function that restores it. */
function wrap(
  owner: Record<string, AnyFunction | undefined>,
  name: string,
  original: AnyFunction,
  note: (...args: readonly unknown[]) => void,
): () => void {
  const noting = function (this: unknown, ...args: unknown[]): unknown {
    note(...args);
    return original.apply(this, args);
  };
  // They include `readFile`'s form for `util.promisify`.
  Object.defineProperties(noting, Object.getOwnPropertyDescriptors(original));
  owner[name] = noting;
  return () => {
    if (owner[name] === noting) owner[name] = original;
  };
}

function noteFile(place: unknown): void {
  const file = toPath(place);
  if (file === undefined) return;
  for (const reads of recorders) reads.files.add(file);
}

function noteFolder(place: unknown, options: unknown): void {
  const folder = toPath(place);
  if (folder === undefined) return;
  const isDeep = (options as { readonly recursive?: unknown } | undefined)?.recursive === true;
  for (const reads of recorders) (isDeep ? reads.trees : reads.listed).add(folder);
}

function noteGlob(_pattern: unknown, options: unknown): void {
  const { cwd } = (options ?? {}) as { readonly cwd?: unknown };
  const folder = toPath(cwd) ?? process.cwd();
  for (const reads of recorders) reads.trees.add(folder);
}

function toPath(place: unknown): string | undefined {
  if (place instanceof URL) return place.protocol === "file:" ? fileURLToPath(place) : undefined;
  return typeof place === "string" ? path.resolve(place) : undefined;
}
