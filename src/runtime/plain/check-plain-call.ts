import { isTool, isToolName } from "../../dsl/define-tool.js";
import { isHostedTool } from "../../dsl/hosted-tools.js";
import { zodSchema } from "../../dsl/zod-schema.js";
import type { Issue } from "../../errors.js";
import { toIssue } from "../../internal/options/to-issue.js";
import type { OptionFault, OptionRule } from "../../internal/options/option-rule.js";
import { someText, typed } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import { callOptionRules, saidElsewhere } from "../call/call-option-rules.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import type { AnyPlainCallOptions } from "./plain-call-options.js";

/** Tools, each with a name of its own that every provider takes. */
const tools: OptionRule = (value) => {
  if (!Array.isArray(value)) return typed(Array.isArray, "a list of tools")(value);
  const names = new Set<unknown>();
  return (value as unknown[]).flatMap((tool, index): OptionFault[] => {
    const fault = (expected: string, ...path: string[]): OptionFault[] => [
      { path: [index, ...path], kind: "type", expected, shown: "another" },
    ];
    if (!isTool(tool) && !isHostedTool(tool)) {
      return fault("a tool of defineTool or of the provider");
    }
    if (!isToolName(tool.name)) return fault("1 to 64 letters, digits, _ and -", "name");
    if (names.has(tool.name)) return fault("a name of its own", "name");
    names.add(tool.name);
    return [];
  });
};

const { streaming: _streams, cache: _cache, call: _receives, ...shared } = callOptionRules;

const optionsRule = shape<AnyPlainCallOptions>(
  {
    ...shared,
    messages: saidElsewhere,
    schema: zodSchema,
    tools,
    // Asked for before anything else is known.
    config: saidElsewhere,
    name: someText,
  },
  ["model"],
);

/** Everything that is wrong with the options of a plain call, of which tsc would refuse the most. */
export function findPlainCallIssues(options: AnyPlainCallOptions): Issue[] {
  const ofMessages = findMessageIssues(options.messages, { plain: false });
  return [
    ...ofMessages.map((issue) => ({ ...issue, path: ["messages", ...issue.path] })),
    ...optionsRule(options).map(toIssue),
  ];
}
