import { findPackage } from "./installed-package.js";
import { packageManagerOf } from "./package-manager.js";

/**
 * The commands that install missing packages: to run agents, and to build them. None if nothing is missing.
 */
export function installCommands(root: string): string[] {
  const missing = (names: readonly string[]) =>
    names.filter((name) => findPackage(root, name) === undefined);
  const { add } = packageManagerOf(root);
  const commands: string[] = [];
  const toRun = missing(["troupe", "zod"]);
  if (toRun.length > 0) commands.push(`${add} ${toRun.join(" ")}`);
  const toBuild = missing(["ts-morph", "tsx", "typescript", "@types/node"]);
  if (toBuild.length > 0) commands.push(`${add} -D ${toBuild.join(" ")}`);
  return commands;
}
