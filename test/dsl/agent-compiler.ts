import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { ts } from "ts-morph";
import { dslModule, root } from "./package-copy.js";

/** A way in which the sources of an application become JavaScript. */
export type Form = "esbuild, standard" | "esbuild, legacy" | "tsc, standard" | "tsc, legacy";

/** Every form of decorators, by each of the compilers that lower them. */
export const forms: readonly Form[] = [
  "esbuild, standard",
  "esbuild, legacy",
  "tsc, standard",
  "tsc, legacy",
];

async function lower(source: string, form: Form): Promise<string> {
  const [compiler, decorators] = form.split(", ");
  const experimentalDecorators = decorators === "legacy";
  if (compiler === "esbuild") {
    const tsconfigRaw = { compilerOptions: { experimentalDecorators } };
    return (await transform(source, { loader: "ts", target: "es2022", tsconfigRaw })).code;
  }
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** An application: agent modules that import `./troupe.js`, another copy of the package than the tests'. */
export interface Application extends AsyncDisposable {
  readonly folder: string;
  /** Compiles a module of the application and loads it. The classes that it exports, by name. */
  load(name: string, source: string, form: Form): Promise<Record<string, new () => object>>;
}

/** Makes an application in a temporary folder. */
export async function createApplication(): Promise<Application> {
  const folder = await mkdtemp(path.join(tmpdir(), "troupe-dsl-"));
  await build({
    stdin: { contents: dslModule(), resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: path.join(folder, "troupe.js"),
  });
  await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');
  return {
    folder,
    async load(name, source, form) {
      const file = path.join(folder, `${name}.js`);
      await writeFile(file, await lower(source, form));
      return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as never;
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}
