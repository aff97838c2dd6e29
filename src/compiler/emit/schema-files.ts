import type { JsonObject } from "../../internal/json.js";
import type { EmitCallable, Emitted } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import { jsonDocument } from "./source-text.js";
import { titleOf } from "./type-names.js";

/** The folder of JSON Schemas, within the output. */
const schemaFolder = "schemas";

/** The schemas of an agent or a network that have files. */
const parts = ["params", "output"] as const;

/** The JSON Schema files that an agent may have: `schemas/story.params.json` and the other. */
export function schemaFileNames(agentName: string): readonly string[] {
  return parts.map((part) => `${schemaFolder}/${fileNameOf(agentName)}.${part}.json`);
}

/**
 * The params and output of an agent or a network as JSON Schema (draft 2020-12). Each file's root is the
 * schema, which is what generators for other languages, OpenAPI and editors expect. `$id` is the name of the
 * file, so that it is valid wherever the folder is.
 */
export function schemaFiles(emitted: Emitted): readonly (readonly [file: string, text: string])[] {
  const { kind, spec } = emitted;
  return parts.map((part) => {
    const id = `${fileNameOf(spec.name)}.${part}.json`;
    const schema = part === "params" ? emitted.paramsSchema : outputSchema(emitted);
    const { $schema: _, $id: __, title, description, ...rest } = schema;
    const document = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: id,
      title: title ?? titleOf(spec.name, part),
      description:
        description ?? `${part === "params" ? "Params" : "Output"} of the ${kind} ${spec.name}.`,
      ...rest,
    };
    return [`${schemaFolder}/${id}`, jsonDocument(document)];
  });
}

/**
 * The schema of the value that a call gives, in JSON. If JSON Schema cannot express that (dates,
 * transforms), the schema of what the model writes.
 */
function outputSchema({ spec, outputShape }: EmitCallable): JsonObject {
  return outputShape ?? spec.output?.schema ?? { type: "string" };
}
