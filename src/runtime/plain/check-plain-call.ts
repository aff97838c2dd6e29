import type { Issue } from "../../errors.js";
import { toIssue } from "../../internal/options/to-issue.js";
import { someText } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import { callOptionRules, saidElsewhere } from "../call/call-option-rules.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import type { AnyPlainCallOptions } from "./plain-call-options.js";

const { streaming: _streams, cache: _cache, call: _receives, ...shared } = callOptionRules;

const optionsRule = shape<AnyPlainCallOptions>(
  {
    ...shared,
    messages: saidElsewhere,
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
