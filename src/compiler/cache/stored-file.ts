import { randomUUID } from "node:crypto";
import type { Disk } from "../disk/disk.js";
import { readOwnFile } from "../disk/read-file.js";
import { quietly } from "../disk/quietly.js";
import { sumOfText } from "./sum.js";

/** Reads what {@link storeFile} wrote; `undefined` when it is not there, or not as it was written. */
export function readStored(file: string): unknown {
  try {
    const text = readOwnFile(file).toString("utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return sumOfText(body) === text.slice(0, end) ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a JSON value under its hash, in one step: of two that write at a time one remains, as a whole.
 * Where nothing may be written nothing is.
 */
export function storeFile(file: string, value: unknown, disk: Disk): void {
  const body = JSON.stringify(value);
  const draft = `${file}.${randomUUID()}`;
  try {
    disk.write(draft, `${sumOfText(body)}\n${body}`);
    disk.rename(draft, file);
  } catch {
    quietly(() => disk.remove(draft));
  }
}
