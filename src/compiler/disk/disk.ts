import {
  constants,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { assertNoLink } from "./assert-no-link.js";

/**
 * Everything by which this package changes a disk, and nothing by which it reads: what a test gives
 * another of, to die or to fail at any one call. Errors are Node's own.
 */
export interface Disk {
  /** Makes a folder and those above it; returns the first that was not there. */
  makeFolder(folder: string, mode?: number): string | undefined;
  /** Makes a file where nothing is. */
  write(file: string, text: string): void;
  /** Makes a file where nothing is, and waits until the device has it. */
  writeThrough(file: string, text: string): Promise<void>;
  /** Copies a file to where nothing is. */
  copy(from: string, to: string): Promise<void>;
  /** Sets the time of a file to now. */
  touch(file: string): void;
  /** Replaces what is there, in one step. */
  rename(from: string, to: string): void;
  /** Removes a file, a link, or a folder with all that is in it; nothing there is fine. */
  remove(place: string): void;
  /** Removes a folder that is empty, and no other. */
  removeFolder(folder: string): void;
}

/** Nothing but {@link diskWithin} and what a test makes of it may use it. */
export const nodeDisk: Disk = {
  makeFolder: (folder, mode) => mkdirSync(folder, { recursive: true, ...(mode && { mode }) }),
  // `wx` fails in the same step for a link that leads nowhere, and for a pipe, which would be waited for.
  write: (file, text) => writeFileSync(file, text, { flag: "wx" }),
  // Not for power cuts alone: ext4 writes out a file that is renamed over another, unless that has
  // been done. A hundred renames take 2 ms after it and 20 to 80 ms otherwise.
  writeThrough: (file, text) => writeFile(file, text, { flag: "wx", flush: true }),
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_EXCL),
  touch: (file) => utimesSync(file, new Date(), new Date()),
  rename: (from, to) => renameSync(from, to),
  remove: (place) => rmSync(place, { recursive: true, force: true }),
  removeFolder: (folder) => rmdirSync(folder),
};

/**
 * The gate through which every write and every removal passes: a disk on which nothing outside of a
 * folder is changed, and nothing through a link, because a link may have come with a repository. A link
 * itself may be removed. Guards against what lies there, and not against a process that puts links there
 * meanwhile.
 *
 * @param folder - absolute; it may be reached through links itself
 * @throws {LinkError} from each of its functions
 */
export function diskWithin(folder: string, disk: Disk = nodeDisk): Disk {
  return {
    makeFolder(at, mode) {
      assertNoLink(folder, at);
      return disk.makeFolder(at, mode);
    },
    write(file, text) {
      assertNoLink(folder, file);
      disk.write(file, text);
    },
    async writeThrough(file, text) {
      assertNoLink(folder, file);
      await disk.writeThrough(file, text);
    },
    async copy(from, to) {
      for (const place of [from, to]) assertNoLink(folder, place);
      await disk.copy(from, to);
    },
    touch(file) {
      assertNoLink(folder, file);
      disk.touch(file);
    },
    rename(from, to) {
      for (const place of [from, to]) assertNoLink(folder, place);
      disk.rename(from, to);
    },
    remove(place) {
      assertNoLink(folder, place, { orPlace: true });
      disk.remove(place);
    },
    removeFolder(at) {
      assertNoLink(folder, at);
      disk.removeFolder(at);
    },
  };
}
