import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** What is said of tools, of the steps that they make, and of what goes to providers as it is. */
export const toolCatalogue = {
  "tool/not-a-method": {
    severity: "error",
    message: text`The tool "${"name"}" is ${"what"}, and @tool is for methods.`,
    hint: text`Declare a method: "@tool() ${"name"}(input: { city: string }) { … }".`,
  },
  "tool/not-public": {
    severity: "error",
    message: text`The tool "${"name"}" is ${"modifier"}.`,
    hint: text`It is called on the agent from outside: declare the method public and not static.`,
  },
  "tool/not-found": {
    severity: "error",
    message: text`${"className"} records a tool "${"name"}", but the compiler finds no method of this name.`,
    hint: text`Declare the method in the class or in a class that it extends by name.`,
  },
  "tool/parameters": {
    severity: "error",
    message: text`A model calls a tool with one object, but "${"name"}" ${"reason"}.`,
    hint: text`Take one object, and a ToolContext second if you like: "${"name"}(input: { city: string }, context: ToolContext)".`,
  },
  "tool/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a tool.`,
    hint: text`Use 1 to 64 letters of a to z, digits, "_" and "-", and no member of every object: ${"remedy"}.`,
  },
  "tool/duplicate-name": {
    severity: "error",
    message: text`${"className"} has two tools named "${"name"}".`,
    hint: text`Rename one: a model tells tools apart by their names.`,
  },
  "tool/no-description": {
    severity: "warning",
    message: text`The tool "${"name"}" has no description, which is what a model chooses it by.`,
    hint: text`Say when it is to be used: ${"remedy"}.`,
  },
  "tool/not-a-tool": {
    severity: "error",
    message: text`The decorator @tools of ${"className"} lists ${"what"}, which is not a tool.`,
    hint: text`List what defineTool returns, and classes of agents, one after the other: @tools(search, WriterAgent).`,
  },
  "tool/agent-not-built": {
    severity: "error",
    message: text`The decorator @tools of ${"className"} lists the class ${"name"}, which this build makes no agent of.`,
    hint: text`Export it from a module that "agents" in ${"file"} matches, and do not make it abstract.`,
  },
  "tool/input": {
    severity: "error",
    message: text`A model cannot be told what the tool "${"name"}" takes: ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "tool/unenforceable": {
    severity: "warning",
    message: text`A model that calls the tool "${"name"}" cannot be held to ${"reason"}${"place"}.`,
    hint: text`It is told of the whole schema in words, and the arguments are checked. To have them enforced, ${"remedy"}.`,
  },
  "tool/invalid-duration": {
    severity: "error",
    message: text`"${"value"}" is not a timeout for the tool "${"name"}".`,
    hint: text`Write a number above zero and a unit${"longest"}: "250ms", "30s", "3m".`,
  },
  "tool/long-timeout": {
    severity: "warning",
    message: text`The tool "${"name"}" may take ${"value"}, longer than all of ${"className"} (${"total"}).`,
    hint: text`Shorten it, or give ${"className"} more time with @timeout.`,
  },
  "tool/agent-cycle": {
    severity: "error",
    message: text`Agents are tools of each other in a circle: ${"circle"}.`,
    hint: text`Each would call the next without end; take one of them out.`,
  },
  "agent/invalid-max-steps": {
    severity: "error",
    message: text`The number of steps ${"value"} is not a whole number above zero.`,
    hint: text`Write how often the model may be asked: @maxSteps(5).`,
  },
  "agent/steps-without-tools": {
    severity: "warning",
    message: text`${"className"} has no tools, so it has one step, and ${"what"} says nothing.`,
    hint: text`Give it tools, or remove what is said of steps.`,
  },
  "agent/provider-options": {
    severity: "error",
    message: text`The provider options of ${"className"} ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "config/tools": {
    severity: "error",
    message: text`"${"key"}" in the config is ${"value"}. It must be ${"expected"}.`,
    hint: text`Write one, or leave it out.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
