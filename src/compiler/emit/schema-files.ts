import type { JsonObject } from "../../internal/json.js";
import type { EmitAgent } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import { jsonDocument } from "./source-text.js";
import { titleOf } from "./type-names.js";

/** The folder of JSON Schemas, within the output. */
const schemaFolder = "schemas";

/** Which schemas an agent has a file of. */
const parts = ["params", "output"] as const;

/** The JSON Schema files that an agent may have: `schemas/story.params.json` and the other. */
export function schemaFileNames(agentName: string): readonly string[] {
  return parts.map((part) => `${schemaFolder}/${fileNameOf(agentName)}.${part}.json`);
}

/**
 * What an agent takes and gives as JSON Schema (draft 2020-12), each a file whose root is the schema:
 * that is what other languages' generators, OpenAPI and editors take. `$id` is the name of the file, so
 * that it is right wherever the folder lies.
 */
export function schemaFiles(agent: EmitAgent): readonly (readonly [file: string, text: string])[] {
  const { spec } = agent;
  return parts.map((part) => {
    const id = `${fileNameOf(spec.name)}.${part}.json`;
    const schema = part === "params" ? agent.paramsSchema : outputSchema(agent);
    const { $schema: _, $id: __, title, description, ...rest } = schema;
    const document = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: id,
      title: title ?? titleOf(spec.name, part),
      description:
        description ?? `${part === "params" ? "Params" : "Output"} of the agent ${spec.name}.`,
      ...rest,
    };
    return [`${schemaFolder}/${id}`, jsonDocument(document)];
  });
}

/**
 * Of the value that a call gives, as JSON holds it. Where JSON Schema cannot say that (dates,
 * transforms), what the model writes and the schema takes.
 */
function outputSchema({ spec, outputShape }: EmitAgent): JsonObject {
  return outputShape ?? spec.output?.schema ?? { type: "string" };
}
