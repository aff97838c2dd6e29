import { findRetryFault } from "../../config/find-retry-fault.js";
import { isZodSchema } from "../../dsl/zod-schema.js";
import { AgentError, type Issue } from "../../errors.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import { listIssues } from "../validate.js";
import type { AnyPlainCallOptions } from "./plain-call-options.js";

/** Throws `invalid_params`, with every issue, for options of a plain call that tsc would refuse. */
export function checkPlainCall(options: AnyPlainCallOptions, name: string): void {
  const issues = [
    ...findMessageIssues(options.messages, { plain: false }).map((issue) => ({
      ...issue,
      path: ["messages", ...issue.path],
    })),
    ...findOptionIssues(options),
  ];
  if (issues.length === 0) return;
  throw new AgentError(
    "invalid_params",
    `The options of ${name} are invalid:\n${listIssues(issues)}`,
    { issues },
  );
}

function findOptionIssues({ model, schema, tools, retry }: AnyPlainCallOptions): Issue[] {
  const issues: Issue[] = [];
  if (typeof model !== "string") {
    issues.push({ path: ["model"], message: 'expected a text: "provider/model"' });
  }
  if (schema !== undefined && !(isObject(schema) && isZodSchema(schema))) {
    issues.push({ path: ["schema"], message: "expected a Zod schema" });
  }
  const fault = retry && findRetryFault(retry);
  if (fault) issues.push({ path: ["retry", fault.key], message: `expected a ${fault.expected}` });
  return [...issues, ...findToolIssues(tools)];
}

function findToolIssues(tools: unknown): Issue[] {
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) return [{ path: ["tools"], message: "expected a list of tools" }];
  const issues: Issue[] = [];
  const names = new Set<unknown>();
  for (const [index, tool] of (tools as unknown[]).entries()) {
    if (!isTool(tool)) {
      issues.push({ path: ["tools", index], message: "expected a tool that defineTool made" });
    } else if (names.has(tool.name)) {
      issues.push({ path: ["tools", index, "name"], message: "expected a name of its own" });
    } else {
      names.add(tool.name);
    }
  }
  return issues;
}

function isTool(tool: unknown): tool is { readonly name: string } {
  if (!isObject(tool)) return false;
  const { name, input, run } = tool as Readonly<Record<string, unknown>>;
  return (
    typeof name === "string" && typeof run === "function" && isObject(input) && isZodSchema(input)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
