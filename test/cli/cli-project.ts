import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { linkDependencies } from "../support/link-dependencies.js";
import { processEnv } from "../support/process-env.js";
import { main, runWarm, type Outcome } from "../support/run-warm.js";

/** What a command is run with, beside its arguments. */
interface RunSettings {
  readonly stdin?: string;
  /** Beside those that all processes of tests have; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** A running command. */
type RunningCommand = ChildProcessByStdio<Writable, Readable, Readable>;

/** A project in a temporary folder, with this package and what it needs installed by links. */
export interface CliProject {
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs `agents …` to its end, in a process that has run others before. */
  agents(args: readonly string[], settings?: Pick<RunSettings, "env">): Promise<Outcome>;
  /** Runs `agents …` to its end in a process of its own. */
  agentsAlone(args: readonly string[], settings?: RunSettings): Promise<Outcome>;
  /** Starts `agents …`. */
  start(args: readonly string[], settings?: RunSettings): RunningCommand;
  remove(): void;
}

/** Makes a project from files; the built package of this repository is what it runs. */
export function cliProject(files: Readonly<Record<string, string>> = {}): CliProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "troupe-cli-")));
  linkDependencies(join(root, "node_modules"));
  const project: CliProject = {
    root,
    write(more) {
      for (const [file, text] of Object.entries(more)) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), text);
      }
    },
    start: (args, settings) => start(root, args, settings),
    agents: (args, { env } = {}) => runWarm({ args, cwd: root, env: processEnv(env) }),
    async agentsAlone(args, settings = {}) {
      const command = start(root, args, settings);
      command.stdin.end(settings.stdin ?? "");
      const [stdout, stderr] = await Promise.all([
        readAll(command.stdout),
        readAll(command.stderr),
        once(command, "close"),
      ]);
      return { code: command.exitCode, stdout, stderr };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  project.write(files);
  return project;
}

/** Resolves when the text has appeared on a stream of a running command. */
export async function untilSaid(stream: Readable, expected: string): Promise<void> {
  let said = "";
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes(expected)) return;
  }
  throw new Error(`The command ended without saying ${JSON.stringify(expected)}: ${said}`);
}

function start(root: string, args: readonly string[], settings: RunSettings = {}): RunningCommand {
  return spawn(process.execPath, [...(settings.node ?? []), main, ...args], {
    cwd: root,
    env: processEnv(settings.env),
    stdio: ["pipe", "pipe", "pipe"],
  });
}
