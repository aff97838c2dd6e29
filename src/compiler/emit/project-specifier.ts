import type { EmitInput } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import { moduleSpecifier } from "./module-specifier.js";

/** What decides how modules of the output import. */
export type ImportingProject = Pick<EmitInput, "output" | "standalone">;

/**
 * How a module of the output imports a file of the project; in a standalone output by the name of what
 * is there, which may be a copy.
 * @param file from the root, with `/`
 */
export function projectSpecifier({ output, standalone }: ImportingProject, file: string): string {
  if (!standalone) return moduleSpecifier(output, file);
  const imported = standalone.importedFrom(file);
  const extension = /\.[^./]+$/.exec(imported)?.[0] ?? "";
  return moduleSpecifier(output, imported).replace(/\.[^./]+$/, extension);
}

/** How a module of the output imports that of an agent. */
export function siblingSpecifier({ standalone }: ImportingProject, agentName: string): string {
  return `./${fileNameOf(agentName)}.${standalone ? "ts" : "js"}`;
}
