import { hash } from "node:crypto";
import { readFile } from "../disk/read-file.js";

/** The SHA-256 of a file's bytes; `null` when it cannot be read. */
export function sumOf(file: string): string | null {
  try {
    return sumOfText(readFile(file));
  } catch {
    return null;
  }
}

/** The SHA-256 of bytes, or of a text as UTF-8. */
export function sumOfText(content: string | Uint8Array): string {
  return hash("sha256", content);
}
