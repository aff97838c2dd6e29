import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What code read while it was looked at, beside what it imported. */
export interface Reads {
  /** Absolute paths of files: what is in them, or whether they are there. */
  readonly files: Set<string>;
  /** Absolute paths of folders of which the names were listed. */
  readonly listed: Set<string>;
  /** Absolute paths of folders of which the names were listed, and of all below them. */
  readonly trees: Set<string>;
  /** Names of environment variables. */
  readonly env: Set<string>;
  /** Whether the names of all of them were listed. */
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
 * Runs something and notes which environment variables and files the process reads meanwhile: a config
 * that takes its model from `process.env`, an agent that describes itself out of a text file. A module
 * can be followed by its imports; what it does when it is loaded, only by looking on. What it learns in
 * other ways (the network, the clock, another process) is not seen.
 *
 * Several may go on at a time; each notes what all of them read.
 *
 * @param reads - what is read is added to it
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

/** Runs something of the compiler's own that ends before it returns; what it reads is not noted. */
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
  // Without a receiver: the real object takes no property from a proxy.
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

/** Functions of `node:fs` by which code learns something of files, and which note what. */
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

/** Replaces the functions of an object that are noted; returns what puts each back. */
function wrapAll(owner: object, notes: typeof ofFiles): (() => void)[] {
  const functions = owner as Record<string, AnyFunction | undefined>;
  return Object.entries(notes).flatMap(([name, note]) => {
    const original = functions[name];
    return original === undefined ? [] : [wrap(functions, name, original, note)];
  });
}

/** Replaces a function by one that notes its arguments first; returns what puts it back. */
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
  // `readFile` has a form for `util.promisify` among them.
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
