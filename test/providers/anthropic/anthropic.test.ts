import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { describeProvider } from "../conformance.js";
import { messageDelta, messageStart, textDelta } from "./events.js";

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
    '{"type":"message_stop"}',
  ],
  whole: (text) => ({
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "test-model-1",
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    usage: { input_tokens: 12, output_tokens: 5 },
  }),
  error: (type, message) => JSON.stringify({ type: "error", error: { type, message } }),
});
