import { docComment } from "../../compiler/emit/doc-comment.js";
import { moduleSpecifier } from "../../compiler/emit/module-specifier.js";
import type { AgentNames } from "./agent-names.js";
import { fieldText } from "./field-text.js";
import type { NewAgent } from "./new-agent.js";
import { promptText } from "./prompt-text.js";
import { quoted } from "./quoted.js";

/** Writes the module of a new agent, formatted to a width of 100. */
export function agentSource(agent: NewAgent): string {
  const { names, description, model, streaming, schema, params, base } = agent;
  const decorators = [
    ...(model === undefined ? [] : [`@model(${quoted(model)})`]),
    ...(streaming === undefined ? [] : [streaming ? "@streaming()" : "@streaming(false)"]),
    ...(schema ? [`@schema(${names.schemaName})`] : []),
  ];
  const members = [
    ...(params.length === 0 ? [] : [params.map(fieldText).join("\n")]),
    ...promptText(agent).map(
      ({ method, text }) => `  override ${method}() {\n    return ${text};\n  }`,
    ),
  ];
  const declaration = [
    ...decorators,
    `export class ${names.className} extends ${base?.className ?? "Agent"} {`,
    members.join("\n\n"),
    "}",
  ];
  return [
    `${importsOf(agent).join("\n")}\n`,
    ...(schema ? [schemaText(names)] : []),
    `${docComment(description)}${declaration.join("\n")}\n`,
  ].join("\n");
}

function importsOf({ model, streaming, schema, params, base, file, imports }: NewAgent): string[] {
  const names = [
    ...(base ? [] : ["Agent"]),
    ...(model === undefined ? [] : ["model"]),
    ...(params.length === 0 ? [] : ["param"]),
    ...(schema ? ["schema"] : []),
    ...(streaming === undefined ? [] : ["streaming"]),
  ];
  const folder = file.split("/").slice(0, -1).join("/");
  return [
    ...(names.length === 0 ? [] : [`import { ${names.join(", ")} } from "troupe";`]),
    ...(schema ? [`import * as z from "zod";`] : []),
    ...(base
      ? [
          `import { ${base.className} } from ${quoted(moduleSpecifier(folder, base.file, imports))};`,
        ]
      : []),
  ];
}

function schemaText({ schemaName, name }: AgentNames): string {
  return `/** What ${name} answers with. */
export const ${schemaName} = z.object({
  answer: z.string().describe("The answer, in one paragraph."),
  reasons: z.array(z.string()).describe("Why, in one sentence each."),
});
`;
}
