import { codeSpan } from "../../internal/code-span.js";
import { docComment } from "./doc-comment.js";
import type { EmitAgent, EmitInput } from "./emit-input.js";
import { nameText } from "./literal-text.js";
import { moduleSpecifier } from "./module-specifier.js";
import { declareParams } from "./params-text.js";
import { declareSchema } from "./schema-text.js";
import { inComment, quote } from "./source-text.js";
import { typeNamesOf } from "./type-names.js";

/** Without these, Prettier and oxfmt change the section, and the next build finds it stale. */
const formatters = {
  off: "<!-- prettier-ignore-start -->",
  on: "<!-- prettier-ignore-end -->",
} as const;

/**
 * What a coding assistant must know about a project's agents, as Markdown for its AGENTS.md: how to call,
 * change and build them, and the params and output of each. Short, because it is in the context of every
 * task; the manifest has the rest.
 *
 * Authors' text is only in comments and types within a code fence, and cannot begin a line there, so it can
 * end neither the fence nor the section.
 */
export function agentsSection(project: EmitInput): string {
  const agents = [...project.agents].sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
  const { output } = project;
  const [sample = "agent"] = agents.map(({ spec }) => spec.name);
  const streamed = agents.find(({ spec }) => spec.streaming)?.spec.name;
  const style = project.standalone ? "ts" : project.imports;
  const index = moduleSpecifier("", `${output}/index.ts`, style);
  const folder = inComment(output);
  const lines = [
    "## Agents",
    "",
    `Typed functions that call language models, compiled by \`agents build\` from the classes named below. Import them from ${codeSpan(inComment(index))} (relative to the project's root).`,
    "",
    `- \`await ${sample}({ … })\` returns the validated output, or rejects with an \`AgentError\` (\`code\`, \`partialText\`). The second argument takes options: \`signal\`, \`timeout\`, \`model\`, \`onChunk\`.`,
    ...(streamed === undefined
      ? []
      : [
          `- \`for await (const chunk of ${streamed}({ … }))\` reads the raw text of a streaming agent as it arrives.`,
        ]),
    `- Never edit ${codeSpan(`${folder}/`)}. Change the class or its schema and run \`npx troupe build\`; \`npx troupe build --check\` fails if that was forgotten.`,
    `- \`npx troupe run ${sample} --fake\` tries one without a key. ${codeSpan(`${folder}/manifest.json`)} describes all of them for programs.`,
    "",
    "```ts",
    agents.map(describe).join("\n\n"),
    "```",
  ];
  return [formatters.off, ...lines.map(defuse), formatters.on, ""].join("\n");
}

function describe(agent: EmitAgent): string {
  const { spec } = agent;
  const types = typeNamesOf(agent);
  const execution = spec.streaming ? "StreamingExecution" : "Execution";
  const params = declareParams(agent, types.params).map(({ text }) => text);
  const optional = spec.params.every(({ required }) => !required) ? "?" : "";
  const context = contextOption(spec);
  const comment = docComment(
    spec.description,
    `${spec.streaming ? "Streams. " : ""}Model: ${spec.model}. Class: ${spec.className} in ${spec.source}.`,
    ...(spec.tools ?? []).map(
      ({ name, description, final, approve, run }) =>
        `Tool ${name}: ${oneLine(description)}${final ? " Ends the execution." : ""}${approve ? " Asks a person." : ""}${run.kind === "client" ? " The client runs it." : ""}`,
    ),
    ...(spec.hostedTools ?? []).map(({ name }) => `Tool ${name}: run by the provider.`),
  );
  const head = `${comment}function ${spec.name}(params${optional}: ${types.params}${context}): ${execution}<${types.output ?? "string"}>;`;
  return [head, ...params, ...outputOf(agent)].join("\n").replaceAll(/(^|\n)export /g, "$1");
}

/** As `context` is passed, its types aside, which are in the class. */
function contextOption({ className, context = [] }: EmitAgent["spec"]): string {
  if (context.length === 0) return "";
  const members = context.map(({ name, required }) => {
    return `${nameText(name)}${required ? "" : "?"}: ${className}[${quote(name)}]`;
  });
  const optional = context.every(({ required }) => !required) ? "?" : "";
  return `, options${optional}: { context${optional}: { ${members.join("; ")} } }`;
}

function outputOf(agent: EmitAgent): string[] {
  const { spec, outputShape } = agent;
  const { output } = typeNamesOf(agent);
  if (output === undefined || !spec.output) return [];
  const { exportName, source } = spec.output;
  if (!outputShape)
    return [`type ${output} = z.output<typeof ${exportName}>; // ${inComment(oneLine(source))}`];
  const declared = declareSchema({
    schema: outputShape,
    name: output,
    comment: "",
    partial: false,
  });
  return declared.map(({ text }) => text);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/**
 * Defuses text that a tool may take for a marker, and tags, which a model reads and a person does not see.
 */
function defuse(text: string): string {
  return text.replaceAll(/[\u{e0000}-\u{e007f}]/gu, "").replaceAll("<!--", "<! --");
}
