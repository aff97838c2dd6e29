import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join, relative } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { describeInCi } from "../support/describe-in-ci.js";
import { processEnv } from "../support/process-env.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const fixtures = fileURLToPath(new URL("./fixtures", import.meta.url));

/** How long a test of a project may take, and a hook that installs one from the registry. */
export const projectTimeout = 300_000;

/** A `describe` for what installs packages from the registry, in CI. */
export function describeProject(title: string, tests: () => void): void {
  describeInCi(title, tests, { timeout: projectTimeout });
}

/** How a command ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of `test/projects/fixtures`, in a temporary folder, with the packed tarball installed. */
export interface InstalledProject extends Disposable {
  readonly root: string;
  /** Runs a command of the project (`next build`, `node app.js`), and fails with its output if it fails. */
  run(command: string, settings?: CommandSettings): Promise<Outcome>;
  /** Runs a command of the project, however it ends. */
  attempt(command: string, settings?: CommandSettings): Promise<Outcome>;
  /** Starts a command that runs until it is killed: a server. */
  start(command: string, settings?: CommandSettings): ChildProcess;
  read(file: string): string;
}

export interface CommandSettings {
  /** Relative to the project. Default: the project. */
  readonly cwd?: string;
  /** Beside those that all processes of tests have, and `HOME`. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProjectLayout {
  /** Where what all projects have in common is put, from the root. Default: the root. */
  readonly shared?: string;
  /** Default: Bun, because it takes a fraction of the time and links files instead of copying them. */
  readonly installer?: keyof typeof installers;
}

const bun = "npx --yes bun@1.4.5 add --linker hoisted";

/** The command of each package manager, which the path of the tarball follows. */
const installers = {
  bun: `${bun} --ignore-scripts`,
  /** Runs the scripts of the packages that the project's `trustedDependencies` name. */
  bunWithScripts: bun,
  npm: "npm install --prefer-offline --no-audit --no-fund --save",
  pnpm: "npx --yes pnpm@12.21.0 add",
};

/**
 * Installs `fixtures/<name>` as its package.json says, with this repository packed as `troupe`. What
 * all projects have in common is in `fixtures/shared`, and is copied first.
 */
export async function installProject(
  name: string,
  { shared = ".", installer = "bun" }: ProjectLayout = {},
): Promise<InstalledProject> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), `troupe-${name}-`)));
  const project = open(root);
  try {
    const copy = { recursive: true, force: true };
    cpSync(join(fixtures, "shared"), join(root, shared), copy);
    cpSync(join(fixtures, name), root, copy);
    const tarball = inject("tarball");
    const copied = join(root, basename(tarball));
    cpSync(tarball, copied);
    if (installer === "npm") copySdks(root);
    // With pnpm, a package of a workspace finds only its own dependencies.
    const cwd = installer === "pnpm" ? join(root, shared) : root;
    const install = `${installers[installer]} ./${relative(cwd, copied)}`;
    // With the whole environment: it says how the registry is reached.
    await runToEnd(install.split(" "), { cwd, env: process.env });
    return project;
  } catch (error) {
    project[Symbol.dispose]();
    throw error;
  }
}

/**
 * The SDKs as npm has unpacked them for this repository: they are half of a project's files, and npm leaves
 * packages alone that it finds in the version that it wants.
 */
function copySdks(root: string): void {
  for (const name of ["openai", "@anthropic-ai/sdk"]) {
    const place = join("node_modules", name);
    cpSync(join(repository, place), join(root, place), { recursive: true });
  }
}

function open(root: string): InstalledProject {
  const running = new Set<ChildProcess>();
  const start = (command: string, settings: CommandSettings = {}): ChildProcess => {
    const cwd = join(root, settings.cwd ?? ".");
    const child = startIn(command.split(" "), { cwd, env: environmentOf(root, cwd, settings) });
    running.add(child);
    child.once("exit", () => running.delete(child));
    return child;
  };
  const attempt = (command: string, settings?: CommandSettings) =>
    outcomeOf(start(command, settings));
  return {
    root,
    start,
    attempt,
    async run(command, settings) {
      return assertSuccess(command, await attempt(command, settings));
    },
    read: (file) => readFileSync(join(root, file), "utf8"),
    [Symbol.dispose]() {
      for (const child of running) killTree(child);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function environmentOf(
  root: string,
  cwd: string,
  { env }: CommandSettings,
): Record<string, string | undefined> {
  const bins = [cwd, root].map((folder) => join(folder, "node_modules/.bin"));
  const path = [...bins.filter(existsSync), process.env["PATH"]].join(delimiter);
  return processEnv({ PATH: path, HOME: process.env["HOME"], ...env });
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** In a process group of its own, because what a package manager or a framework starts must end too. */
function startIn([file = "", ...args]: readonly string[], place: Place): ChildProcess {
  return spawn(file, args, { ...place, stdio: ["ignore", "pipe", "pipe"], detached: true });
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

async function runToEnd(command: readonly string[], place: Place): Promise<Outcome> {
  return assertSuccess(command.join(" "), await outcomeOf(startIn(command, place)));
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  if (!child.stdout || !child.stderr) throw new Error("a command was started without pipes");
  const [stdout, stderr, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

function assertSuccess(command: string, outcome: Outcome): Outcome {
  if (outcome.code === 0) return outcome;
  throw new Error(`${command} ended with ${outcome.code}:\n${outcome.stdout}${outcome.stderr}`);
}
