/** Generates BAML's client and bundles it: its TypeScript is not of the kind that Node can strip. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bamlClient } from "./generated-files.ts";

/** What the subject uses of the generated client. */
export interface BamlClient {
  readonly stream: {
    Text(options: BamlOptions): AsyncIterable<string>;
    TextOfMessages(options: BamlOptions): AsyncIterable<string>;
    Items(options: BamlOptions): BamlStream;
  };
}

export interface BamlOptions {
  readonly env: Readonly<Record<string, string>>;
}

export interface BamlStream extends AsyncIterable<{ readonly title?: string | null }> {
  getFinalResponse(): Promise<unknown>;
}

export async function prepareBaml(): Promise<void> {
  const here = fileURLToPath(new URL(".", import.meta.url));
  execFileSync("node_modules/.bin/baml-cli", ["generate", "--from", "baml_src"], {
    cwd: here,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await build({
    entryPoints: [`${here}generated/baml_client/index.ts`],
    outfile: fileURLToPath(bamlClient),
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
}
