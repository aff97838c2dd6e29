import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** Diagnostics about an agent whose model may not exist, or cannot do what the agent needs. */
export const modelCatalogue = {
  "model/unknown": {
    severity: "warning",
    message: text`The model "${"model"}" is unknown.`,
    hint: text`Did you mean "${"meant"}"? If "${"model"}" exists, declare it in ${"file"}: models: { "${"model"}": {} }.`,
  },
  "model/no-tools": {
    severity: "error",
    message: text`${"className"} has tools, but the model "${"model"}" cannot use tools.`,
    hint: text`Choose another model. If this is out of date, correct it in ${"file"}: models: { "${"model"}": { tools: true } }.`,
  },
  "model/no-structured-output": {
    severity: "warning",
    message: text`${"className"} has a schema, but the model "${"model"}" does not support structured output: it may reject the request or ignore the schema.`,
    hint: text`Choose another model. If this is out of date, correct it in ${"file"}: models: { "${"model"}": { structuredOutput: true } }.`,
  },
  "model/no-temperature": {
    severity: "warning",
    message: text`${"className"} sets a temperature, but the model "${"model"}" rejects requests that set one, so it is sent without.`,
    hint: text`Remove @temperature, or choose another model. If this is out of date, correct it in ${"file"}: models: { "${"model"}": { temperature: true } }.`,
  },
  "model/no-reasoning": {
    severity: "warning",
    message: text`${"className"} sets "${"word"}" for the model "${"model"}", which does not support reasoning and may reject the request.`,
    hint: text`Remove it, or choose another model. If this is out of date, correct it in ${"file"}: models: { "${"model"}": { reasoning: true } }.`,
  },
  "model/max-tokens": {
    severity: "error",
    message: text`${"className"} asks for up to ${"maxTokens"} tokens, but the model "${"model"}" writes at most ${"most"}.`,
    hint: text`Lower @maxTokens, or "defaults.maxTokens" in ${"file"}. If this is out of date, correct it there: models: { "${"model"}": { maxOutputTokens: … } }.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
