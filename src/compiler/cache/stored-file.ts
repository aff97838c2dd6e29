import { randomUUID } from "node:crypto";
import type { Disk } from "../disk/disk.js";
import { readOwnFile } from "../disk/read-file.js";
import { quietly } from "../disk/quietly.js";
import { sumOfText } from "./sum.js";

/** Reads what {@link storeFile} wrote; `undefined` if it is missing or was changed. */
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
 * Writes a JSON value together with its hash, in one step: if two processes write at the same time, one
 * file remains, complete. Does nothing if the file cannot be written.
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
