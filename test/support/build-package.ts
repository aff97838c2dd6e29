import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** This package as npm packs it, for the projects that install it. */
    readonly tarball: string;
  }
}

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Builds `dist` once before the tests, because some of them run the command and the package as shipped, and
 * packs it for the projects that install it.
 */
export default function buildPackage({ provide }: TestProject): () => void {
  execFileSync(process.execPath, [join(repository, "scripts/build.ts")], { stdio: "inherit" });
  const folder = mkdtempSync(join(tmpdir(), "troupe-packed-"));
  // The scripts would build again.
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const said = execFileSync("npm", pack, { cwd: repository, encoding: "utf8" });
  const [packed] = Object.values(JSON.parse(said) as Record<string, { filename: string }>);
  if (packed === undefined) throw new Error(`npm pack named no file: ${said}`);
  provide("tarball", join(folder, packed.filename));
  return () => rmSync(folder, { recursive: true, force: true });
}
