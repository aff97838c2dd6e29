/**
 * Bundles what a measured process runs. Node would strip the types itself, which takes longer than most
 * of what is measured from the start of a process.
 */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { measuredClient } from "./generated-files.ts";

export async function prepareClient(): Promise<void> {
  const client = new URL("client.ts", import.meta.url);
  await build({
    entryPoints: [fileURLToPath(client)],
    outdir: fileURLToPath(new URL(".", measuredClient)),
    bundle: true,
    // Each subject is a chunk of its own, so that no process loads another's library.
    splitting: true,
    packages: "external",
    define: { "import.meta.url": JSON.stringify(client.href) },
    format: "esm",
    platform: "node",
    target: "es2022",
    logLevel: "warning",
  });
}
