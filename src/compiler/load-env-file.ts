import { closeSync, constants, lstatSync, openSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { errorCodeOf } from "./disk/error-code.js";
import { readFile } from "./disk/read-file.js";

/** A `.env` file that exists and cannot be read. The message contains nothing of its content. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";
}

/**
 * Loads the `.env` file of a project into the environment, as `node --env-file-if-exists=.env` does:
 * variables that are already set keep their values.
 *
 * @param root the project's folder, absolute
 * @returns whether there is one
 * @throws {EnvFileError} when it cannot be read
 */
export function loadEnvFile(root: string): boolean {
  const file = path.join(root, ".env");
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return false;
  for (const [name, value] of Object.entries(parseEnv(readText(file)))) {
    if (value !== undefined && process.env[name] === undefined) process.env[name] = value;
  }
  return true;
}

// Not `process.loadEnvFile`, which accepts binary data and does not say why it fails. The file is read only
// once, because a password manager may serve it through a pipe.
function readText(file: string): string {
  let text: string;
  try {
    text = statSync(file).isFIFO() ? readPipe(file) : readFile(file).toString("utf8");
  } catch (cause) {
    const reason = String(Object(cause).message).split(",", 1).join("");
    throw new EnvFileError(`.env cannot be read: ${reason}`, { cause });
  }
  if (text.includes("\0")) {
    throw new EnvFileError(
      ".env is not UTF-8 text. PowerShell's > writes UTF-16: save it as UTF-8.",
    );
  }
  return text.replace(/^\uFEFF/, "");
}

const pipePatienceMs = 10_000;
const maxPipeBytes = 1024 * 1024;

/** Reads a pipe to its end, with a limit on the wait for a writer. */
function readPipe(file: string): string {
  const pipe = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const chunks: Buffer[] = [];
  const buffer = Buffer.alloc(64 * 1024);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const until = performance.now() + pipePatienceMs;
  try {
    for (let bytes = 0; bytes <= maxPipeBytes;) {
      const count = readSome(pipe, buffer);
      if (count) {
        bytes += count;
        chunks.push(Buffer.from(buffer.subarray(0, count)));
      } else if (count === 0 && bytes > 0) {
        return Buffer.concat(chunks).toString("utf8");
      } else if (performance.now() > until) {
        const seconds = pipePatienceMs / 1000;
        throw new Error(`it is a pipe that was not closed within ${seconds} s`);
      } else {
        Atomics.wait(pause, 0, 0, 20);
      }
    }
    throw new Error("it is a pipe that never ends");
  } finally {
    closeSync(pipe);
  }
}

/** 0 if no process has the pipe open for writing, `undefined` if one has and has written nothing yet. */
function readSome(pipe: number, buffer: Buffer): number | undefined {
  try {
    return readSync(pipe, buffer);
  } catch (error) {
    if (errorCodeOf(error) === "EAGAIN") return undefined;
    throw error;
  }
}
