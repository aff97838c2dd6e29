import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";

/**
 * Everything by which a build changes a disk, and nothing by which it reads: what a test gives
 * another of, to die or to fail at any one call. Errors are Node's own.
 */
export interface Disk {
  /** Makes a folder and those above it; returns the first that was not there. */
  makeFolder(folder: string): string | undefined;
  write(file: string, text: string): void;
  /** Writes a file and waits until the device has it. */
  writeThrough(file: string, text: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  /** Replaces what is there, in one step. */
  rename(from: string, to: string): void;
  /** Removes a file, or a folder with all that is in it; nothing there is fine. */
  remove(place: string): void;
  /** Removes a folder that is empty, and no other. */
  removeFolder(folder: string): void;
}

export const nodeDisk: Disk = {
  makeFolder: (folder) => mkdirSync(folder, { recursive: true }),
  write: (file, text) => writeFileSync(file, text),
  // Not for power cuts alone: ext4 writes out a file that is renamed over another, unless that has
  // been done. A hundred renames take 2 ms after it and 20 to 80 ms otherwise.
  writeThrough: (file, text) => writeFile(file, text, { flush: true }),
  copy: (from, to) => copyFile(from, to),
  rename: (from, to) => renameSync(from, to),
  remove: (place) => rmSync(place, { recursive: true, force: true }),
  removeFolder: (folder) => rmdirSync(folder),
};
