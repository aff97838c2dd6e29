import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { LockOwner } from "../../../src/compiler/write/lock-owner.js";

/** A folder that is removed when the test ends. */
export function useFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "troupe-write-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file of a folder and those below, by its path from there. None when there is no folder. */
export function snapshot(folder: string): Record<string, string> {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  } catch {
    return {};
  }
  return Object.fromEntries(
    names
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

/** The same, without what a build keeps there while it writes. */
export function outputOf(folder: string): Record<string, string> {
  const files = Object.entries(snapshot(folder));
  return Object.fromEntries(files.filter(([name]) => !name.startsWith(".troupe")));
}

/** A process that is no more: its number is beyond what Linux gives. */
export const deadOwner: LockOwner = { pid: 2 ** 22 + 1, host: hostname(), startTicks: null };
