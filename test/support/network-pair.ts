import type { AgentsConfig, ExecutionEvent } from "troupe";
import { createMember, type Member } from "./networks.js";
import { createPushProvider, type PushedAnswer } from "./push-provider.js";

export interface Callers {
  readonly one: Member;
  readonly two: Member;
}

/** Two members, each with a provider of its own. */
export function setUpPair(config: Partial<AgentsConfig> = {}) {
  const providers = { one: createPushProvider(), two: createPushProvider() };
  const one = createMember("one", providers.one, config);
  const two = createMember("two", providers.two, config);
  return { providers, members: { one: () => one, two: () => two } as never };
}

export async function eventsOf(
  execution: { events(options?: { nested?: boolean }): AsyncIterable<ExecutionEvent> },
  nested = false,
): Promise<ExecutionEvent[]> {
  const events: ExecutionEvent[] = [];
  for await (const event of execution.events({ nested })) events.push(event);
  return events;
}

export function answer(request: PushedAnswer, ...chunks: string[]): void {
  request.text(...chunks);
  request.finish();
}

/** `"one: text"` of what a loop over own events prints. */
export function print(events: readonly ExecutionEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === "text_delta") return [`${event.agent}: ${event.text}`];
    if (event.type === "agent_start") return [`> ${event.child.agent}`];
    return event.type === "agent_complete" ? [`< ${event.child.agent} ${event.outcome}`] : [];
  });
}
