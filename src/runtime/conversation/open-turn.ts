import type { Json } from "../../internal/json.js";
import { AgentError } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import type { AgentSpec } from "../../manifest/manifest.js";
import type { PendingToolCall } from "../../protocol/pending.js";
import type { OpenTurn } from "../call/conversation.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { toRecordedParams } from "../execution/to-start.js";
import { findUnanswered } from "../messages/find-unanswered.js";
import { textOf } from "../request/to-correction.js";
import { readToolInput } from "../tools/read-tool-input.js";

/** A turn that has not come to its end, as it is in this process. */
export interface LiveTurn {
  /** As they were given: what JSON cannot hold is only lost when the turn is stored. */
  readonly params: unknown;
  readonly messages: readonly ModelMessage[];
  readonly text: string;
}

/** What there is of a turn that did not succeed; `undefined` where it had not begun. */
export function toLiveTurn(
  { turn: { messages }, error }: ExecutionState,
  params: unknown,
): LiveTurn | undefined {
  if (messages.length === 0 || !error) return undefined;
  const whole = messages.map((message) => (message.role === "assistant" ? message.content : ""));
  const said = whole.map((content) => (typeof content === "string" ? content : textOf(content)));
  const before = said.join("");
  const { partialText } = error;
  const text = partialText.startsWith(before) ? partialText.slice(before.length) : "";
  return { params, messages, text };
}

/**
 * What a turn waits for, by its messages and nothing else: of what was stored, nothing is believed that they do
 * not say.
 */
export function findPending(
  { messages }: Pick<LiveTurn, "messages">,
  { tools = [] }: AgentSpec,
): readonly PendingToolCall[] {
  const step = messages.filter(({ role }) => role === "assistant").length;
  return findUnanswered(messages).map(({ id, name, arguments: text }) => {
    const isClient = tools.find((tool) => tool.name === name)?.run.kind === "client";
    return {
      step,
      toolCallId: id,
      tool: name,
      input: readToolInput(text).json,
      waitsFor: isClient ? "output" : "approval",
    };
  });
}

/** The messages of a turn that is given up but kept, with what the model had said. */
export function keepTurn({ messages, text }: LiveTurn): readonly ModelMessage[] {
  return text === "" ? messages : [...messages, { role: "assistant", content: text }];
}

/** A turn as it is stored. Throws `invalid_params` for params that JSON cannot represent. */
export function toOpenTurn({ params, messages, text }: LiveTurn): OpenTurn {
  const stored = toRecordedParams((params ?? {}) as Readonly<Record<string, unknown>>);
  if (stored === undefined) {
    throw new AgentError(
      "invalid_params",
      "The turn that was paused or stopped cannot be stored, because JSON cannot represent its params.",
    );
  }
  return {
    params: stored as Readonly<Record<string, Json>>,
    messages: [...messages],
    ...(text !== "" && { text }),
  };
}
