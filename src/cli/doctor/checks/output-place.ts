import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { installedMajor } from "../../setup/installed-package.js";
import type { Check } from "../view/check.js";
import { edit, error, warning } from "../view/finding.js";

/**
 * If tsc writes JavaScript, the config and the output are in the same folder as the rest of the code. A
 * module outside `src` is an error with `rootDir`, and without it moves `dist/main.js` to
 * `dist/src/main.js`.
 */
export const checkOutputPlace: Check = async ({ root, tsconfig = {}, config }) => {
  const opened = await config();
  if ("diagnostics" in opened || tsconfig["noEmit"] === true) return [];
  const { rootDir, outDir } = tsconfig;
  const { configFile, output } = opened;
  const outsideOf = (folder: string) =>
    [configFile, output].filter((place) => !`${place}/`.startsWith(`${folder}/`));
  const move = (folder: string) =>
    edit(`Move ${configFile} to ${folder}/ and set output: "${folder}/generated" in it`);
  if (typeof rootDir === "string") {
    const folder = posix.relative(".", rootDir);
    const [outside] = folder === "" ? [] : outsideOf(folder);
    if (outside === undefined) return [];
    return [error(`${outside} is outside the "rootDir" of tsconfig.json.`, move(folder))];
  }
  // From version 6 on, the root is the tsconfig's folder, wherever modules are.
  const computes = (installedMajor(root, "typescript") ?? 6) < 6;
  const [outside] = outsideOf("src");
  const isAlone = existsSync(join(root, "src")) && !configFile.startsWith("src/");
  if (!computes || typeof outDir !== "string" || !isAlone || outside === undefined) return [];
  const name = posix.normalize(outDir);
  const message = `${outside} is outside src/, so tsc writes src/main.ts to ${name}/src/main.js instead of ${name}/main.js.`;
  return [warning(message, move("src"))];
};
