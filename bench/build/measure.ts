import { spawnSync } from "node:child_process";
import { delimiter, dirname } from "node:path";

/** What one run of a command cost, with the processes that it started, in milliseconds. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/**
 * Runs a command and measures it from outside. Bash's own `time` is the one that counts the processor
 * time of children too: `tsc` is a native program that Node starts.
 */
export function measure(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Cost {
  const { stderr, status } = spawnSync(
    "bash",
    ["-c", `TIMEFORMAT='%3R %3U %3S'; time "$@" >&2; exit $?`, "bash", ...command],
    {
      cwd,
      encoding: "utf8",
      env: {
        ...process.env,
        NO_COLOR: "1",
        ...env,
        PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
      },
    },
  );
  const times = /(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr);
  const [wall = 0, user = 0, system = 0] = (times ?? []).slice(1).map(Number);
  if (status !== 0 || times === null) {
    throw new Error(`${command.join(" ")} ended with ${status}:\n${stderr}`);
  }
  return { wallMs: wall * 1_000, cpuMs: (user + system) * 1_000 };
}
