import { AgentError, type Issue } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import { toIssue } from "../../internal/options/to-issue.js";
import { shape } from "../../internal/options/shape.js";
import { saidElsewhere } from "../call/call-option-rules.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import { listIssues } from "../../errors/issues.js";
import { flag, text, typed } from "../../internal/options/rules.js";
import { isObject } from "../../internal/is-object.js";
import type { ConversationOptions, OpenTurn } from "../call/conversation.js";
import type { LiveTurn } from "./open-turn.js";

// What they say is checked as a whole, below.
const keysRule = shape<ConversationOptions>({
  agent: saidElsewhere,
  messages: saidElsewhere,
  turn: saidElsewhere,
  keepPartial: flag,
});

const turnRule = shape<OpenTurn>(
  { params: typed(isObject, "an object of params"), messages: saidElsewhere, text },
  ["params"],
);

/** What a conversation begins with. */
interface StoredConversation {
  readonly messages: readonly ModelMessage[];
  readonly turn: LiveTurn | undefined;
}

/**
 * What is stored of a conversation, copied; nothing for a new one. It comes from outside, so it is checked as a
 * whole: throws `invalid_params` with every issue.
 */
export function readHistory(agent: string, given: unknown): StoredConversation {
  if (given === undefined) return { messages: [], turn: undefined };
  const issues = findIssues(agent, given);
  if (issues.length > 0) return refuse(agent, issues);
  const { messages = [], turn } = given as ConversationOptions;
  return {
    messages: copy(messages) ?? refuse(agent, [issue(["messages"], "expected plain JSON")]),
    turn: turn && {
      text: "",
      ...(copy(turn) ?? refuse(agent, [issue(["turn"], "expected plain JSON")])),
    },
  };
}

function findIssues(agent: string, given: unknown): Issue[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return [issue([], "expected an object with messages, as toJSON() returns")];
  }
  const { agent: whose, messages, turn } = given as Readonly<Record<string, unknown>>;
  const issues: Issue[] = keysRule(given).map(toIssue);
  if (whose !== undefined && whose !== agent) {
    issues.push(issue(["agent"], `expected "${agent}": this is a conversation of another agent`));
  }
  issues.push(...findTurnIssues(turn));
  const isNew = messages === undefined && whose === undefined;
  if (isNew || (Array.isArray(messages) && messages.length === 0)) return issues;
  return [...issues, ...within("messages", findMessageIssues(messages, { plain: true }))];
}

/** The last message of the model may have asked for tools that wait: they are the end of the turn. */
function findTurnIssues(turn: unknown): Issue[] {
  if (turn === undefined) return [];
  const faults = within("turn", turnRule(turn).map(toIssue));
  if (faults.length > 0) return faults;
  const { messages } = turn as OpenTurn;
  const found = findMessageIssues(messages, { plain: true, mayWait: true });
  return within("turn", within("messages", found));
}

function within(key: string, issues: readonly Issue[]): Issue[] {
  return issues.map((one) => ({ ...one, path: [key, ...one.path] }));
}

/** Without a tie to what was given; `undefined` for what JSON cannot hold. */
function copy<Value>(value: Value): Value | undefined {
  try {
    return JSON.parse(JSON.stringify(value)) as Value;
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
