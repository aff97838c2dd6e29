import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPackage } from "../../setup/installed-package.js";
import { packageManagerOf } from "../../setup/package-manager.js";
import type { Check } from "../check.js";
import { edit, error, ok, run, warning, type Finding } from "../finding.js";

const configName = /^(?:vite|vitest)\.(?:config|workspace|projects)\.[cm]?[jt]s$/;

/** By its name or, where the package is imported by another path, by how it is called. */
const usesPlugin = /["'`]troupe\/vite["'`]|\bagents\(\s*\)/;

/** Where Vite or Vitest compiles, the plugin lowers decorators, which they leave as they are. */
export const checkBundlers: Check = ({ root, packageJson, tsconfig }) => {
  // These Vite lowers by itself.
  if (tsconfig?.["experimentalDecorators"] === true) return [];
  const configs = filesIn(root).filter((name) => configName.test(name));
  const tool = ["vitest", "vite"].find((name) => packageJson?.dependencies.has(name));
  if (tool && configs.length === 0) return [lacks(`${tool}.config.ts, which is not there,`)];
  const texts = configs.map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
  return texts.flatMap(({ name, text }) => {
    if (!usesPlugin.test(text)) return [lacks(name)];
    if (findPackage(root, "esbuild")) return [ok(`${name}: lowers decorators`)];
    const message = `${name} uses the plugin of troupe/vite, which needs esbuild, and it is not installed.`;
    return [error(message, run(`${packageManagerOf(root).add} -D esbuild`))];
  });
};

function lacks(config: string): Finding {
  return warning(
    `${config} does not name troupe/vite, without which decorators stay in what Vite compiles and Node and browsers refuse them.`,
    edit(`import { agents } from "troupe/vite", and plugins: [agents()]`),
  );
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
