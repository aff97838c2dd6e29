import type { EmitAgent, ToolInput } from "./emit-input.js";
import type { ImportList } from "./import-list.js";
import { braces, followedBy, indent } from "./layout.js";
import { keyText, nameText } from "./literal-text.js";
import { siblingSpecifier, type ImportingProject } from "./project-specifier.js";
import type { DeclaredType } from "./schema-text.js";
import { TypeTexts } from "./type-text.js";
import { zodText, type ValidatorNames } from "./zod-text.js";

/** The entries of a binding that run an agent's tools; none if it has no tools. */
export function toolBindings(
  agent: EmitAgent,
  project: ImportingProject,
  names: ValidatorNames,
  imports: ImportList,
): string[] {
  const { spec, toolInputs = [] } = agent;
  const bindings: string[] = [];
  if (toolInputs.length > 0) {
    const inputs = toolInputs.map(
      ({ tool, input }) => `${keyText(tool)}: () => ${zodText(input, names)},`,
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

/** What the staleness guard checks about methods that are tools. */
export interface WatchedTools {
  /** The type of each input, by the method's name. Absent: there is no such tool. */
  readonly text?: string;
  /** The types that these reference. */
  readonly declared: readonly DeclaredType[];
}

/** Writes what the staleness guard checks about an agent's tools. */
export function watchTools(toolInputs: readonly ToolInput[], stem: string): WatchedTools {
  const types = new TypeTexts(stem, "held");
  const members = toolInputs.map(({ method, input }) => {
    const isNothing = input.kind === "object" && input.properties.length === 0;
    return followedBy(`${nameText(method)}:`, isNothing ? "undefined" : types.text(input));
  });
  const { declared } = types;
  return members.length === 0 ? { declared } : { text: braces(members, ";"), declared };
}
