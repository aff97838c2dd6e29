import type { Agent } from "./agent.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertCalled } from "./assert-called.js";
import { declareOnClass } from "./declare.js";
import { isDescriptor } from "./descriptor.js";
import type { Tool } from "./define-tool.js";

/**
 * Gives an agent tools that are declared elsewhere: those of `defineTool`, and other agents, which the
 * model calls with their params and whose output it receives. They come after the agent's own `@tool`
 * methods and replace an inherited `@tools`; `@tools()` removes it.
 */
export function tools(...list: readonly (Tool | (new () => Agent))[]): AgentDecorator {
  // What a decorator without parentheses gets in the standard form; its class might be meant as a tool.
  const [first, context] = list;
  const decorated = isDescriptor(first) ? first : undefined;
  if (typeof context === "object" || decorated) assertCalled("tools", decorated, context);
  return declareOnClass({ tools: list });
}
