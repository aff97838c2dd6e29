/** Builds the benchmarks' agents as an application does, and bundles them: Node cannot strip decorators. */
import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { troupeCallers } from "./generated-files.ts";

export async function prepareTroupe(): Promise<void> {
  const here = fileURLToPath(new URL(".", import.meta.url));
  // Not a dependency: the lockfile would hold a copy of the package's own dependencies.
  const link = `${here}node_modules/troupe`;
  if (!existsSync(link)) symlinkSync("../..", link);
  execFileSync(process.execPath, [`${here}../dist/cli/main.js`, "build"], {
    cwd: `${here}agents`,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await build({
    entryPoints: [`${here}agents/generated/index.ts`],
    outfile: fileURLToPath(troupeCallers),
    bundle: true,
    packages: "external",
    // Without the tsconfig's paths: `troupe` is the built package, with its SDKs loaded on first use.
    tsconfigRaw: {},
    format: "esm",
    platform: "node",
    target: "es2022",
    logLevel: "warning",
  });
}
