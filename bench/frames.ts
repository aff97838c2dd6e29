import { chunksOf, type Workload } from "./workloads.ts";

/** An answer on its wire, a string for each event. The first events carry no text, the last end the answer. */
export interface Frames {
  readonly opening: readonly string[];
  readonly chunks: readonly string[];
  readonly closing: readonly string[];
}

export function framesOf(workload: Workload): Frames {
  return workload.wire === "openai" ? chatFrames(workload) : messagesFrames(workload);
}

function chatFrames(workload: Workload): Frames {
  const id = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "bench" };
  const frame = (data: object): string => `data: ${JSON.stringify({ ...id, ...data })}\n\n`;
  const choice = (delta: object, finish: string | null = null): object => ({
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  return {
    opening: [frame(choice({ role: "assistant", content: "" }))],
    chunks: chunksOf(workload).map((content) => frame(choice({ content }))),
    closing: [
      frame(choice({}, "stop")),
      frame({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }),
      "data: [DONE]\n\n",
    ],
  };
}

function messagesFrames(workload: Workload): Frames {
  const frame = (type: string, data: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  const index = 0;
  return {
    opening: [
      frame("message_start", {
        message: {
          id: "msg_1",
          type: "message",
          role: "assistant",
          model: "bench",
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      }),
      frame("content_block_start", { index, content_block: { type: "text", text: "" } }),
    ],
    chunks: chunksOf(workload).map((text) =>
      frame("content_block_delta", { index, delta: { type: "text_delta", text } }),
    ),
    closing: [
      frame("content_block_stop", { index }),
      frame("message_delta", {
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 1 },
      }),
      frame("message_stop", {}),
    ],
  };
}
