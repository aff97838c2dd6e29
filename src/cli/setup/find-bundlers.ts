import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageJson } from "./read-package-json.js";

/** A bundler that leaves standard decorators in place. */
interface Bundler {
  readonly packages: readonly string[];
  /** The config file to create, for a package that can be used without one. */
  readonly newConfig?: (name: string) => string;
  readonly config: RegExp;
  /** What a config contains if it lowers decorators. */
  readonly lowers: RegExp;
  readonly plugin: "troupe/vite" | "troupe/bundler";
  readonly call: string;
}

/** A bundler that a project uses, and what lowers decorators in it. */
export interface FoundBundler {
  /** Its config, in the project's folder. */
  readonly config: string;
  readonly isThere: boolean;
  /** What lowers decorators; absent if nothing does. */
  readonly lowers?: "plugin" | "compiler";
  /** Which entry of this package has its plugin. */
  readonly plugin: "troupe/vite" | "troupe/bundler";
  /** The call in `plugins`. */
  readonly call: string;
}

/** Plugins that compile TypeScript for Rollup and webpack, and may lower decorators. */
const compilers =
  /["'`](?:ts-loader|swc-loader|babel-loader|esbuild-loader|@rollup\/plugin-(?:typescript|swc|babel)|rollup-plugin-(?:typescript2|esbuild|swc3?|oxc))["'`]/;

/** Settings of Rspack with which decorators are compiled; its SWC rejects them by default. */
const swcDecorators =
  /\bdecorators["']?\s*:\s*true|["'`](?:ts-loader|babel-loader|esbuild-loader)["'`]/;

const bundlers: readonly Bundler[] = [
  {
    packages: ["vitest", "vite"],
    newConfig: (name) => `${name}.config.ts`,
    config: /^(?:vite|vitest)\.(?:config|workspace|projects)\.[cm]?[jt]s$/,
    // By its name, or by its call if the package is imported from another path.
    lowers: /["'`]troupe\/vite["'`]|\bagents\(\s*\)/,
    plugin: "troupe/vite",
    call: "agents()",
  },
  { ...ofBundler("tsdown"), newConfig: (name) => `${name}.config.ts` },
  ofBundler("rolldown"),
  ofBundler("rollup", compilers),
  ofBundler("webpack", compilers),
  ofBundler("rspack", swcDecorators),
];

function ofBundler(name: string, lowers?: RegExp): Bundler {
  return {
    packages: [name],
    config: new RegExp(String.raw`^${name}\.config\.[cm]?[jt]s$`),
    lowers: new RegExp(`["'\`]troupe/bundler["'\`]${lowers ? `|${lowers.source}` : ""}`),
    plugin: "troupe/bundler",
    call: `agents.${name}()`,
  };
}

/**
 * Finds the bundlers of a project that leave standard decorators in place unless they are configured, by
 * their config files and by the dependencies of the project.
 */
export function findBundlers(root: string, packageJson: PackageJson | undefined): FoundBundler[] {
  const names = filesIn(root);
  return bundlers.flatMap(
    ({ packages, newConfig, config, lowers, plugin, call }): FoundBundler[] => {
      const configs = names.filter((name) => config.test(name));
      const used = packages.find((name) => packageJson?.dependencies.has(name));
      const missing = used && configs.length === 0 ? newConfig?.(used) : undefined;
      if (missing !== undefined) return [{ config: missing, isThere: false, plugin, call }];
      return configs.map((name) => {
        const found = { config: name, isThere: true, plugin, call } as const;
        const text = readFileSync(join(root, name), "utf8");
        if (!lowers.test(text)) return found;
        const isOurs = plugin === "troupe/vite" || text.includes(plugin);
        return { ...found, lowers: isOurs ? "plugin" : "compiler" };
      });
    },
  );
}

/** The names of the files at the top of a project, sorted. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
