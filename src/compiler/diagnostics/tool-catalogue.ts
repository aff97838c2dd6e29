import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/**
 * Diagnostics about tools, about the steps that they cause, and about options that are passed to providers
 * unchanged.
 */
export const toolCatalogue = {
  "tool/not-a-method": {
    severity: "error",
    message: text`The tool "${"name"}" is ${"what"}, but @tool is for methods.`,
    hint: text`Declare a method: "@tool() ${"name"}(input: { city: string }) { … }".`,
  },
  "tool/not-public": {
    severity: "error",
    message: text`The tool "${"name"}" is ${"modifier"}.`,
    hint: text`Troupe calls it from outside the class, so declare the method public and not static.`,
  },
  "tool/not-found": {
    severity: "error",
    message: text`${"className"} has a tool "${"name"}" at run time, but the build cannot find a method with this name.`,
    hint: text`Declare the method in the class or in a class that it extends by name.`,
  },
  "tool/parameters": {
    severity: "error",
    message: text`A model calls a tool with one object, but "${"name"}" ${"reason"}.`,
    hint: text`Take one object and, optionally, a ToolContext: "${"name"}(input: { city: string }, context: ToolContext)".`,
  },
  "tool/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a tool.`,
    hint: text`Use 1 to 64 letters (a to z), digits, "_" and "-", and not a name that Object.prototype has: ${"remedy"}.`,
  },
  "tool/duplicate-name": {
    severity: "error",
    message: text`${"className"} has two tools named "${"name"}".`,
    hint: text`Rename one: models tell tools apart by name.`,
  },
  "tool/no-description": {
    severity: "warning",
    message: text`The tool "${"name"}" has no description, and models choose tools by their descriptions.`,
    hint: text`Say when to use it: ${"remedy"}.`,
  },
  "tool/not-a-tool": {
    severity: "error",
    message: text`@tools of ${"className"} lists ${"what"}, which is not a tool.`,
    hint: text`List tools made by defineTool, hosted tools such as webSearch(), and classes of agents, separated by commas: @tools(search, WriterAgent).`,
  },
  "tool/agent-not-built": {
    severity: "error",
    message: text`@tools of ${"className"} lists the class ${"name"}, which this build does not compile as an agent.`,
    hint: text`Export it from a module that an "agents" glob in ${"file"} matches, and do not make it abstract.`,
  },
  "tool/input": {
    severity: "error",
    message: text`The input of the tool "${"name"}" cannot be described to a model: ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "tool/unenforceable": {
    severity: "warning",
    message: text`For the tool "${"name"}", providers cannot enforce ${"reason"}${"place"}.`,
    hint: text`The prompt will describe the whole schema, and the arguments are validated. To have it enforced, ${"remedy"}.`,
  },
  "tool/invalid-duration": {
    severity: "error",
    message: text`"${"value"}" is not a valid timeout for the tool "${"name"}".`,
    hint: text`Write a number above zero and a unit${"longest"}: "250ms", "30s", "3m".`,
  },
  "tool/long-timeout": {
    severity: "warning",
    message: text`The tool "${"name"}" may take ${"value"}, longer than ${"className"} as a whole (${"total"}).`,
    hint: text`Shorten it, or give ${"className"} more time with @timeout.`,
  },
  "tool/not-hosted": {
    severity: "error",
    message: text`${"className"} cannot use the tool "${"name"}" with the model "${"model"}": ${"reason"}.`,
    hint: text`Choose another model or fallback, or remove the tool or the option from @tools.`,
  },
  "tool/agent-waits": {
    severity: "error",
    message: text`The tool "${"tool"}" of ${"agent"} waits for somebody, so ${"agent"} cannot be a tool of ${"className"}.`,
    hint: text`Give "${"tool"}" to ${"className"} itself, or call ${"agent"} from code, where its pause can be answered.`,
  },
  "tool/agent-cycle": {
    severity: "error",
    message: text`Agents are tools of each other in a circle: ${"circle"}.`,
    hint: text`They could call each other forever. Remove one of them from @tools.`,
  },
  "agent/invalid-max-steps": {
    severity: "error",
    message: text`@maxSteps takes a whole number above zero, not ${"value"}.`,
    hint: text`Write how many messages the model may write: @maxSteps(5).`,
  },
  "agent/steps-without-tools": {
    severity: "warning",
    message: text`${"className"} has no tools and therefore only one step, so ${"what"} has no effect.`,
    hint: text`Add tools, or remove ${"what"}.`,
  },
  "agent/provider-options": {
    severity: "error",
    message: text`The provider options of ${"className"} ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "config/tools": {
    severity: "error",
    message: text`"${"key"}" in the config is ${"value"}. It must be ${"expected"}.`,
    hint: text`Write a valid value, or leave it out.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
