import type { EmitCallable } from "./emit-input.js";
import { list } from "./layout.js";
import { siblingSpecifier, type ImportingProject } from "./project-specifier.js";
import { generatedHeader, quote, unformatted } from "./source-text.js";
import { typeNamesOf } from "./type-names.js";

/** The text of `index.ts`: every caller and its types, by explicit name. */
export function indexModule(agents: readonly EmitCallable[], project: ImportingProject): string {
  const lines = agents.map((agent) => {
    const { spec } = agent;
    const { params, output, partial, json } = typeNamesOf(agent);
    const types = [params, output, partial, json].filter((name) => name !== undefined);
    const names = [spec.name, ...types.sort().map((name) => `type ${name}`)];
    const from = quote(siblingSpecifier(project, spec.name));
    return `${unformatted}export ${list("{ ", names, " }")} from ${from};`;
  });
  return `${generatedHeader()}\n${lines.length === 0 ? "export {};" : lines.join("\n")}\n`;
}
