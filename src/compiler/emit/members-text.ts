import type { Emitted } from "./emit-input.js";
import type { ImportList } from "./import-list.js";
import { braces } from "./layout.js";
import { keyText } from "./literal-text.js";
import { siblingSpecifier, type ImportingProject } from "./project-specifier.js";

/** The entry of a binding with what the class calls as `this.agents`; none if it calls nothing. */
export function memberBindings(
  { spec }: Emitted,
  project: ImportingProject,
  imports: ImportList,
): string[] {
  const { name: own, members = [] } = spec;
  if (members.length === 0) return [];
  const entries = members.map((name) => {
    const caller = name === own ? own : imports.value(siblingSpecifier(project, name), name);
    // Callers may call each other, and the first module to be loaded has them before they are made.
    return `${keyText(name)}: () => ${caller}`;
  });
  return [`members: ${braces(entries, ",")}`];
}
