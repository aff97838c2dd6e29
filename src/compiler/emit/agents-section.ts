import { codeSpan } from "../../internal/code-span.js";
import type { AgentSpec, CallableSpec, StateSpec } from "../../manifest/manifest.js";
import { docComment } from "./doc-comment.js";
import type { Emitted, EmitInput } from "./emit-input.js";
import { nameText } from "./literal-text.js";
import { moduleSpecifier } from "./module-specifier.js";
import { declareParams } from "./params-text.js";
import { declareSchema } from "./schema-text.js";
import { inComment, quote } from "./source-text.js";
import { declareStates } from "./states-text.js";
import { typeNamesOf, type TypeNames } from "./type-names.js";

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
  const byName = (a: Emitted, b: Emitted) => (a.spec.name < b.spec.name ? -1 : 1);
  const agents = [...project.agents.toSorted(byName), ...project.networks.toSorted(byName)];
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
    ...(project.networks.length === 0
      ? []
      : [
          "- A network calls agents: its class extends `Network`, its method `run` calls `this.agents.name(…)`. Callers use it like an agent; `execution.states()` gives its `@state` fields.",
        ]),
    "",
    "```ts",
    agents.map(describe).join("\n\n"),
    "```",
  ];
  return [formatters.off, ...lines.map(defuse), formatters.on, ""].join("\n");
}

function describe(emitted: Emitted): string {
  const { spec } = emitted;
  const types = typeNamesOf(emitted);
  const params = declareParams(emitted, types.params).map(({ text }) => text);
  const states = declareStates(statesOf(emitted), types.states).map(({ text }) => text);
  const optional = spec.params.every(({ required }) => !required) ? "?" : "";
  const context = contextOption(spec);
  const comment = docComment(
    spec.description,
    `${spec.streaming ? "Streams. " : ""}${nature(emitted)} Class: ${spec.className} in ${spec.source}.`,
    ...(emitted.kind === "agent" ? toolLines(emitted.spec) : []),
  );
  const head = `${comment}function ${spec.name}(params${optional}: ${types.params}${context}): ${executionOf(emitted, types)};`;
  return [head, ...params, ...states, ...outputOf(emitted)]
    .join("\n")
    .replaceAll(/(^|\n)export /g, "$1");
}

function statesOf(emitted: Emitted): readonly StateSpec[] {
  return emitted.kind === "network" ? (emitted.spec.states ?? []) : [];
}

function nature(emitted: Emitted): string {
  const { members = [] } = emitted.spec;
  const calls = members.length === 0 ? "" : ` Calls ${members.join(", ")}.`;
  return emitted.kind === "agent" ? `Model: ${emitted.spec.model}.${calls}` : `Network.${calls}`;
}

function executionOf({ kind, spec }: Emitted, { output = "string", states }: TypeNames): string {
  const network = kind === "network" ? "Network" : "";
  const typeArguments = [output, states].filter((type) => type !== undefined).join(", ");
  return `${spec.streaming ? "Streaming" : ""}${network}Execution<${typeArguments}>`;
}

function toolLines(spec: AgentSpec): readonly string[] {
  return [
    ...(spec.tools ?? []).map(
      ({ name, description, final, approve, run }) =>
        `Tool ${name}: ${oneLine(description)}${final ? " Ends the execution." : ""}${approve ? " Asks a person." : ""}${run.kind === "client" ? " The client runs it." : ""}`,
    ),
    ...(spec.hostedTools ?? []).map(({ name }) => `Tool ${name}: run by the provider.`),
  ];
}

/** As `context` is passed, its types aside, which are in the class. */
function contextOption({ className, context = [] }: CallableSpec): string {
  if (context.length === 0) return "";
  const members = context.map(({ name, required }) => {
    return `${nameText(name)}${required ? "" : "?"}: ${className}[${quote(name)}]`;
  });
  const optional = context.every(({ required }) => !required) ? "?" : "";
  return `, options${optional}: { context${optional}: { ${members.join("; ")} } }`;
}

function outputOf(emitted: Emitted): string[] {
  const { spec, outputShape } = emitted;
  const { output } = typeNamesOf(emitted);
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
