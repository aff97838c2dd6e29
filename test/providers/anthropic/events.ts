/** The data of the event that begins a message. */
export function messageStart(usage: unknown): string {
  return JSON.stringify({
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "test-model-1",
      content: [],
      stop_reason: null,
      usage,
    },
  });
}

/** The data of an event with text. */
export function textDelta(text: string): string {
  return JSON.stringify({
    type: "content_block_delta",
    index: 0,
    delta: { type: "text_delta", text },
  });
}

/** The data of the event that says why a message stops. */
export function messageDelta(delta: unknown, usage: unknown): string {
  return JSON.stringify({ type: "message_delta", delta, usage });
}
