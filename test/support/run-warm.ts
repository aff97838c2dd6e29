import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The command of this package, as it was built before the tests. */
export const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const host = fileURLToPath(new URL("command-host.ts", import.meta.url));

/** A command for the process that stays warm. */
export interface WarmCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How a command ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let warm: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command of this package to its end, in a process that the tests of a file share: starting Node and
 * loading the compiler takes ten times as long as most commands do. One at a time.
 */
export function runWarm(command: WarmCommand): Promise<Outcome> {
  const outcome = last.then(() => ask(command));
  last = outcome.catch(() => undefined);
  return outcome;
}

async function ask(command: WarmCommand): Promise<Outcome> {
  warm ??= start(command);
  const child = warm;
  child.send(command);
  const gone = new AbortController();
  try {
    const [outcome] = (await Promise.race([
      once(child, "message", { signal: gone.signal }),
      once(child, "close", { signal: gone.signal }).then(() => {
        throw new Error(`The process of the commands has ended: ${command.args.join(" ")}`);
      }),
    ])) as [Outcome];
    return outcome;
  } finally {
    gone.abort();
  }
}

function start({ env }: WarmCommand): ChildProcess {
  // Streams that are no terminal, whatever the tests are run on. What is said past them is for whoever runs the tests.
  const stdio = ["ignore", "ignore", "pipe", "ipc"] as const;
  // Vitest's own options are not for it: a build counts them among what it was made from.
  const child = fork(host, [main], { env, execArgv: [], stdio: [...stdio] });
  child.stderr?.pipe(process.stderr);
  child.once("close", () => {
    if (warm === child) warm = undefined;
  });
  child.unref();
  child.channel?.unref();
  return child;
}
