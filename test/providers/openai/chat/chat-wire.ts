import type { WireToolCall, WireUnderTest } from "../../conformance/bench.js";
import { openai } from "../../../../src/providers/openai/openai.js";
import { chunk } from "./chunk.js";

const usage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };

const closing = (reason: string) => [
  chunk({}, reason),
  JSON.stringify({ id: "chatcmpl-1", model: "test-model-1", choices: [], usage }),
  "[DONE]",
];

const whole = (message: object, reason = "stop") => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  model: "test-model-1",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: null, refusal: null, ...message },
      finish_reason: reason,
    },
  ],
  usage,
});

const toCall = ({ index, id, name }: WireToolCall, text: string) => ({
  index,
  id,
  type: "function",
  function: { name, arguments: text },
});

/** How OpenAI's Chat Completions say things. */
export const chatWire: WireUnderTest = {
  name: "openai",
  create: openai,
  keyVariable: "OPENAI_API_KEY",
  baseURLVariable: "OPENAI_BASE_URL",
  headersVariable: "OPENAI_CUSTOM_HEADERS",
  requestIdHeader: "x-request-id",
  opening: [chunk({ role: "assistant", content: "", refusal: null })],
  text: (content) => chunk({ content }),
  closing: closing("stop"),
  whole: (content) => whole({ content }),
  error: (type, message) => JSON.stringify({ error: { type, message, param: null, code: null } }),
  tools: {
    call: (call) => [
      chunk({ tool_calls: [toCall(call, "")] }),
      ...call.pieces.map((piece) =>
        chunk({ tool_calls: [{ index: call.index, function: { arguments: piece } }] }),
      ),
    ],
    closing: closing("tool_calls"),
    whole: (text, calls) =>
      whole(
        {
          content: text === "" ? null : text,
          tool_calls: calls.map((call) => {
            const { index: _, ...rest } = toCall(call, call.pieces.join(""));
            return rest;
          }),
        },
        "tool_calls",
      ),
    interleaves: true,
  },
  reasoning: {
    events: (text) => [
      chunk({ content: null, reasoning_content: text.slice(0, 2) }),
      chunk({ content: null, reasoning_content: text.slice(2) }),
    ],
    whole: (reasoning, content) => whole({ reasoning_content: reasoning, content }),
  },
};
