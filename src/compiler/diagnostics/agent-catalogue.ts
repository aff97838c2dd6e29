import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** What is said of a class: its name, its base, its decorators and its output schema. */
export const agentCatalogue = {
  "agent/none": {
    severity: "error",
    message: text`No agent was found in ${"globs"}.`,
    hint: text`An agent is an exported class that extends Agent, in a module that "agents" in ${"file"} matches.`,
  },
  "agent/not-exported": {
    severity: "error",
    message: text`The agent class ${"className"} is not exported under its own name.`,
    hint: text`Write "export class ${"className"} …": the generated module imports it by this name.`,
  },
  "agent/unnamed": {
    severity: "error",
    message: text`This agent class has no name.`,
    hint: text`Write "export class StoryAgent extends Agent …": the name of the agent comes from it.`,
  },
  "agent/unreadable-base": {
    severity: "error",
    message: text`What ${"className"} extends cannot be read: "${"base"}" is not a class that the build can find.`,
    hint: text`${"remedy"}`,
  },
  "agent/not-an-agent": {
    severity: "error",
    message: text`${"className"} has agent decorators, but does not extend Agent.`,
    hint: text`${"remedy"}`,
  },
  "agent/no-user": {
    severity: "error",
    message: text`${"className"} has no user() method: there is nothing to ask the model.`,
    hint: text`Add a method "user()" that returns the request, or make the class abstract.`,
  },
  "agent/constructor": {
    severity: "error",
    message: text`${"className"} is made with "new ${"className"}()", which its constructor does not allow.`,
    hint: text`Take what a caller gives as @param fields, and leave the constructor public and without required parameters.`,
  },
  "agent/uncalled-decorator": {
    severity: "error",
    message: text`The decorator @${"name"} lacks its parentheses.`,
    hint: text`Write "${"example"}".`,
  },
  "agent/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a function.`,
    hint: text`Use letters, digits and underscores, and begin with a letter: @agent({ name: "story" }).`,
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
    hint: text`The names of files do not tell capitals from small letters; rename one.`,
  },
  "agent/no-model": {
    severity: "error",
    message: text`${"className"} has no model.`,
    hint: text`Add @model("provider/model") to it or to a class that it extends, or set "defaults.model" in ${"file"}.`,
  },
  "agent/invalid-model": {
    severity: "error",
    message: text`${"model"} does not name a model.`,
    hint: text`Write the provider, a slash and the model: ${"example"}.`,
  },
  "agent/unknown-provider": {
    severity: "error",
    message: text`There is no provider "${"provider"}" for the model "${"model"}".`,
    hint: text`${"suggestion"}Known are ${"known"}; add others under "providers" in ${"file"}.`,
  },
  "agent/streaming-cache": {
    severity: "warning",
    message: text`${"className"} streams, so its cache is used only by calls that say "streaming: false".`,
    hint: text`Remove @cache, or set @streaming(false).`,
  },
  "agent/unstable-cache": {
    severity: "warning",
    message: text`${"className"} has a cache, and its ${"method"}() reads ${"what"}: each call asks something else, so the cache is never hit.`,
    hint: text`Take the value as a @param, so that callers decide what is the same, or remove @cache.`,
  },
  "agent/unreached": {
    severity: "warning",
    message: text`The build makes no agent of ${"className"}: "agents" in ${"file"} does not match its module.`,
    hint: text`It matches ${"globs"}. Rename the module, or add a glob; make the class abstract if it is there to be extended.`,
  },
  "agent/invalid-duration": {
    severity: "error",
    message: text`"${"value"}" is not a duration for @${"decorator"}.`,
    hint: text`Write a number above zero and a unit${"longest"}: "250ms", "30s", "3m", "1h", "2d".`,
  },
  "agent/contradicting-timeouts": {
    severity: "error",
    message: text`The limit ${"limit"} (${"value"}) can never fire before the limit total (${"total"}).`,
    hint: text`Make ${"limit"} shorter than total, or leave it out.`,
  },
  "agent/invalid-retry": {
    severity: "error",
    message: text`The decorator @retry cannot have ${"key"} ${"value"}.`,
    hint: text`Write ${"expected"}.`,
  },
  "agent/repeated-fallback": {
    severity: "error",
    message: text`The model "${"model"}" was asked already when this fallback comes.`,
    hint: text`Name another model, or raise maxAttempts of @retry to ask the same one again.`,
  },
  "agent/temperature-range": {
    severity: "error",
    message: text`The temperature ${"value"} is not between 0 and 2.`,
    hint: text`Write a number from 0 (always the likeliest word) to 2: @temperature(0.7).`,
  },
  "agent/max-tokens-range": {
    severity: "error",
    message: text`The number of tokens ${"value"} is not a whole number above zero.`,
    hint: text`Write how long an answer may be: @maxTokens(1_000).`,
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
    message: text`A model cannot be asked for this schema: ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "schema/unenforceable": {
    severity: "warning",
    message: text`A model cannot be held to ${"reason"}${"place"}.`,
    hint: text`It is told of the whole schema in words, and its answer is checked at the end. To have it enforced, ${"remedy"}.`,
  },
  "schema/slow-pattern": {
    severity: "warning",
    message: text`The pattern /${"pattern"}/ may take time that grows much faster than the text: some texts block the process for seconds.`,
    hint: text`Begin it with ^, and repeat nothing that can be split in more than one way, as (a+)+ and a*.*a* can. Or check the text with a function in a refinement.`,
  },
  "schema/too-large": {
    severity: "warning",
    message: text`The schema of ${"className"} has ${"what"}, and ${"provider"} enforces ${"most"} at most: its model is told of the schema, and not held to it.`,
    hint: text`To have it enforced, ${"remedy"}.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
