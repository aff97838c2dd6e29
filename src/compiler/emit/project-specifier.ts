import type { EmitInput } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import { moduleSpecifier } from "./module-specifier.js";

/** The parts of a project that decide how modules of the output import others. */
export type ImportingProject = Pick<EmitInput, "output" | "standalone" | "imports">;

/**
 * How a module of the output imports a file of the project; in a standalone output, this may be its copy.
 * @param file from the root, with `/`
 */
export function projectSpecifier(
  { output, standalone, imports }: ImportingProject,
  file: string,
): string {
  return standalone
    ? moduleSpecifier(output, standalone.importedFrom(file), "ts")
    : moduleSpecifier(output, file, imports);
}

/** How a module of the output folder imports that of an agent. */
export function siblingSpecifier(
  { standalone, imports }: Omit<ImportingProject, "output">,
  agentName: string,
): string {
  return moduleSpecifier("", `${fileNameOf(agentName)}.ts`, standalone ? "ts" : imports);
}
