import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn, findBundlers, type FoundBundler } from "../../setup/find-bundlers.js";
import { findPackage } from "../../setup/installed-package.js";
import { packageManagerOf } from "../../setup/package-manager.js";
import type { Check } from "../view/check.js";
import { edit, error, ok, run, warning, type Finding } from "../view/finding.js";
import { isStandalone } from "../view/is-standalone.js";
import type { ProjectView } from "../view/project-view.js";

/** If a bundler does not lower decorators, the plugin does. */
export const checkBundlers: Check = async (project) => {
  const { root, packageJson, tsconfig } = project;
  // All bundlers lower these. Standalone output has no decorators.
  if (tsconfig?.["experimentalDecorators"] === true || (await isStandalone(project))) return [];
  return [
    ...findBundlers(root, packageJson).map((bundler) => checkBundler(bundler, root)),
    ...checkEsbuild(project),
  ];
};

function checkBundler(
  { config, isThere, lowers, plugin, call }: FoundBundler,
  root: string,
): Finding {
  if (lowers === undefined) {
    return warning(
      `${config}${isThere ? "" : ", which is not there,"} does not use ${plugin}. Without it, the bundle contains decorators, which Node and browsers reject.`,
      edit(`import { agents } from "${plugin}", and plugins: [${call}]`),
    );
  }
  if (lowers === "compiler" || findPackage(root, "esbuild"))
    return ok(`${config}: lowers decorators`);
  return error(
    `${config} uses the plugin of ${plugin}, which needs esbuild, but esbuild is not installed.`,
    run(`${packageManagerOf(root).add} -D esbuild`),
  );
}

/** A target for which esbuild lowers standard decorators: any except the newest, its default. */
const lowersForTarget = /(?:--|\b)target\b["']?\s*[=:]\s*[[\s"'`]*(?!esnext)[a-z]+\d/i;
const lowersByName = /(?:--supported:decorators=false|\bdecorators["']?\s*:\s*false)/;

/** Checks the scripts of package.json and the programs at the root that call esbuild. */
function checkEsbuild({ root, packageJson }: ProjectView): Finding[] {
  const scripts = [...(packageJson?.scripts ?? [])]
    .filter(([, command]) => /(?:^|[\s&|;])esbuild\s/.test(command))
    .map(([name, text]) => ({ name: `The script "${name}"`, text, isScript: true }));
  const programs = filesIn(root)
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
