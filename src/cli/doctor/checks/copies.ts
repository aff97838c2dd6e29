import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ownFolder } from "../../../compiler/own-package.js";
import { findPackage, type InstalledPackage } from "../../setup/installed-package.js";
import type { Check } from "../view/check.js";
import { edit, ok, run, warning, type Finding } from "../view/finding.js";
import type { ProjectView } from "../view/project-view.js";

/**
 * Everything that uses agents finds the same zod and troupe: the project, each module of an agent, this
 * package, and every other package that depends on it. One copy of Zod does not always understand another's
 * schemas. Copies that other packages use for themselves do not matter.
 */
export const checkCopies: Check = async (project) => {
  const folders = [
    project.root,
    ...(await foldersOfAgents(project)),
    ...foldersOfDependents(project.root),
  ];
  const troupes = copiesOf("troupe", folders);
  const zods = copiesOf("zod", [...folders, ...troupes.keys()]);
  return [
    ...describe("troupe", troupes, project.root),
    ...describe("zod", zods, project.root),
    ...checkCommand(troupes, project.root),
    ...checkName(project),
  ];
};

type Copies = ReadonlyMap<string, InstalledPackage>;

async function foldersOfAgents({ root, config }: ProjectView): Promise<string[]> {
  const opened = await config();
  if ("diagnostics" in opened) return [];
  const { findAgentFiles } = await import("../../../compiler/source/find-agent-files.js");
  const { output } = opened;
  const files = await findAgentFiles({ root, globs: opened.config.agents, output });
  return [...new Set(files.map((file) => dirname(file)))];
}

/** The other installed packages that depend on this one, because they bring their own agents. */
function foldersOfDependents(root: string): string[] {
  const modules = join(root, "node_modules");
  return packagesIn(modules).filter((folder) => {
    try {
      const text = readFileSync(join(folder, "package.json"), "utf8");
      // Most packages do not even mention it, and parsing hundreds takes a while.
      if (!text.includes('"troupe"')) return false;
      const { dependencies, peerDependencies } = Object(JSON.parse(text)) as Record<string, object>;
      return "troupe" in { ...dependencies, ...peerDependencies };
    } catch {
      return false;
    }
  });
}

function packagesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? packagesIn(join(folder, name)) : [join(folder, name)],
    );
}

function copiesOf(name: string, folders: Iterable<string>): Copies {
  const copies = new Map<string, InstalledPackage>();
  for (const folder of folders) {
    const found = findPackage(folder, name);
    if (found) copies.set(found.folder, found);
  }
  return copies;
}

function describe(name: string, copies: Copies, root: string): Finding[] {
  if (copies.size === 0) return [];
  if (copies.size === 1) return [ok(`One copy of ${name}`)];
  const places = [...copies.values()].map(
    ({ folder, version = "of no version" }) => `${version} in ${relative(root, folder) || folder}`,
  );
  const message = `Agents find ${copies.size} copies of ${name}: ${places.join(", ")}.`;
  return [warning(message, run(`npm ls ${name}   # then: npm dedupe`))];
}

/** The running command is the project's own, not one that is installed elsewhere. */
function checkCommand(troupes: Copies, root: string): Finding[] {
  const used = findPackage(root, "troupe");
  const running = ownFolder.replace(/[/\\]$/, "");
  if (!used || troupes.has(running)) return [];
  return [
    warning(
      `This command is from ${running}, but the project has its own: troupe ${used.version ?? "of no version"} in ${relative(root, used.folder)}.`,
      run("npx troupe doctor   # in the project's folder"),
    ),
  ];
}

/** No other package installs a command `agents`, because npm would choose between them. */
function checkName({ root, packageJson }: ProjectView): Finding[] {
  const others = [...(packageJson?.dependencies ?? [])].filter(
    (name) => name !== "troupe" && findPackage(root, name)?.commands.includes("agents"),
  );
  return others.map((name) =>
    warning(
      `The package ${name} also has a command "agents", and that one may run instead.`,
      edit(`write troupe instead of agents in the scripts: "troupe build"`),
    ),
  );
}
