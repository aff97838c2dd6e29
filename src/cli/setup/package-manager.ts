import { existsSync } from "node:fs";
import { join } from "node:path";

/** The commands of a package manager. */
export interface PackageManager {
  /** Installs what package.json lists. */
  readonly install: string;
  /** Adds the packages whose names follow. */
  readonly add: string;
}

const npm: PackageManager = { install: "npm install", add: "npm install" };

const byLockfile: readonly (readonly [file: string, manager: PackageManager])[] = [
  ["pnpm-lock.yaml", { install: "pnpm install", add: "pnpm add" }],
  ["yarn.lock", { install: "yarn install", add: "yarn add" }],
  ["bun.lock", { install: "bun install", add: "bun add" }],
];

/** The package manager of a project, by the lockfile in its folder. Default: npm. */
export function packageManagerOf(root: string): PackageManager {
  return byLockfile.find(([file]) => existsSync(join(root, file)))?.[1] ?? npm;
}
