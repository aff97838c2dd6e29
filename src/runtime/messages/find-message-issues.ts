import type { Issue } from "../../errors.js";
import { isValueNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import { maxDepth } from "../../internal/partial-json/partial-json-parser.js";
import { findMarkFault, findMediaFault, findPlainMediaFault } from "./find-media-fault.js";
import { isObject } from "../../internal/is-object.js";

/** How strict to be. */
export interface MessageRules {
  /**
   * Whether messages have to be as a conversation keeps them: plain JSON. Else as an author may give
   * them, with files of this machine and bytes.
   */
  readonly plain: boolean;
  /** Whether the last message of the model may ask for tools that have no results yet. */
  readonly mayWait?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
type Role = "system" | "user" | "assistant" | "tool";

/** What a message of each role may hold beside a text. */
const partsOf: Readonly<Record<Role, readonly string[]>> = {
  system: ["text"],
  user: ["text", "image", "file"],
  assistant: ["text", "reasoning", "tool_call"],
  tool: ["text", "image", "file"],
};

/**
 * Everything that is wrong with what is to be a list of messages: what tsc would refuse, and tool calls
 * without their results, which every provider refuses. Says places and never content. Empty: nothing.
 */
export function findMessageIssues(messages: unknown, rules: MessageRules): Issue[] {
  if (!Array.isArray(messages)) return [issue([], "expected a list of messages")];
  if (messages.length === 0) return [issue([], "expected at least one message")];
  const list: readonly unknown[] = messages;
  // By place, because `flatMap` passes over holes.
  const issues = Array.from(list, (message, index) => findReadable(message, index, rules)).flat();
  return issues.length > 0 ? issues : findUnanswered(list as readonly Fields[], rules);
}

function issue(path: Issue["path"], message: string): Issue {
  return { path, message };
}

/** The same of a message whose getters may throw. */
function findReadable(message: unknown, index: number, rules: MessageRules): Issue[] {
  try {
    return findFaults(message, index, rules);
  } catch {
    return [issue([index], "expected a readable message")];
  }
}

function findFaults(message: unknown, index: number, rules: MessageRules): Issue[] {
  if (!isObject(message)) return [issue([index], "expected a message")];
  const { role, content } = message;
  if (!isRole(role)) {
    return [issue([index, "role"], "expected one of system, user, assistant and tool")];
  }
  const issues: Issue[] = [];
  for (const key of role === "tool" ? ["toolCallId", "toolName"] : []) {
    if (typeof message[key] !== "string") issues.push(issue([index, key], "expected a string"));
  }
  if (typeof content === "string") return issues;
  if (!Array.isArray(content)) {
    return [...issues, issue([index, "content"], "expected a string or a list of parts")];
  }
  const plain = rules.plain || role === "tool";
  for (const [place, part] of (content as unknown[]).entries()) {
    const fault = findPartFault(part, role, plain);
    if (fault !== undefined) issues.push(issue([index, "content", place], fault));
  }
  return issues;
}

function findPartFault(part: unknown, role: Role, plain: boolean): string | undefined {
  const allowed = partsOf[role];
  if (!isObject(part) || typeof part["type"] !== "string" || !allowed.includes(part["type"])) {
    return `expected a part of a ${role} message: ${allowed.join(", ")}`;
  }
  switch (part["type"]) {
    case "text":
    case "reasoning":
      return findTextFault(part, ["text"]);
    case "tool_call":
      return findTextFault(part, ["id", "name", "arguments"]);
    default:
      return plain ? findPlainMediaFault(part) : findMediaFault(part);
  }
}

function findTextFault(part: Fields, keys: readonly string[]): string | undefined {
  const missing = keys.find((key) => typeof part[key] !== "string");
  if (missing !== undefined) return `expected ${missing} to be a string`;
  const { replay } = part;
  if (replay === undefined) return findMarkFault(part);
  const isWhole =
    isObject(replay) && typeof replay["wire"] === "string" && isObject(replay["data"]);
  if (!isWhole) return "expected replay to have a wire and data";
  return isValueNestedTooDeep(replay["data"])
    ? `expected replay to be nested no deeper than ${maxDepth} levels`
    : undefined;
}

/** Tool calls without a result right behind them, and results that nobody asked for. */
function findUnanswered(messages: readonly Fields[], { mayWait }: MessageRules): Issue[] {
  const issues: Issue[] = [];
  let open = new Map<unknown, Issue["path"]>();
  const close = (): void => {
    for (const path of open.values()) {
      issues.push(issue(path, "expected the tool's result in the messages directly after it"));
    }
    open = new Map();
  };
  for (const [index, message] of messages.entries()) {
    if (message["role"] === "tool") {
      if (open.delete(message["toolCallId"])) continue;
      issues.push(issue([index, "toolCallId"], "expected a tool call directly before it"));
      continue;
    }
    close();
    const parts = Array.isArray(message["content"]) ? (message["content"] as Fields[]) : [];
    for (const [place, part] of parts.entries()) {
      if (part["type"] !== "tool_call") continue;
      const path = [index, "content", place];
      if (open.has(part["id"])) issues.push(issue([...path, "id"], "expected a unique id"));
      open.set(part["id"], path);
    }
  }
  if (!mayWait) close();
  return issues;
}

function isRole(role: unknown): role is Role {
  return typeof role === "string" && Object.hasOwn(partsOf, role);
}
