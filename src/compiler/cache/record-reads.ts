import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What code read while it was looked at, beside what it imported. */
export interface Reads {
  /** Absolute paths of files. */
  readonly files: Set<string>;
  /** Names of environment variables. */
  readonly env: Set<string>;
  /** Whether the names of all of them were listed. */
  listedEnv: boolean;
}

/** Nothing that was read. */
export function noReads(): Reads {
  return { files: new Set(), env: new Set(), listedEnv: false };
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
  const restoreFiles = [
    wrap(fs, "readFileSync"),
    wrap(fs, "readFile"),
    wrap(fs.promises, "readFile"),
  ];
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

/** Replaces a function that reads the file which is its first argument; returns what puts it back. */
function wrap<Name extends string>(
  owner: Record<Name, (...args: never[]) => unknown>,
  name: Name,
): () => void {
  const original = owner[name];
  const noting = function (this: unknown, ...args: never[]): unknown {
    noteFile(args[0]);
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
  const file =
    place instanceof URL && place.protocol === "file:"
      ? fileURLToPath(place)
      : typeof place === "string"
        ? path.resolve(place)
        : undefined;
  if (file === undefined) return;
  for (const reads of recorders) reads.files.add(file);
}
