import { describeProvider } from "../../conformance.js";
import { openai } from "../../../../src/providers/openai/openai.js";
import { chunk } from "./chunk.js";

describeProvider({
  name: "openai",
  create: openai,
  keyVariable: "OPENAI_API_KEY",
  baseURLVariable: "OPENAI_BASE_URL",
  headersVariable: "OPENAI_CUSTOM_HEADERS",
  requestIdHeader: "x-request-id",
  opening: [chunk({ role: "assistant", content: "", refusal: null })],
  text: (content) => chunk({ content }),
  closing: [
    chunk({}, "stop"),
    JSON.stringify({
      id: "chatcmpl-1",
      model: "test-model-1",
      choices: [],
      usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
    }),
    "[DONE]",
  ],
  whole: (content) => ({
    id: "chatcmpl-1",
    object: "chat.completion",
    model: "test-model-1",
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, finish_reason: "stop" },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
  }),
  error: (type, message) => JSON.stringify({ error: { type, message, param: null, code: null } }),
});
