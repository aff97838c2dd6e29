import { lstatSync, readFileSync, type Stats, statSync } from "node:fs";

/** What is in the place of a file is something that cannot be read to its end. */
export class NotAFileError extends Error {
  override readonly name = "NotAFileError";
}

/**
 * Reads a file, or one that a link leads to. A pipe would be waited for, and a device may have no end.
 *
 * @throws {NotAFileError} for what is there and is not a file
 */
export function readFile(file: string): Buffer<ArrayBuffer> {
  assertFile(statSync(file));
  return readFileSync(file);
}

/**
 * Reads a file that a build has written, which is never a link.
 *
 * @throws {NotAFileError} for what is there and is not a file
 */
export function readOwnFile(file: string): Buffer<ArrayBuffer> {
  assertFile(lstatSync(file));
  return readFileSync(file);
}

/**
 * Says what is in the place of a file that others will read, where that is a pipe, a socket or a device.
 * `undefined` for a file, a folder, and where nothing is.
 */
export function findOddity(file: string): string | undefined {
  try {
    assertFile(statSync(file));
    return undefined;
  } catch (error) {
    return error instanceof NotAFileError ? error.message : undefined;
  }
}

function assertFile(found: Stats): void {
  // Reading a folder fails by itself, with Node's own code.
  if (found.isFile() || found.isDirectory()) return;
  const kind = found.isSymbolicLink()
    ? "a link"
    : found.isFIFO()
      ? "a pipe"
      : found.isSocket()
        ? "a socket"
        : "a device";
  throw new NotAFileError(`it is ${kind}, not a file`);
}
