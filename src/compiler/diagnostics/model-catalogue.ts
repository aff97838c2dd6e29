import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** What is said of an agent that asks a model that may not exist, or more of one than it can do. */
export const modelCatalogue = {
  "model/unknown": {
    severity: "warning",
    message: text`Nothing is known of the model "${"model"}", whose name is almost that of "${"meant"}".`,
    hint: text`Write "${"meant"}". If there is such a model, say so in ${"file"}: models: { "${"model"}": {} }.`,
  },
  "model/no-tools": {
    severity: "error",
    message: text`${"className"} has tools, and the model "${"model"}" cannot use any.`,
    hint: text`Choose another model. If this is out of date, say so in ${"file"}: models: { "${"model"}": { tools: true } }.`,
  },
  "model/no-structured-output": {
    severity: "warning",
    message: text`${"className"} has a schema, and the model "${"model"}" cannot be held to one: it may refuse the request, or answer something else.`,
    hint: text`Choose another model. If this is out of date, say so in ${"file"}: models: { "${"model"}": { structuredOutput: true } }.`,
  },
  "model/no-temperature": {
    severity: "warning",
    message: text`${"className"} sets a temperature, and the model "${"model"}" refuses requests that do: it is asked without.`,
    hint: text`Remove @temperature, or choose another model. If this is out of date, say so there: models: { "${"model"}": { temperature: true } }.`,
  },
  "model/no-reasoning": {
    severity: "warning",
    message: text`${"className"} sets "${"word"}" for the model "${"model"}", which does not think: it may refuse the request.`,
    hint: text`Remove it, or choose another model. If this is out of date, say so in ${"file"}: models: { "${"model"}": { reasoning: true } }.`,
  },
  "model/max-tokens": {
    severity: "error",
    message: text`${"className"} asks for up to ${"maxTokens"} tokens, and the model "${"model"}" writes at most ${"most"}.`,
    hint: text`Lower @maxTokens, or "defaults.maxTokens" in ${"file"}. If this is out of date, say so there: models: { "${"model"}": { maxOutputTokens: … } }.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
