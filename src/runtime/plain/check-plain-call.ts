import { isTool, isToolName } from "../../dsl/define-tool.js";
import { isZodSchema } from "../../dsl/zod-schema.js";
import type { Issue } from "../../errors.js";
import { findOptionIssues } from "../find-option-issues.js";
import { findMessageIssues } from "../messages/find-message-issues.js";
import { invalidOptions } from "../validate.js";
import type { AnyPlainCallOptions } from "./plain-call-options.js";

/** Throws `invalid_params`, with every issue, for options of a plain call that tsc would refuse. */
export function checkPlainCall(options: AnyPlainCallOptions, name: string): void {
  const issues = [
    ...findMessageIssues(options.messages, { plain: false }).map((issue) => ({
      ...issue,
      path: ["messages", ...issue.path],
    })),
    // It has no default here, so that it is looked at even where it is not given.
    ...findOptionIssues({ ...options, model: options.model ?? null }),
    ...findSettingIssues(options),
    ...findToolIssues(options.tools),
  ];
  if (issues.length > 0) throw invalidOptions(name, issues);
}

function findSettingIssues(options: AnyPlainCallOptions): Issue[] {
  const { schema, temperature, maxTokens, fallback, name } = options;
  const expected = {
    schema: schema === undefined || (isObject(schema) && isZodSchema(schema)) || "a Zod schema",
    temperature:
      temperature === undefined || isPositive(temperature) || "a number that is not negative",
    maxTokens: maxTokens === undefined || isCount(maxTokens) || "a whole number above zero",
    fallback: fallback === undefined || isTexts(fallback) || 'a list of texts: "provider/model"',
    name: name === undefined || isText(name) || "a text that is not empty",
  };
  return Object.entries(expected).flatMap(([key, what]): Issue[] =>
    what === true ? [] : [{ path: [key], message: `expected ${what}` }],
  );
}

function findToolIssues(tools: unknown): Issue[] {
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) return [{ path: ["tools"], message: "expected a list of tools" }];
  const issues: Issue[] = [];
  const names = new Set<unknown>();
  for (const [index, tool] of (tools as unknown[]).entries()) {
    if (!isTool(tool)) {
      issues.push({ path: ["tools", index], message: "expected a tool that defineTool made" });
    } else if (!isToolName(tool.name)) {
      const message = "expected 1 to 64 letters, digits, _ and -";
      issues.push({ path: ["tools", index, "name"], message });
    } else if (names.has(tool.name)) {
      issues.push({ path: ["tools", index, "name"], message: "expected a name of its own" });
    } else {
      names.add(tool.name);
    }
  }
  return issues;
}

function isPositive(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
