import type { ContextSpec } from "../../manifest/manifest.js";
import type { EmitAgent } from "./emit-input.js";
import { docComment } from "./doc-comment.js";
import type { ImportList } from "./import-list.js";
import { indent } from "./layout.js";
import { nameText } from "./literal-text.js";
import { siblingSpecifier, type ImportingProject } from "./project-specifier.js";
import { quote } from "./source-text.js";
import { titleOf } from "./type-names.js";

/**
 * The type of what a call brings along. Its members are the class's own, by reference, because they may
 * be of any type.
 *
 * @param agent the class, as the module has it
 */
export function contextText(name: string, context: readonly ContextSpec[], agent: string): string {
  const members = context.map((field) => memberText(field, agent));
  return `export interface ${name} {\n${indent(members.join("\n"))}\n}`;
}

function memberText({ name, required, description }: ContextSpec, agent: string): string {
  const type = `${agent}[${quote(name)}]`;
  const member = required ? `: ${type};` : `?: ${type} | undefined;`;
  return `${docComment(description)}${nameText(name)}${member}`;
}

/**
 * What has tsc compare the context of an agent with that of the agents that are its tools, which get
 * theirs from it.
 *
 * @param own the type of the agent's context, if it has one
 */
export function contextGuards(
  { spec }: EmitAgent,
  own: string | undefined,
  project: ImportingProject & { readonly agents: readonly EmitAgent[] },
  imports: ImportList,
): readonly string[] {
  if (own === undefined) return [];
  return (spec.tools ?? []).flatMap(({ name, run }) => {
    if (run.kind !== "agent") return [];
    const tool = project.agents.find((agent) => agent.spec.name === run.agent);
    if (!tool?.spec.context) return [];
    const needed = imports.type(
      siblingSpecifier(project, run.agent),
      titleOf(run.agent, "context"),
    );
    const passesOn = imports.type("troupe/runtime", "PassesContext");
    return [`true satisfies ${passesOn}<${quote(spec.name)}, ${own}, ${quote(name)}, ${needed}>;`];
  });
}
