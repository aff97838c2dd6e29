import { writeFileSync } from "node:fs";
import { type Disk, nodeDisk } from "../../../src/compiler/disk/disk.js";

/** A disk that breaks at one of its calls. */
export interface BrokenDisk extends Disk {
  /** What was called, in order, on the broken disk as well. */
  readonly calls: readonly string[];
  readonly isBroken: boolean;
}

/**
 * A disk on which the process dies at a call, counted from 1: nothing is changed by it or by any
 * after it, but for a file that it was writing, of which half is there.
 */
export function dyingDisk(at: number): BrokenDisk {
  return brokenDisk((number, place, text) => {
    if (number < at) return;
    if (number === at && text !== undefined) writeFileSync(place, text.slice(0, text.length / 2));
    throw new Error("died");
  });
}

/** A disk of which some calls fail, counted from 1, for a reason of Node's. */
export function failingDisk(code: string, fails: (call: number) => boolean): BrokenDisk {
  return brokenDisk((call) => {
    if (fails(call)) throw Object.assign(new Error(code), { code });
  });
}

function brokenDisk(strike: (call: number, place: string, text?: string) => void): BrokenDisk {
  const calls: string[] = [];
  let isBroken = false;
  const before = (name: keyof Disk, place: string, text?: string): void => {
    calls.push(name);
    try {
      strike(calls.length, place, text);
    } catch (error) {
      isBroken = true;
      throw error;
    }
  };
  return {
    calls,
    get isBroken() {
      return isBroken;
    },
    makeFolder(folder) {
      before("makeFolder", folder);
      return nodeDisk.makeFolder(folder);
    },
    write(file, text) {
      before("write", file, text);
      nodeDisk.write(file, text);
    },
    async writeThrough(file, text) {
      before("writeThrough", file, text);
      // The device is not what is tested, and a hundred tests would wait for it.
      nodeDisk.write(file, text);
    },
    async copy(from, to) {
      before("copy", to);
      await nodeDisk.copy(from, to);
    },
    touch(file) {
      before("touch", file);
      nodeDisk.touch(file);
    },
    rename(from, to) {
      before("rename", to);
      nodeDisk.rename(from, to);
    },
    remove(place) {
      before("remove", place);
      nodeDisk.remove(place);
    },
    removeFolder(folder) {
      before("removeFolder", folder);
      nodeDisk.removeFolder(folder);
    },
  };
}
