import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file with its folders unless there is one; returns whether it wrote. */
export async function writeNewFile(file: string, content: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true });
  try {
    // `wx` fails on an existing file in the same step that would create it.
    await writeFile(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
