import type { Agent } from "./agent.js";
import { assertCalled } from "./assert-called.js";
import { declareOnClass } from "./declare.js";
import { isDescriptor } from "./descriptor.js";
import type { ClientTool, Tool } from "./define-tool.js";
import type { HostedTool } from "../model/hosted-tool.js";

/** Decorates an agent that has, as `@context` fields, what its tools need. */
export interface ToolsDecorator<Context> {
  (
    agent: abstract new () => Agent<unknown> & Context,
    context?: ClassDecoratorContext<abstract new () => Agent<unknown> & Context>,
  ): void;
}

/** What tools need of an agent: `unknown` if nothing. */
export type NeededContext<Listed> = (
  Listed extends Tool<infer Context> ? (context: Named<Context>) => void : never
) extends (context: infer All) => void
  ? All
  : never;

/** A tool that names nothing gets whatever there is. */
type Named<Context> = string extends keyof Context ? unknown : Context;

/**
 * Gives an agent tools that are declared elsewhere: those of `defineTool`; other agents, which the model
 * calls with their params and whose output it receives; those of `clientTool`, which somebody else runs; and
 * those that the provider runs itself, such as `webSearch()`. They come after the agent's own `@tool` methods
 * and replace an inherited `@tools`; `@tools()` removes it.
 */
export function tools<
  const List extends readonly (Tool | ClientTool | HostedTool | (new () => Agent<unknown>))[],
>(...list: List): ToolsDecorator<NeededContext<List[number]>> {
  // What a decorator without parentheses gets in the standard form; its class might be meant as a tool.
  const [first, context] = list;
  const decorated = isDescriptor(first) ? first : undefined;
  if (typeof context === "object" || decorated) assertCalled("tools", decorated, context);
  return declareOnClass({ tools: list });
}
