import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** Diagnostics about a class: its name, its base, its decorators and its output schema. */
export const agentCatalogue = {
  "agent/none": {
    severity: "error",
    message: text`No agent was found in ${"globs"}.`,
    hint: text`Export a class that extends Agent from a module that the "agents" globs in ${"file"} match.`,
  },
  "agent/not-exported": {
    severity: "error",
    message: text`The agent class ${"className"} is not exported under its own name.`,
    hint: text`Write "export class ${"className"} …": the generated module imports it by this name.`,
  },
  "agent/unnamed": {
    severity: "error",
    message: text`This agent class has no name.`,
    hint: text`Write "export class StoryAgent extends Agent …": the agent is named after its class.`,
  },
  "agent/unreadable-base": {
    severity: "error",
    message: text`The build cannot find "${"base"}", the class that ${"className"} extends.`,
    hint: text`${"remedy"}`,
  },
  "agent/not-an-agent": {
    severity: "error",
    message: text`${"className"} has decorators of agents, but extends neither Agent nor Network.`,
    hint: text`${"remedy"}`,
  },
  "agent/no-user": {
    severity: "error",
    message: text`${"className"} has neither user() nor messages(), so there is nothing to ask the model.`,
    hint: text`Add a method "user()" that returns the request, or "messages()" with the whole prompt; or make the class abstract.`,
  },
  "agent/constructor": {
    severity: "error",
    message: text`Each call runs "new ${"className"}()", which this constructor does not allow.`,
    hint: text`Declare what callers pass as @param fields. Make the constructor public, without required parameters.`,
  },
  "agent/uncalled-decorator": {
    severity: "error",
    message: text`The decorator @${"name"} is missing its parentheses.`,
    hint: text`Write "${"example"}".`,
  },
  "agent/invalid-name": {
    severity: "error",
    message: text`The agent cannot be named "${"name"}": a function cannot have this name.`,
    hint: text`Use letters, digits and underscores, starting with a letter: @agent({ name: "story" }).`,
  },
  "agent/reserved-name": {
    severity: "error",
    message: text`An agent cannot be named "${"name"}": ${"reason"}.`,
    hint: text`Rename the class, or give the agent another name: @agent({ name: "…" }).`,
  },
  "agent/duplicate-name": {
    severity: "error",
    message: text`Two agents are named "${"name"}": ${"className"}, and ${"other"} in ${"place"}.`,
    hint: text`Rename one of the classes, or give one another name: @agent({ name: "…" }).`,
  },
  "agent/duplicate-file": {
    severity: "error",
    message: text`"${"name"}" and "${"other"}" would both be written to ${"file"}.`,
    hint: text`Rename one of them: file names may be case-insensitive.`,
  },
  "agent/no-model": {
    severity: "error",
    message: text`${"className"} has no model.`,
    hint: text`Add @model("provider/model") to it or to a class that it extends, or set "defaults.model" in ${"file"}.`,
  },
  "agent/invalid-model": {
    severity: "error",
    message: text`${"model"} is not a valid model.`,
    hint: text`Write the provider, a slash and the model: ${"example"}.`,
  },
  "agent/unknown-provider": {
    severity: "error",
    message: text`The model "${"model"}" needs the provider "${"provider"}", which is not configured.`,
    hint: text`${"suggestion"}The providers are ${"known"}. Add others under "providers" in ${"file"}.`,
  },
  "agent/streaming-cache": {
    severity: "warning",
    message: text`${"className"} streams, so only calls with "streaming: false" use its cache.`,
    hint: text`Remove @cache, or set @streaming(false).`,
  },
  "agent/unstable-cache": {
    severity: "warning",
    message: text`${"method"}() of ${"className"} reads ${"what"}, so every prompt is different and its cache is never hit.`,
    hint: text`Make the value a @param, so that callers decide which calls are equal, or remove @cache.`,
  },
  "agent/unreached": {
    severity: "warning",
    message: text`${"className"} will not be built: no "agents" glob in ${"file"} matches its module.`,
    hint: text`The globs are ${"globs"}. Rename the module or add a glob. If the class only exists to be extended, make it abstract.`,
  },
  "agent/invalid-duration": {
    severity: "error",
    message: text`"${"value"}" is not a valid duration for @${"decorator"}.`,
    hint: text`Write a number above zero and a unit${"longest"}: "250ms", "30s", "3m", "1h", "2d".`,
  },
  "agent/contradicting-timeouts": {
    severity: "error",
    message: text`The limit ${"limit"} (${"value"}) can never fire, because it is not shorter than the limit total (${"total"}).`,
    hint: text`Make ${"limit"} shorter than total, or leave it out.`,
  },
  "agent/invalid-retry": {
    severity: "error",
    message: text`@retry has an invalid ${"key"}: ${"value"}.`,
    hint: text`Write ${"expected"}.`,
  },
  "agent/repeated-fallback": {
    severity: "error",
    message: text`This fallback repeats the model "${"model"}", which has already been asked by then.`,
    hint: text`Name another model, or raise maxAttempts of @retry to ask the same one again.`,
  },
  "agent/temperature-range": {
    severity: "error",
    message: text`The temperature ${"value"} is not between 0 and 2.`,
    hint: text`Write a number from 0 (the most predictable) to 2: @temperature(0.7).`,
  },
  "agent/max-tokens-range": {
    severity: "error",
    message: text`@maxTokens takes a whole number above zero, not ${"value"}.`,
    hint: text`Write how many tokens an answer may have: @maxTokens(1_000).`,
  },
  "schema/not-exported": {
    severity: "error",
    message: text`The schema of ${"className"} is not exported, so its generated module cannot import it.`,
    hint: text`Give it a name and export it: "export const ${"name"} = z.object({ … })".`,
  },
  "schema/foreign": {
    severity: "error",
    message: text`The schema of ${"className"} comes from "${"specifier"}", which modules in the output folder cannot import.`,
    hint: text`Re-export it from this module, or from another one of the project: export { ${"imported"} } from "${"specifier"}";`,
  },
  "schema/unsupported": {
    severity: "error",
    message: text`This schema cannot be described to a model: ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "schema/unenforceable": {
    severity: "warning",
    message: text`Providers cannot enforce ${"reason"}${"place"}.`,
    hint: text`The prompt will describe the whole schema, and the answer is validated at the end. To have it enforced, ${"remedy"}.`,
  },
  "schema/slow-pattern": {
    severity: "warning",
    message: text`The pattern /${"pattern"}/ can be very slow: some texts would block the process for seconds.`,
    hint: text`Start it with ^, and avoid repetitions that can match the same text in several ways, such as (a+)+ and a*.*a*. Or check the text with a function in a refinement.`,
  },
  "schema/too-large": {
    severity: "warning",
    message: text`The schema of ${"className"} has ${"what"}, but ${"provider"} enforces at most ${"most"}: the prompt will describe the schema, and nothing will enforce it.`,
    hint: text`To have it enforced, ${"remedy"}.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
