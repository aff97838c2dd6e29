import { lstatSync, readFileSync, type Stats, statSync } from "node:fs";

/** A pipe, a socket or a device is in place of a file. */
export class NotAFileError extends Error {
  override readonly name = "NotAFileError";
}

/**
 * Reads a file, also through a link. Refuses a pipe, which would block, and a device, which may never end.
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
 * @throws {NotAFileError} for anything that is not a file
 */
export function readOwnFile(file: string): Buffer<ArrayBuffer> {
  assertFile(lstatSync(file));
  return readFileSync(file);
}

/**
 * Names the pipe, socket or device that is in place of a file. `undefined` for a file, a folder, or
 * nothing.
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
