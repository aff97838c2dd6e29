import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPackage } from "../../setup/installed-package.js";
import { packageManagerOf } from "../../setup/package-manager.js";
import type { Check } from "../view/check.js";
import { edit, error, ok, run, warning, type Finding } from "../view/finding.js";
import { isStandalone } from "../view/is-standalone.js";
import type { ProjectView } from "../view/project-view.js";

/** A bundler that leaves standard decorators in place. */
interface Bundler {
  readonly packages: readonly string[];
  /** The config file to create, for a package that can be used without one. */
  readonly begin?: string;
  readonly config: RegExp;
  /** What a config contains if it lowers decorators. */
  readonly lowers: RegExp;
  readonly plugin: "troupe/vite" | "troupe/bundler";
  /** The call in `plugins`. */
  readonly call: string;
}

/** Plugins that compile TypeScript for Rollup and webpack, and may lower decorators. */
const compilers =
  /["'`](?:ts-loader|swc-loader|babel-loader|esbuild-loader|@rollup\/plugin-(?:typescript|swc|babel)|rollup-plugin-(?:typescript2|esbuild|swc3?|oxc))["'`]/;

const bundlers: readonly Bundler[] = [
  {
    packages: ["vitest", "vite"],
    config: /^(?:vite|vitest)\.(?:config|workspace|projects)\.[cm]?[jt]s$/,
    // By its name, or by its call if the package is imported from another path.
    lowers: /["'`]troupe\/vite["'`]|\bagents\(\s*\)/,
    plugin: "troupe/vite",
    call: "agents()",
  },
  ofBundler("tsdown", { begin: "tsdown.config.ts" }),
  ofBundler("rolldown", {}),
  ofBundler("rollup", { lowers: compilers }),
  ofBundler("webpack", { lowers: compilers }),
];

function ofBundler(
  name: string,
  { begin, lowers }: { readonly begin?: string; readonly lowers?: RegExp },
): Bundler {
  return {
    packages: [name],
    ...(begin !== undefined && { begin }),
    config: new RegExp(String.raw`^${name}\.config\.[cm]?[jt]s$`),
    lowers: new RegExp(`["'\`]troupe/bundler["'\`]${lowers ? `|${lowers.source}` : ""}`),
    plugin: "troupe/bundler",
    call: `agents.${name}()`,
  };
}

/** If a bundler does not lower decorators, the plugin does. */
export const checkBundlers: Check = async (project) => {
  const { root, tsconfig } = project;
  // All bundlers lower these. Standalone output has no decorators.
  if (tsconfig?.["experimentalDecorators"] === true || (await isStandalone(project))) return [];
  const names = filesIn(root);
  return [
    ...bundlers.flatMap((bundler) => checkBundler(bundler, names, project)),
    ...checkEsbuild(names, project),
  ];
};

function checkBundler(
  bundler: Bundler,
  names: readonly string[],
  { root, packageJson }: ProjectView,
): Finding[] {
  const { packages, config, lowers, plugin } = bundler;
  const configs = names.filter((name) => config.test(name));
  const tool = packages.find((name) => packageJson?.dependencies.has(name));
  const begin = plugin === "troupe/vite" ? `${tool}.config.ts` : bundler.begin;
  if (tool && configs.length === 0 && begin !== undefined) {
    return [lacks(bundler, `${begin}, which is not there,`)];
  }
  const texts = configs.map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
  return texts.flatMap(({ name, text }) => {
    if (!lowers.test(text)) return [lacks(bundler, name)];
    const isOurs = text.includes(plugin) || plugin === "troupe/vite";
    if (!isOurs || findPackage(root, "esbuild")) return [ok(`${name}: lowers decorators`)];
    const message = `${name} uses the plugin of ${plugin}, which needs esbuild, but esbuild is not installed.`;
    return [error(message, run(`${packageManagerOf(root).add} -D esbuild`))];
  });
}

function lacks({ plugin, call }: Bundler, config: string): Finding {
  return warning(
    `${config} does not use ${plugin}. Without it, the bundle contains decorators, which Node and browsers reject.`,
    edit(`import { agents } from "${plugin}", and plugins: [${call}]`),
  );
}

/** A target for which esbuild lowers standard decorators: any except the newest, its default. */
const lowersForTarget = /(?:--|\b)target\b["']?\s*[=:]\s*[[\s"'`]*(?!esnext)[a-z]+\d/i;
const lowersByName = /(?:--supported:decorators=false|\bdecorators["']?\s*:\s*false)/;

/** Checks the scripts of package.json and the programs at the root that call esbuild. */
function checkEsbuild(names: readonly string[], { root, packageJson }: ProjectView): Finding[] {
  const scripts = [...(packageJson?.scripts ?? [])]
    .filter(([, command]) => /(?:^|[\s&|;])esbuild\s/.test(command))
    .map(([name, text]) => ({ name: `The script "${name}"`, text, isScript: true }));
  const programs = names
    .filter((name) => /^(?:esbuild|build)\b[\w.-]*\.[cm]?[jt]s$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), "utf8"), isScript: false }))
    .filter(({ text }) => /["'`]esbuild["'`]/.test(text));
  return [...scripts, ...programs].map(({ name, text, isScript }) => {
    const isLowered =
      lowersForTarget.test(text) ||
      lowersByName.test(text) ||
      /["'`]troupe\/bundler["'`]/.test(text);
    if (isLowered) return ok(`${name}: lowers decorators`);
    return warning(
      `${name} runs esbuild without a target, so the bundle contains decorators, which Node and browsers reject.`,
      edit(
        isScript
          ? `--target=es2022`
          : `target: "es2022", or import { agents } from "troupe/bundler" and plugins: [agents.esbuild()]`,
      ),
    );
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
