import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { LinkedAgent } from "../../program/linked-agent.js";
import { isRequiredContext, type LinkedCallable } from "../../program/linked-callable.js";
import { spanOf } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";
import { reportFaults } from "./field-faults.js";

/**
 * Every field that is live context can be set by a call, is not a param as well, and is there for the
 * agents that are tools; and a cache does not give one caller what the context of another one made.
 */
export const checkContext: Rule = ({ callables, agents }) => {
  const byName = new Map(agents.map((agent) => [agent.name, agent]));
  return [
    ...callables.flatMap(checkFields),
    ...agents.flatMap((agent) => [...checkTools(agent, byName), ...checkCache(agent)]),
  ];
};

function checkFields({ declaration, context, params, recorded }: LinkedCallable): Diagnostic[] {
  const { className, span } = declaration;
  const known = new Set(context.map(({ name }) => name));
  const paramNames = new Set(params.map(({ name }) => name));
  const lost = Object.keys(recorded?.context ?? {}).filter((name) => !known.has(name));
  return [
    ...context.flatMap((field) => reportFaults("context", field)),
    ...context
      .filter(({ name }) => paramNames.has(name))
      .map((field) => report("context/also-param", field.span, { name: field.name })),
    ...lost.map((name) => report("context/not-found", span, { className, name })),
  ];
}

/** An agent gets the context of its tools along with its own, so it must declare what they require. */
function checkTools(
  { context, tools, declaration: { className } }: LinkedAgent,
  byName: ReadonlyMap<string, LinkedAgent>,
): Diagnostic[] {
  const declared = new Set(context.map(({ name }) => name));
  return tools.flatMap((tool) => {
    const needed = tool.kind === "agent" ? (byName.get(tool.name)?.context ?? []) : [];
    return needed
      .filter((field) => isRequiredContext(field) && !declared.has(field.name))
      .map(({ name }) =>
        report("context/lacking", tool.span, { className, tool: tool.name, name }),
      );
  });
}

/** What a prompt makes of the context is in the cache's key, but not what tools make of it. */
function checkCache(agent: LinkedAgent): Diagnostic[] {
  const { cache, context, tools, declaration } = agent;
  if (cache === undefined || context.length === 0 || tools.length === 0) return [];
  return [report("context/cached", spanOf(agent, "cache"), { className: declaration.className })];
}
