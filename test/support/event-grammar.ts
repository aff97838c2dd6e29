import type { ExecutionEvent, ExecutionRecord } from "troupe";

/** What a sentence of the grammar says so far: where in it the next event stands. */
interface Reading {
  phase: "before" | "prompt" | "between" | "message" | "tools" | "after";
  /** What the cache had to do with it, once that was said. */
  cache: string | undefined;
  /** Whether an attempt is under way. */
  open: boolean;
  step: number;
  attempt: number;
  /** The calls of the message, by id. */
  asked: Map<string, { tool: string; text: string; state: "asked" | "running" | "answered" }>;
  /** Whether the attempt delivered anything that a later one would repeat. */
  delivered: boolean;
  /** Whether a final tool succeeded, so that the end has to follow. */
  isFinal: boolean;
  /** What was just said void; a retry has to follow. */
  wasReset: boolean;
}

/** The name that tests give to a tool which ends the execution. */
const finalTool = "submit";

/**
 * Reads the events of an execution that has ended by the grammar of `ExecutionEvent`, and throws where
 * they break it: the order, the numbering, the pairing of calls and results, and that nothing delivered
 * is repeated without a `reset`.
 */
export function assertGrammar(events: readonly ExecutionEvent[]): void {
  const reading: Reading = {
    phase: "before",
    cache: undefined,
    open: false,
    step: 0,
    attempt: 0,
    asked: new Map(),
    delivered: false,
    isFinal: false,
    wasReset: false,
  };
  for (const [index, event] of events.entries()) {
    const fault = event.sequence === index ? read(reading, event) : "its number is out of turn";
    if (fault !== undefined) {
      throw new Error(`event ${index} (${event.type}): ${fault}\n${listTypes(events, index)}`);
    }
  }
  if (reading.phase !== "after") throw new Error(`there is no end\n${listTypes(events)}`);
}

/** What is wrong with the next event. */
function read(reading: Reading, event: ExecutionEvent): string | undefined {
  if (reading.phase === "after") return "it comes after the end";
  if ((event.type === "start") !== (reading.phase === "before")) return "start comes first, once";
  if (reading.wasReset && event.type !== "retry" && event.type !== "error") {
    return "a reset is followed by the retry that it is for";
  }
  switch (event.type) {
    case "start":
      reading.phase = "prompt";
      return undefined;
    case "prompt":
      if (reading.phase !== "prompt") return "the prompt comes after the start, once";
      reading.phase = "between";
      return undefined;
    case "cache":
      return readCache(reading, event);
    case "attempt_start":
    case "attempt_end":
      return readAttempt(reading, event);
    case "message_start":
      return readMessageStart(reading, event);
    case "message_end":
      return readMessageEnd(reading, event);
    case "text_delta":
    case "reasoning_delta":
    case "tool_call_delta":
    case "hosted_tool_call":
    case "hosted_tool_result":
    case "source":
      return readDelta(reading, event);
    case "warning":
      if (reading.phase !== "message") return "no message is under way";
      return checkPlace(reading, event);
    case "reset":
    case "retry":
      return readRetry(reading, event);
    case "tool_call":
    case "approval":
    case "client_tool":
    case "tool_progress":
    case "data":
    case "tool_result":
      return readTool(reading, event);
    case "agent_start":
    case "agent_complete":
      // Of an agent that is a tool, or that a tool calls.
      return reading.phase === "tools" ? undefined : "no tool is under way";
    case "forward":
    case "state":
      return "an agent has none";
    case "complete": {
      const calls = [...reading.asked.values()];
      const isOver = calls.length === 0 || reading.isFinal;
      const open = calls.some(({ state }) => state !== "answered") || reading.phase !== "tools";
      reading.phase = "after";
      return open || !isOver ? "the last message asks for tools, or has not ended" : undefined;
    }
    case "error": {
      const running = [...reading.asked.values()].some(({ state }) => state === "running");
      reading.phase = "after";
      return reading.open || running ? "something is still under way" : undefined;
    }
  }
}

type Of<Type extends ExecutionEvent["type"]> = Extract<ExecutionEvent, { type: Type }>;

function readCache(reading: Reading, event: Of<"cache">): string | undefined {
  if (reading.phase !== "between" || reading.step > 0) return "it comes before the first message";
  if (reading.cache !== undefined) return "it comes once";
  reading.cache = event.status;
  return undefined;
}

function readAttempt(
  reading: Reading,
  event: Of<"attempt_start" | "attempt_end">,
): string | undefined {
  const starts = event.type === "attempt_start";
  if (reading.phase !== "message") return "no message is under way";
  if (starts === reading.open) return starts ? "one is under way" : "none is under way";
  reading.open = starts;
  return checkPlace(reading, event);
}

function readMessageStart(reading: Reading, event: Of<"message_start">): string | undefined {
  if (reading.phase === "prompt") return "there was no prompt";
  if (reading.phase === "message") return "the message before has not ended";
  if (reading.isFinal) return "a final tool has succeeded";
  const open = [...reading.asked.values()].some(({ state }) => state !== "answered");
  if (open) return "a tool of the step before has no result";
  reading.phase = "message";
  reading.step += 1;
  reading.attempt = 1;
  reading.asked = new Map();
  reading.delivered = false;
  return checkPlace(reading, event);
}

function readMessageEnd(reading: Reading, event: Of<"message_end">): string | undefined {
  if (reading.phase !== "message") return "no message is under way";
  if (reading.open) return "its attempt has not ended";
  reading.phase = "tools";
  return checkPlace(reading, event);
}

function readDelta(
  reading: Reading,
  event: Of<
    | "text_delta"
    | "reasoning_delta"
    | "tool_call_delta"
    | "hosted_tool_call"
    | "hosted_tool_result"
    | "source"
  >,
): string | undefined {
  if (!reading.open && reading.cache === undefined) return "no attempt is under way";
  reading.delivered = true;
  if (event.type !== "tool_call_delta") return checkPlace(reading, event);
  const { toolCallId, tool, text } = event;
  const call = reading.asked.get(toolCallId);
  if (!call && text !== "") return "the first piece of a call has no text";
  if (call && call.tool !== tool) return "a call has one name";
  const known = call ?? { tool, text: "", state: "asked" as const };
  known.text += text;
  reading.asked.set(toolCallId, known);
  return checkPlace(reading, event);
}

function readRetry(reading: Reading, event: Of<"reset" | "retry">): string | undefined {
  if (reading.phase !== "message") return "no message is under way";
  if (reading.open) return "its attempt has not ended";
  const misplaced = checkPlace(reading, event);
  if (misplaced !== undefined) return misplaced;
  if (event.type === "reset") {
    if (!reading.delivered) return "nothing was delivered that could be void";
    reading.wasReset = true;
    return undefined;
  }
  if (reading.delivered && !reading.wasReset) return "what was delivered would come again";
  reading.attempt += 1;
  reading.delivered = false;
  reading.wasReset = false;
  reading.asked = new Map();
  return undefined;
}

function readTool(
  reading: Reading,
  event: Of<"tool_call" | "approval" | "client_tool" | "tool_progress" | "data" | "tool_result">,
): string | undefined {
  if (reading.phase !== "tools") return "tools come after the message that asks for them";
  if (event.step !== reading.step) return `it is of step ${event.step}, in step ${reading.step}`;
  const call = reading.asked.get(event.toolCallId);
  if (call?.tool !== event.tool) return "the message asks for no such call";
  const expected = event.type === "tool_call" ? "asked" : "running";
  if (call.state !== expected) return `the call is ${call.state}`;
  if (event.type !== "tool_call" && event.type !== "tool_result") return undefined;
  call.state = event.type === "tool_call" ? "running" : "answered";
  if (event.type === "tool_result") {
    reading.isFinal ||= event.tool === finalTool && event.outcome === "success";
    return undefined;
  }
  return isSaidBy(event.input, call.text) ? undefined : "its input is not what the model wrote";
}

/** Whether arguments are what a text says: its JSON, or the text itself where it is none. */
function isSaidBy(input: unknown, text: string): boolean {
  if (text.trim() === "") return JSON.stringify(input) === "{}";
  try {
    return JSON.stringify(input) === JSON.stringify(JSON.parse(text));
  } catch {
    return input === text;
  }
}

function checkPlace(
  reading: Reading,
  { step, attempt }: { readonly step: number; readonly attempt: number },
): string | undefined {
  if (step === reading.step && attempt === reading.attempt) return undefined;
  return `it says step ${step}, attempt ${attempt}, in step ${reading.step}, attempt ${reading.attempt}`;
}

function listTypes(events: readonly ExecutionEvent[], until = events.length - 1): string {
  return events
    .slice(0, until + 1)
    .map(({ type }) => type)
    .join(" ");
}

/** What the record has to say after these events: all of it that events tell. */
export function tellRecord(events: readonly ExecutionEvent[]): Partial<ExecutionRecord> {
  const [start] = events;
  const end = events.at(-1);
  if (start?.type !== "start") throw new TypeError("the events have no start");
  const said = events.filter((event, index) => !isVoid(events, event, index));
  const texts = said.flatMap((event) => (event.type === "text_delta" ? [event.text] : []));
  const messages = events.flatMap((event) => (event.type === "message_end" ? [event] : []));
  const choices = events.flatMap((event) =>
    event.type === "message_start" ? [event.choice && { choice: event.choice }] : [],
  );
  return {
    id: start.executionId,
    agent: start.agent,
    ...(start.model !== undefined && { model: start.model }),
    streamed: start.streamed,
    text: texts.join(""),
    chunks: texts.length,
    steps: messages.map(({ model, finishReason, usage }, index) => ({
      model,
      finishReason,
      ...choices[index],
      ...(usage && { usage }),
    })),
    warnings: events.flatMap((event) =>
      event.type === "warning" ? [{ code: event.code, message: event.message }] : [],
    ),
    ...(end?.type === "complete" && {
      status: "success",
      output: end.output,
      durationMs: end.durationMs,
    }),
    ...(end?.type === "error" && { error: end.error }),
  };
}

/** The tool calls that the record has to have, but for times. */
export function tellToolCalls(events: readonly ExecutionEvent[]): readonly object[] {
  return events.flatMap((event) => {
    if (event.type !== "tool_call") return [];
    const { step, toolCallId: id, tool, input } = event;
    const result = events.find(
      (later) => later.type === "tool_result" && later.step === step && later.toolCallId === id,
    );
    if (result?.type !== "tool_result") throw new TypeError(`the call ${id} has no result`);
    const { outcome, output, durationMs } = result;
    const told = output !== undefined && { output };
    return [{ step, id, tool, input, outcome, ...told, durationMs }];
  });
}

/** Whether what an event says was taken back: a reset of its step came later. */
function isVoid(events: readonly ExecutionEvent[], event: ExecutionEvent, index: number): boolean {
  return (
    "attempt" in event &&
    events.some(
      (later, place) => place > index && later.type === "reset" && later.step === event.step,
    )
  );
}
