import type { Issue } from "../../errors.js";
import { shorten } from "../../internal/options/to-issue.js";
import type { ContextSpec } from "../../manifest/manifest.js";
import type { ContextValues } from "./context-caller.js";

/** The context of an execution, and what keeps it from being the agent's. */
interface ReadContext {
  readonly context: ContextValues;
  readonly issues: readonly Issue[];
}

const none: ReadContext = { context: Object.freeze({}), issues: [] };

/**
 * What an agent's `@context` fields get: what the call brings, and else what the execution has that
 * makes the call. No issue shows a value.
 *
 * @param declared absent: of a plain call, whose tools get all that it brings
 */
export function readContext(
  declared: readonly ContextSpec[] | undefined,
  given: ContextValues = {},
  inherited: ContextValues = {},
): ReadContext {
  if (declared === undefined) return { context: Object.freeze({ ...given }), issues: [] };
  const known = new Set(declared.map(({ name }) => name));
  const names = Object.keys(given);
  if (known.size === 0 && names.length === 0) return none;
  const unknown = names.filter((name) => !known.has(name));
  const context: Record<string, unknown> = {};
  const issues: Issue[] = unknown.map((name) => issueOf(name, notDeclared(known)));
  for (const { name, required } of declared) {
    const value = given[name] ?? inherited[name];
    if (value !== undefined) context[name] = value;
    else if (required) issues.push(issueOf(name, "expected a value, because it is required"));
  }
  return { context: Object.freeze(context), issues };
}

function notDeclared(known: ReadonlySet<string>): string {
  return known.size === 0
    ? "unknown context. The agent has no @context field."
    : `unknown context. The agent's @context fields are ${[...known].join(", ")}.`;
}

function issueOf(name: string, message: string): Issue {
  return { path: ["context", shorten(name)], message };
}
