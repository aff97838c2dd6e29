import { AgentError, type Issue } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import { toIssue } from "../../internal/options/to-issue.js";
import { shape } from "../../internal/options/shape.js";
import { saidElsewhere } from "../call/call-option-rules.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import { listIssues } from "../../errors/issues.js";
import type { ConversationOptions } from "../call/conversation.js";

// What they say is checked as a whole, below.
const keysRule = shape<ConversationOptions>({ agent: saidElsewhere, messages: saidElsewhere });

/**
 * The messages of a conversation that is gone on with, copied; none for a new one. What is stored comes
 * from outside, so it is checked as a whole: throws `invalid_params` with every issue.
 */
export function readHistory(agent: string, given: unknown): readonly ModelMessage[] {
  if (given === undefined) return [];
  const issues = findIssues(agent, given);
  if (issues.length === 0) {
    const { messages = [] } = given as { readonly messages?: readonly ModelMessage[] };
    return copy(messages) ?? refuse(agent, [issue(["messages"], "expected plain JSON")]);
  }
  return refuse(agent, issues);
}

function findIssues(agent: string, given: unknown): Issue[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return [issue([], "expected an object with messages, as toJSON() returns")];
  }
  const { agent: whose, messages } = given as Readonly<Record<string, unknown>>;
  const issues: Issue[] = keysRule(given).map(toIssue);
  if (whose !== undefined && whose !== agent) {
    issues.push(issue(["agent"], `expected "${agent}": this is a conversation of another agent`));
  }
  const isNew = messages === undefined && whose === undefined;
  if (isNew || (Array.isArray(messages) && messages.length === 0)) return issues;
  const found = findMessageIssues(messages, { plain: true });
  return [...issues, ...found.map(({ path, message }) => issue(["messages", ...path], message))];
}

/** Without a tie to what was given; `undefined` for what JSON cannot hold. */
function copy(messages: readonly ModelMessage[]): readonly ModelMessage[] | undefined {
  try {
    return JSON.parse(JSON.stringify(messages)) as readonly ModelMessage[];
  } catch {
    return undefined;
  }
}

function issue(path: Issue["path"], message: string): Issue {
  return { path, message };
}

function refuse(agent: string, issues: readonly Issue[]): never {
  throw new AgentError(
    "invalid_params",
    `This is not a conversation of ${agent}:\n${listIssues(issues)}`,
    { issues },
  );
}
