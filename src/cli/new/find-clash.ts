import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { agentNameOf } from "../../compiler/analyze/declaration/agent-name.js";
import { fileNameOf } from "../../compiler/emit/file-name.js";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";
import { loadManifest } from "../project/load-manifest.js";
import type { Project } from "../project/project.js";
import { UsageError } from "../outcome/usage-error.js";

/** An agent that is there, and the module that declares it, from the root. */
interface FoundAgent {
  readonly name: string;
  readonly source: string;
}

/**
 * Finds the agent that has the name of a new one already, or whose generated module would have its
 * file: by the classes that the agent modules export, and by the last build, which knows of names
 * that are given in other ways.
 */
export async function findClash(name: string, project: Project): Promise<FoundAgent | undefined> {
  const agents = [...(await agentsInSources(project)), ...agentsInManifest(project)];
  const file = fileNameOf(name);
  return agents.find((agent) => fileNameOf(agent.name) === file);
}

async function agentsInSources({ root, config }: Project): Promise<FoundAgent[]> {
  const files = await findAgentFiles({ root, globs: config.agents, output: config.output });
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, "utf8");
      const classes = text.matchAll(/\bexport\s+class\s+([\p{ID_Continue}$]+)/gu);
      const source = posix.relative(root.replaceAll("\\", "/"), file);
      return [...classes].map(([, className = ""]) => ({ name: agentNameOf(className), source }));
    }),
  );
  return found.flat();
}

function agentsInManifest({ root, config }: Project): FoundAgent[] {
  try {
    const { agents } = loadManifest(root, config.output);
    // One that was removed since is in nobody's way.
    return Object.values(agents).filter(({ source }) => existsSync(join(root, source)));
  } catch (error) {
    // Without a build that this version understands, the sources say all that is known.
    if (error instanceof UsageError) return [];
    throw error;
  }
}
