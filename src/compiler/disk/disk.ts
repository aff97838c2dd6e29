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
 * Every function by which this package changes a disk; none that reads. A test can replace it, to end the
 * process or to fail at any call. Errors are Node's own.
 */
export interface Disk {
  /** Makes a folder and its parents; returns the first one that did not exist. */
  makeFolder(folder: string, mode?: number): string | undefined;
  /** Writes a new file; fails if something is there. */
  write(file: string, text: string): void;
  /** Writes a new file, and waits until the device has stored it. */
  writeThrough(file: string, text: string): Promise<void>;
  /** Copies a file to a new place; fails if something is there. */
  copy(from: string, to: string): Promise<void>;
  /** Sets the time of a file to now. */
  touch(file: string): void;
  /** Renames a file, and replaces the target in one step. */
  rename(from: string, to: string): void;
  /** Removes a file, a link, or a folder with its content. Does nothing if the place is empty. */
  remove(place: string): void;
  /** Removes an empty folder; fails for any other. */
  removeFolder(folder: string): void;
}

/** To be used only by {@link diskWithin}, and by tests. */
export const nodeDisk: Disk = {
  makeFolder: (folder, mode) => mkdirSync(folder, { recursive: true, ...(mode && { mode }) }),
  // `wx` also fails at once for a dangling link and for a pipe, which would otherwise block.
  write: (file, text) => writeFileSync(file, text, { flag: "wx" }),
  // The flush protects against power cuts, and is also faster: ext4 flushes a file that is renamed over
  // another one, unless it has been flushed. A hundred renames take 2 ms after a flush, and 20 to 80 ms
  // otherwise.
  writeThrough: (file, text) => writeFile(file, text, { flag: "wx", flush: true }),
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_EXCL),
  touch: (file) => utimesSync(file, new Date(), new Date()),
  rename: (from, to) => renameSync(from, to),
  remove: (place) => rmSync(place, { recursive: true, force: true }),
  removeFolder: (folder) => rmdirSync(folder),
};

/**
 * The gate for every write and every removal: a disk that changes nothing outside a folder and nothing
 * through a link, because a repository may contain links. A link itself may be removed. Protects against
 * existing links, not against a process that makes links meanwhile.
 *
 * @param folder - absolute; links may lead to it
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
