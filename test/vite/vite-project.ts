import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, createServer, type InlineConfig, type ViteDevServer } from "vite";
import { onTestFinished } from "vitest";
import { agents } from "../../src/vite/plugin.js";

/** A folder with files, for one test. */
export interface ViteProject {
  readonly root: string;
  /** Loads a module through a development server's SSR transform, and runs it. */
  load(file: string): Promise<Record<string, unknown>>;
  /** What Vite makes of a module, before it runs. */
  transform(file: string, options?: { readonly plugin: boolean }): Promise<string>;
  /** Bundles a module for Node and gives the bundle's path. */
  build(file: string): Promise<string>;
}

const dependencies = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Makes a project in a temporary folder, which goes with the test. */
export function viteProject(files: Readonly<Record<string, string>>): ViteProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "troupe-vite-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  symlinkSync(dependencies, join(root, "node_modules"));
  for (const [file, text] of Object.entries({ "package.json": `{"type":"module"}`, ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const config = (plugin = true): InlineConfig => ({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: plugin ? [agents()] : [],
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  return {
    root,
    async load(file) {
      const server = await open(config());
      return await server.ssrLoadModule(`/${file}`, { fixStacktrace: true });
    },
    async transform(file, { plugin } = { plugin: true }) {
      const server = await open(config(plugin));
      return (await server.transformRequest(`/${file}`))?.code ?? "";
    },
    async build(file) {
      const output = join(root, "out");
      await build({
        ...config(),
        build: { ssr: file, outDir: output, target: "node22", minify: false },
      });
      return join(output, file.replace(/\.tsx?$/, ".js"));
    },
  };
}

async function open(config: InlineConfig): Promise<ViteDevServer> {
  const server = await createServer(config);
  onTestFinished(() => server.close());
  return server;
}
