import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

/** A `.env` file that is there and cannot be read. Its message holds nothing of what is in it. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";
}

/**
 * Loads the `.env` file of a project into the environment, as `node --env-file-if-exists=.env` does: what
 * is set already stays.
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

// Not `process.loadEnvFile`, which takes what is no text and says nothing of why it fails. It is read once:
// a password manager may serve it through a pipe.
function readText(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
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
