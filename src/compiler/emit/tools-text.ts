import type { EmitAgent, ToolInput } from "./emit-input.js";
import type { ImportList } from "./import-list.js";
import { braces, indent } from "./layout.js";
import { keyText, nameText } from "./literal-text.js";
import { siblingSpecifier, type ImportingProject } from "./project-specifier.js";
import { typeText } from "./type-text.js";
import { zodText } from "./zod-text.js";

/** The entries of a binding that say how an agent's tools are run: none for an agent without any. */
export function toolBindings(
  agent: EmitAgent,
  project: ImportingProject,
  zod: string,
  imports: ImportList,
): string[] {
  const { spec, toolInputs = [] } = agent;
  const bindings: string[] = [];
  if (toolInputs.length > 0) {
    const inputs = toolInputs.map(
      ({ tool, input }) => `${keyText(tool)}: () => ${zodText(input, zod)},`,
    );
    bindings.push(`toolInputs: {\n${indent(inputs.join("\n"))}\n}`);
  }
  const agents = (spec.tools ?? []).flatMap(({ name, run }) => {
    if (run.kind !== "agent") return [];
    const caller = imports.value(siblingSpecifier(project, run.agent), run.agent);
    return [`${keyText(name)}: () => ${caller}`];
  });
  if (agents.length > 0) bindings.push(`toolAgents: ${braces(agents, ",")}`);
  return bindings;
}

/** What the staleness guard watches of the methods that are tools, by the method's name. */
export function watchedTools(toolInputs: readonly ToolInput[]): string {
  const members = toolInputs.map(({ method, input }) => {
    const type = input.properties.length === 0 ? "undefined" : typeText(input);
    return `${nameText(method)}: ${type}`;
  });
  return braces(members, ";");
}
