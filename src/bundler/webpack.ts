import { fileURLToPath } from "node:url";
import { assertOptions } from "../errors/assert-options.js";
import { createAgentsBuild, type BuiltAgents } from "./agents-build.js";
import { ofPackage, typescriptModule } from "./lower-decorators.js";
import { buildAgentsRule, findProject, type BuildAgentsOptions } from "./options.js";
import type { BundleError } from "./to-bundle-error.js";

interface Hook<Given extends unknown[]> {
  tap(name: string, callback: (...given: Given) => void): void;
}

interface AsyncHook<Given extends unknown[]> {
  tapPromise(name: string, callback: (...given: Given) => Promise<void>): void;
}

interface WebpackCompilation {
  readonly errors: Error[];
  readonly warnings: Error[];
  readonly fileDependencies: { add(file: string): unknown };
}

/** The compiler, of webpack or Rspack, that a {@link WebpackPlugin} is applied to. */
interface WebpackCompiler {
  readonly context: string;
  readonly options: { readonly module: { readonly rules: unknown[] } };
  readonly hooks: {
    readonly run: AsyncHook<[]>;
    readonly watchRun: AsyncHook<[]>;
    readonly thisCompilation: Hook<[WebpackCompilation]>;
    readonly watchClose: Hook<[]>;
  };
}

/** A plugin for webpack or Rspack. */
export interface WebpackPlugin {
  apply(compiler: WebpackCompiler): void;
}

const loader = fileURLToPath(
  import.meta.url.endsWith(".ts")
    ? // Not built: webpack cannot load modules from `src`.
      new URL("../../dist/bundler/webpack-loader.js", import.meta.url)
    : new URL("./webpack-loader.js", import.meta.url),
);

export function webpack(options: BuildAgentsOptions = {}): WebpackPlugin {
  assertOptions("agents.webpack()", options, buildAgentsRule);
  // After the loaders that compile TypeScript, because some, such as tsc, check the types of their input.
  return createPlugin(options, { test: /\.[cm]?[jt]sx?$/, enforce: "post" });
}

export function rspack(options: BuildAgentsOptions = {}): WebpackPlugin {
  assertOptions("agents.rspack()", options, buildAgentsRule);
  // Before SWC, which by default rejects decorators as a syntax error.
  return createPlugin(options, { test: typescriptModule, enforce: "pre" });
}

interface LoaderPlace {
  readonly test: RegExp;
  readonly enforce: "pre" | "post";
}

function createPlugin(options: BuildAgentsOptions, place: LoaderPlace): WebpackPlugin {
  return {
    apply({ context, options: { module }, hooks }) {
      module.rules.push({
        ...place,
        exclude: ofPackage,
        use: { loader, options: { comesFirst: place.enforce === "pre" } },
      });
      const project = findProject(options, context);
      if (!project) return;
      const agents = createAgentsBuild();
      let built: BuiltAgents | undefined;
      hooks.run.tapPromise("troupe", async () => {
        built = await agents.run(project, false);
      });
      hooks.watchRun.tapPromise("troupe", async () => {
        built = await agents.run(project, true);
      });
      hooks.watchClose.tap("troupe", () => void agents.end());
      hooks.thisCompilation.tap("troupe", ({ errors, warnings, fileDependencies }) => {
        if (!built) return;
        if (built.error) errors.push(toError(built.error));
        warnings.push(...built.warnings.map(toError));
        for (const file of built.files) fileDependencies.add(file);
      });
    },
  };
}

function toError({ message, frame, id, loc }: BundleError): Error {
  const place = id && loc ? `\n${id}:${loc.line}:${loc.column + 1}\n${frame ?? ""}` : "";
  return Object.assign(new Error(`${message}${place}`), { stack: "" });
}
