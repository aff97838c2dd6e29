import { hash } from "node:crypto";
import { readFile } from "../disk/read-file.js";

/** Represents a folder, whose content is not read. */
export const folderSum = "folder";

/**
 * The SHA-256 of a file's bytes; {@link folderSum} for a folder, and `null` for a file that cannot be read.
 */
export function sumOf(file: string): string | null {
  try {
    return sumOfText(readFile(file));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EISDIR" ? folderSum : null;
  }
}

/** The SHA-256 of bytes, or of a text as UTF-8. */
export function sumOfText(content: string | Uint8Array): string {
  return hash("sha256", content);
}
