import { findPackage } from "./installed-package.js";
import { packageManagerOf } from "./package-manager.js";

/**
 * The commands that install missing packages: to run agents, and to build them. None if nothing is missing.
 *
 * @param hasPlugin - whether the plugin of this package lowers decorators for a bundler, or will
 */
export function installCommands(root: string, hasPlugin: boolean): string[] {
  const missing = (names: readonly string[]) =>
    names.filter((name) => findPackage(root, name) === undefined);
  const { add } = packageManagerOf(root);
  const commands: string[] = [];
  const toRun = missing(["troupe", "zod"]);
  if (toRun.length > 0) commands.push(`${add} ${toRun.join(" ")}`);
  const ofPlugin = hasPlugin ? ["esbuild"] : [];
  const toBuild = missing(["ts-morph", "tsx", "typescript", "@types/node", ...ofPlugin]);
  if (toBuild.length > 0) commands.push(`${add} -D ${toBuild.join(" ")}`);
  return commands;
}
