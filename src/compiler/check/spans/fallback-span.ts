import type { Span } from "../../diagnostics/diagnostic.js";
import type { LinkedAgent } from "../../program/linked-agent.js";
import { spanOf } from "../../program/program.js";

/**
 * Where an agent names a fallback: its last occurrence in the arguments, or all arguments if none is such a
 * literal.
 */
export function fallbackSpan(agent: LinkedAgent, model: string): Span {
  const span = spanOf(agent, "fallback");
  const literal = JSON.stringify(String(model));
  const at = span.text.slice(span.start, span.end).lastIndexOf(literal);
  if (at === -1) return span;
  return { ...span, start: span.start + at, end: span.start + at + literal.length };
}
