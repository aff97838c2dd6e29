import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
// Not the global, which a module may take away.
import process from "node:process";
import { readError } from "./read-error.js";
import { defaultPatience, watch, type Patience } from "./watchdog.js";

/** A module that is being loaded, or was. */
interface Evaluation {
  readonly module: string;
  /** Ends the wait for it. Does nothing after it is loaded. */
  readonly fail: (error: Error) => void;
}

const evaluation = new AsyncLocalStorage<Evaluation>();
const pending = new Set<Evaluation>();
const turnsOfPatience = 20;
let guarded = false;

/**
 * Loads a module without letting it end the process: `process.exit()`, an endless wait and an endless loop
 * are errors of the module. What it prints goes to stderr, because stdout is for the output of a command.
 * What it throws later, in a timer or an unhandled rejection, is its error while it is loading, and is only
 * reported after that. The rest of the process is not affected.
 *
 * @param module from the project's root
 * @param load runs the module; rejects with the module's error
 */
export async function guardEvaluation<Exports>(
  module: string,
  load: () => Promise<Exports>,
  patience: Patience = defaultPatience,
): Promise<Exports> {
  if (!guarded) guardProcess();
  guarded = true;
  const { promise, resolve, reject } = Promise.withResolvers<Exports>();
  const current: Evaluation = { module, fail: reject };
  // An unhandled rejection is known only a turn later.
  const settle = (exports: Exports) => setImmediate(resolve, exports);
  pending.add(current);
  const unwatch = watch("loading", module, patience);
  // Counts turns of this thread, so that time in a debugger or in other code does not count.
  let turns = 0;
  const timer = setInterval(() => {
    if (++turns < turnsOfPatience) return;
    reject(new Error(`it did not finish loading within ${patience.limitMs / 1000} s`));
  }, patience.limitMs / turnsOfPatience);
  timer.unref();
  try {
    evaluation.run(current, load).then(settle, reject);
    return await promise;
  } finally {
    clearInterval(timer);
    unwatch();
    pending.delete(current);
  }
}

/** Installed once and never removed: what a module has started goes on after it is loaded. */
function guardProcess(): void {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    const current = evaluation.getStore();
    if (current === undefined) return exit(code);
    const error = new Error(`it calls process.exit(${code ?? ""})`);
    current.fail(error);
    throw error;
  };

  const write = process.stdout.write.bind(process.stdout);
  const isEvaluating = () => evaluation.getStore() !== undefined;
  process.stdout.write = ((...args: Parameters<typeof write>) =>
    isEvaluating() ? process.stderr.write(...args) : write(...args)) as typeof write;

  process.on("uncaughtException", onUncaught);
  process.on("beforeExit", () => {
    for (const { fail } of pending) fail(new Error("it waits for something that never happens"));
  });
  process.on("exit", (code) => {
    for (const { module } of pending) {
      writeSync(2, `error: the process ended while ${module} was being loaded\n`);
    }
    if (pending.size > 0 && code === 0) process.exitCode = 1;
  });
}

function onUncaught(error: unknown): void {
  const thrower = evaluation.getStore();
  if (thrower !== undefined && !pending.has(thrower)) {
    const { name, message } = readError(error);
    const what = name === "" ? message : `${name}: ${message}`;
    writeSync(
      2,
      `${thrower.module}, or a module that it imports, threw after it was loaded: ${what}\n`,
    );
    return;
  }
  // If it is unknown which module threw it, it is most likely one that is loading.
  const suspects = thrower === undefined ? [...pending] : [thrower];
  for (const { fail } of suspects) fail(error as Error);
  if (suspects.length > 0 || process.listenerCount("uncaughtException") > 1) return;
  // As if there were no listener.
  process.off("uncaughtException", onUncaught);
  process.nextTick(() => {
    throw error;
  });
}
