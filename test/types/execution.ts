import {
  assertNever,
  type Caller,
  type Delta,
  type Execution,
  type ExecutionEvent,
  type StreamingCaller,
  type StreamingExecution,
} from "troupe";

interface Params {
  topic: string;
  tone?: "warm" | "dry" | undefined;
}
interface Output {
  title: string;
}
declare const streaming: StreamingCaller<Params, Output, { title?: string }>;
declare const whole: Caller<Params, Output>;
declare const optional: Caller<{ tone?: string }, Output>;
declare const without: StreamingCaller<{ [name: string]: never }, string>;

export async function streamingCallers(): Promise<void> {
  const execution: StreamingExecution<Output, { title?: string }> = streaming({ topic: "AI" });
  for await (const chunk of execution) chunk satisfies string;
  for await (const partial of execution.partials()) partial satisfies { title?: string };
  for await (const delta of execution.deltas()) delta satisfies Delta;
  (await execution) satisfies Output;
  (await execution.record).output satisfies Output | undefined;

  const answered: Execution<Output> = streaming({ topic: "AI" }, { streaming: false });
  // @ts-expect-error a call that answers as a whole has no chunks
  for await (const chunk of answered) void chunk;

  const either: Execution<Output> = streaming({ topic: "AI" }, { streaming: Math.random() > 0.5 });
  // @ts-expect-error it may answer as a whole
  for await (const chunk of either) void chunk;
}

export async function wholeCallers(): Promise<void> {
  const execution = whole({ topic: "AI" });
  (await execution) satisfies Output;
  // @ts-expect-error an agent that does not stream has no chunks
  for await (const chunk of execution) void chunk;
  // @ts-expect-error nor partial outputs
  execution.partials();
  // @ts-expect-error nor deltas
  execution.deltas();
  for await (const chunk of whole({ topic: "AI" }, { streaming: true })) chunk satisfies string;
}

export function params(): void {
  optional();
  optional({ tone: "warm" });
  without();
  // @ts-expect-error a required param is missing
  whole();
  // @ts-expect-error a required param is missing
  whole({});
  // @ts-expect-error an unknown param
  whole({ topic: "AI", tpoic: "AI" });
  // @ts-expect-error a wrong type
  whole({ topic: 5 });
  // @ts-expect-error no params are taken
  without({ topic: "AI" });
}

export function secondArguments(): void {
  streaming({ topic: "AI" }, (chunk) => chunk satisfies string);
  streaming({ topic: "AI" }, { call: (event) => event satisfies ExecutionEvent });
  streaming({ topic: "AI" }, { onChunk: (chunk) => chunk satisfies string, timeout: "30s" });
  // @ts-expect-error no duration
  streaming({ topic: "AI" }, { timeout: "30 seconds" });
  // @ts-expect-error no option
  streaming({ topic: "AI" }, { onChunks: () => {} });
  streaming({ topic: "AI" }).on("text_delta", (event) => event.text satisfies string);
  // @ts-expect-error no type of event
  streaming({ topic: "AI" }).on("delta", () => {});
}

export function wrapped(): void {
  const held: ReturnType<typeof streaming> = streaming({ topic: "AI" });
  held satisfies StreamingExecution<Output, { title?: string }>;
  const call = (...args: Parameters<typeof streaming>) => streaming(...args);
  call({ topic: "AI" }) satisfies StreamingExecution<Output, { title?: string }>;
  const answer: ReturnType<typeof whole> = whole({ topic: "AI" });
  answer satisfies Execution<Output>;
}

export function covered(event: ExecutionEvent): string {
  switch (event.type) {
    case "start":
    case "message_start":
    case "attempt_start":
    case "retry":
    case "reset":
    case "message_end":
    case "complete":
      return event.type;
    case "prompt":
      return event.messages[0]?.role ?? "";
    case "cache":
      return event.status;
    case "attempt_end":
      return event.outcome;
    case "reasoning_delta":
    case "text_delta":
    case "tool_call_delta":
      return event.text;
    case "tool_call":
    case "approval":
    case "client_tool":
    case "tool_progress":
    case "tool_result":
    case "hosted_tool_call":
    case "hosted_tool_result":
      return event.tool;
    case "source":
      return event.url ?? event.title ?? "";
    case "data":
    case "state":
      return event.name;
    case "agent_start":
    case "agent_complete":
    case "forward":
      return event.child.agent;
    case "warning":
      return event.message;
    case "error":
      return event.error.message;
    default:
      return assertNever(event);
  }
}

export function uncovered(event: ExecutionEvent): string {
  switch (event.type) {
    case "text_delta":
      return event.text;
    default:
      // @ts-expect-error the other types are not covered
      return assertNever(event);
  }
}
