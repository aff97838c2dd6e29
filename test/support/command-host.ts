/**
 * Runs commands of the built package one after the other, in a process that stays warm: each has the
 * working directory, the environment and the streams that it would have in a process of its own, and is
 * over when it asks to end its process. Started by `run-warm.ts`.
 */
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { WarmCommand, Outcome } from "./run-warm.js";

const [, , main = ""] = process.argv;
// What `main` itself imports, once it knows that Node is new enough.
const [chunk = ""] = globSync("../chunks/start-*.js", { cwd: dirname(main) });
const { start } = (await import(pathToFileURL(join(dirname(main), chunk)).href)) as {
  start(args: readonly string[]): Promise<void>;
};
let output: { readonly stdout: Buffer[]; readonly stderr: Buffer[] } | undefined;
let end: ((code: number) => void) | undefined;

const exit = process.exit.bind(process);

// Once: the build binds what it finds when it first guards a module.
process.exit = ((code?: number) => end?.(code ?? Number(process.exitCode ?? 0))) as typeof exit;
for (const name of ["stdout", "stderr"] as const) {
  // Each command listens for the errors of its streams, until its process ends.
  process[name].setMaxListeners(0);
  process[name].write = (chunk: Uint8Array | string, ...rest: readonly unknown[]): boolean => {
    output?.[name].push(Buffer.from(chunk as string));
    const done = rest.findLast((argument) => typeof argument === "function");
    if (done) process.nextTick(done as () => void);
    return true;
  };
}

async function run({ args, cwd, env }: WarmCommand): Promise<Outcome> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv = [process.execPath, main, ...args];
  process.exitCode = undefined;
  const said = { stdout: [], stderr: [] };
  output = said;
  const ended = new Promise<number>((resolve) => (end = resolve));
  void start(args);
  const code = await ended;
  output = undefined;
  const [stdout, stderr] = [said.stdout, said.stderr].map((chunks) =>
    Buffer.concat(chunks).toString("utf8"),
  );
  return { code, stdout: stdout ?? "", stderr: stderr ?? "" };
}

process.on("disconnect", () => exit());
process.on("message", (command: WarmCommand) => {
  void run(command).then((outcome) => process.send?.(outcome));
});
