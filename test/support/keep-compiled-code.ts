import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Has Node keep what it compiles for the processes of one run. Some hundred of them load ten megabytes of
 * TypeScript, and compiling it takes longer than most of what they do.
 */
export default function keepCompiledCode(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "troupe-code-"));
  process.env["NODE_COMPILE_CACHE"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
