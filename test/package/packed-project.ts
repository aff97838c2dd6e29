import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";
import { processEnv } from "../support/process-env.js";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What an application of this package installs itself: the peers, and what it is developed with. */
const ownDependencies = [
  "@types",
  "esbuild",
  "ts-morph",
  "tsx",
  "typescript",
  "vite",
  "vitest",
  "zod",
];

/** A fresh project with the packed tarball installed. */
export interface PackedProject {
  readonly root: string;
  /** Runs a file of `node_modules` with Node; fails when it does, with everything that it said. */
  node(file: string, ...args: string[]): Promise<string>;
}

/**
 * Installs this repository's tarball in a fresh project, without the network: its
 * dependencies are links to those of the repository, and no more of them than package.json lists.
 */
export async function installPacked(
  files: Readonly<Record<string, string>>,
): Promise<PackedProject> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "troupe-packed-")));
  const target = join(root, "node_modules/troupe");
  mkdirSync(target, { recursive: true });
  await run("tar", ["-xzf", inject("tarball"), "--strip-components=1", "-C", target]);

  const { dependencies } = JSON.parse(readFileSync(join(target, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  for (const name of [...Object.keys(dependencies), ...ownDependencies]) {
    const link = join(root, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), link);
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return { root, node: (file, ...args) => node(root, file, args) };
}

async function node(root: string, file: string, args: readonly string[]): Promise<string> {
  const env = processEnv({ HOME: process.env["HOME"] });
  try {
    const { stdout } = await run(process.execPath, [file, ...args], { cwd: root, env });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`node ${file} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
