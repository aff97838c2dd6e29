import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { describeProvider } from "../conformance.js";
import {
  messageDelta,
  messageStart,
  messageStop,
  textDelta,
  thinkingBlock,
  toolBlock,
} from "./events.js";

const usage = { input_tokens: 12, output_tokens: 5 };

/** A message as one JSON value. */
function whole(stopReason: string, ...content: readonly unknown[]): unknown {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "test-model-1",
    content,
    stop_reason: stopReason,
    usage,
  };
}

describeProvider({
  name: "anthropic",
  create: anthropic,
  keyVariable: "ANTHROPIC_API_KEY",
  baseURLVariable: "ANTHROPIC_BASE_URL",
  headersVariable: "ANTHROPIC_CUSTOM_HEADERS",
  requestIdHeader: "request-id",
  opening: [
    messageStart({ input_tokens: 12, output_tokens: 1 }),
    '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
    '{"type":"ping"}',
  ],
  text: textDelta,
  closing: [
    '{"type":"content_block_stop","index":0}',
    messageDelta({ stop_reason: "end_turn", stop_sequence: null }, { output_tokens: 5 }),
    messageStop,
  ],
  whole: (text) => whole("end_turn", { type: "text", text }),
  error: (type, message) => JSON.stringify({ type: "error", error: { type, message } }),
  tools: {
    call: ({ index, id, name, pieces }) => toolBlock(index + 1, id, name, ...pieces),
    closing: [
      messageDelta({ stop_reason: "tool_use", stop_sequence: null }, { output_tokens: 5 }),
      messageStop,
    ],
    whole: (text, calls) =>
      whole(
        "tool_use",
        ...(text === "" ? [] : [{ type: "text", text }]),
        ...calls.map(({ id, name, pieces }) => ({
          type: "tool_use",
          id,
          name,
          input: JSON.parse(pieces.join("") || "{}") as unknown,
        })),
      ),
  },
  reasoning: {
    events: (text) => thinkingBlock(9, "sig-1", text),
    whole: (reasoning, text) =>
      whole(
        "end_turn",
        { type: "thinking", thinking: reasoning, signature: "sig-1" },
        { type: "text", text },
      ),
  },
});
