import { openai } from "../../../../src/providers/openai/openai.js";
import { describeProvider } from "../../conformance.js";
import {
  added,
  completed,
  created,
  delta,
  done,
  event,
  functionCall,
  message,
  reasoning,
  response,
  textDelta,
  usage,
} from "./events.js";

const part = { type: "output_text", annotations: [], logprobs: [], text: "" };

/** A response as one JSON value. */
const whole = (...output: object[]) => response({ status: "completed", output, usage });

describeProvider({
  name: "openai responses",
  create: (options) => openai({ ...options, api: "responses" }),
  keyVariable: "OPENAI_API_KEY",
  baseURLVariable: "OPENAI_BASE_URL",
  headersVariable: "OPENAI_CUSTOM_HEADERS",
  requestIdHeader: "x-request-id",
  opening: [
    ...created,
    added(message("", { status: "in_progress", content: [] })),
    event("content_part.added", { output_index: 0, content_index: 0, item_id: "msg_1", part }),
  ],
  text: textDelta,
  closing: [
    event("content_part.done", { output_index: 0, content_index: 0, item_id: "msg_1", part }),
    done(message("")),
    completed(),
  ],
  whole: (text) => whole(message(text)),
  error: (type, message) =>
    JSON.stringify({ type: "error", error: { type, message, param: null, code: null } }),
  tools: {
    call({ index, id, name, pieces }) {
      const place = index + 1;
      return [
        added(functionCall(id, name, ""), place),
        ...pieces.map((piece) => delta("function_call_arguments", piece, place)),
        done(functionCall(id, name, pieces.join("")), place),
      ];
    },
    closing: [completed()],
    whole: (text, calls) =>
      whole(
        ...(text === "" ? [] : [message(text)]),
        ...calls.map(({ id, name, pieces }) => functionCall(id, name, pieces.join(""))),
      ),
  },
  reasoning: {
    events: (text) => [
      ...created,
      added(reasoning([]), 9),
      delta("reasoning_summary_text", text, 9, { summary_index: 0 }),
      done(reasoning([text], { encrypted_content: "gAAA" }), 9),
    ],
    whole: (thought, text) => whole(reasoning([thought]), message(text)),
  },
});
