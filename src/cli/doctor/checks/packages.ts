import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { ownFolder, readOwnPackage, type OwnPackage } from "../../../compiler/own-package.js";
import { findPackage } from "../../setup/installed-package.js";
import { packageManagerOf } from "../../setup/package-manager.js";
import type { Check } from "../view/check.js";
import { error, ok, run, warning, type Finding } from "../view/finding.js";
import type { ProjectView } from "../view/project-view.js";
import { satisfiesRange } from "../../../compiler/satisfies-range.js";

/** A package that agents use. */
interface Need {
  readonly name: string;
  /** Whether it is installed as a development dependency. */
  readonly dev?: true;
  /** The package that imports it. Default: the project. */
  readonly by?: "troupe";
  /** What does not work without it. Absent: it is optional. */
  readonly missing?: { readonly level: "error" | "warning"; readonly without: string };
}

const missingSdk = {
  level: "warning",
  without: "the options of its models have no types",
} as const;

const needs: readonly Need[] = [
  { name: "troupe", missing: { level: "error", without: "agents cannot be declared" } },
  { name: "zod", missing: { level: "error", without: "generated modules cannot be loaded" } },
  {
    name: "ts-morph",
    dev: true,
    missing: { level: "error", without: "agents cannot be built" },
  },
  { name: "tsx", dev: true, missing: { level: "error", without: "the config cannot be loaded" } },
  {
    name: "typescript",
    dev: true,
    missing: { level: "warning", without: "nothing checks the types of agents and calls" },
  },
  { name: "openai", by: "troupe", missing: missingSdk },
  { name: "@anthropic-ai/sdk", by: "troupe", missing: missingSdk },
  { name: "vite", dev: true },
  { name: "vitest", dev: true },
  { name: "esbuild", dev: true },
];

/** The packages that agents need are installed, in supported versions. */
export const checkPackages: Check = (project) => {
  const own = readOwnPackage();
  return isNothingInstalled(project)
    ? [
        error(
          "The packages in package.json are not installed: there is no node_modules.",
          run(packageManagerOf(project.root).install),
        ),
      ]
    : needs.flatMap((need) => checkPackage(need, project, own));
};

/** Whether it is a fresh clone, for which listing each missing package would be noise. */
function isNothingInstalled({ root, packageJson }: ProjectView): boolean {
  const isListed = packageJson?.dependencies.has("troupe") ?? false;
  return isListed && !existsSync(join(root, "node_modules")) && !findPackage(root, "troupe");
}

function checkPackage(need: Need, { root }: ProjectView, own: OwnPackage): Finding[] {
  const { name, missing, by } = need;
  // This package's own repository, whose agents import it by path.
  if (name === "troupe" && relative(root, ownFolder) === "") return [ok(`troupe ${own.version}`)];
  const manager = packageManagerOf(root);
  const add = `${manager.add} ${need.dev ? "-D " : ""}${name}`;
  const importer = by === "troupe" ? (findPackage(root, "troupe")?.folder ?? ownFolder) : root;
  const found = findPackage(importer, name);
  if (!found) {
    if (!missing) return [];
    const remedy = by === "troupe" ? manager.install : add;
    const message = `The package ${name} is not installed: ${missing.without} without it.`;
    return [
      missing.level === "error" ? error(message, run(remedy)) : warning(message, run(remedy)),
    ];
  }
  const { version } = found;
  const range = own.peerDependencies[name] ?? own.dependencies[name];
  if (version === undefined || range === undefined) return [ok(`${name} ${version ?? ""}`.trim())];
  if (satisfiesRange(version, range)) return [ok(`${name} ${version}`)];
  const remedy = by === "troupe" ? manager.install : `${add}@${quote(range)}`;
  const message = `${name} ${version} is installed, but troupe ${own.version} needs ${range}.`;
  return [warning(message, run(remedy))];
}

/** Quotes a range for a shell, where `>` and `|` have other meanings. */
function quote(range: string): string {
  return /^[\w.^~]+$/.test(range) ? range : `"${range}"`;
}
