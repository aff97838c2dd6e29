import type { Emitted, EmitInput } from "./emit-input.js";
import { indent, list } from "./layout.js";
import { nameText } from "./literal-text.js";
import { siblingSpecifier } from "./project-specifier.js";
import { generatedHeader, quote, unformatted } from "./source-text.js";
import { typeNamesOf } from "./type-names.js";

/**
 * The text of `index.ts`: every caller and its types, by explicit name, and the type of `this.agents`.
 * @param emitted sorted by name
 */
export function indexModule(emitted: readonly Emitted[], project: EmitInput): string {
  if (emitted.length === 0) return `${generatedHeader()}\nexport {};\n`;
  const lines = emitted.map((one) => {
    const { params, states, output, partial, json } = typeNamesOf(one);
    const types = [params, states, output, partial, json].filter((name) => name !== undefined);
    const names = [one.spec.name, ...types.sort().map((name) => `type ${name}`)];
    const from = quote(siblingSpecifier(project, one.spec.name));
    return `${unformatted}export ${list("{ ", names, " }")} from ${from};`;
  });
  return `${generatedHeader()}\n${lines.join("\n")}\n\n${agentsText(emitted, project)}\n`;
}

/** What `this.agents` has, for `Network<Agents>`, and for all classes if none of the project names it. */
function agentsText(emitted: readonly Emitted[], project: EmitInput): string {
  const members = emitted.map(({ spec: { name } }) => {
    const module = quote(siblingSpecifier(project, name));
    return `readonly ${nameText(name)}: typeof import(${module}).${name};`;
  });
  const body = `interface Agents {\n${indent(members.join("\n"))}\n}`;
  const own = `${unformatted}/** Every agent and network of the project as its caller, by name. */\nexport ${body}`;
  if (!project.augments) return own;
  return `${own}\n\n${unformatted}declare module "troupe" {\n${indent(body)}\n}`;
}
